# The Go that builds is the one that go.mod names, whatever this machine pins.
export GOTOOLCHAIN := $(shell sed -n 's/^toolchain //p' go.mod)

.PHONY: all run saddle cluster check test test-long fuzz bench clean

# build/out/site, the folder to upload, and build/out/saddle.html, the one file; with SITE=https://example.org/saddle/ what is said of
# the page to programs that show links has whole addresses
all:
	@go run ./build all $(if $(SITE),-site "$(SITE)")

# the same, then serve it on this machine
run: all
	@go run ./build serve

# build/out/saddle, which runs experiments without a browser, with the vectors of this processor
saddle:
	@go run ./build saddle

# build/out/cluster, which runs a grid on several machines
cluster:
	@go run ./build cluster

# the checks that need no browser and no patience
check:
	@go run ./build test -quick

# every check, from gofmt to the browser
test:
	@go run ./build test

# the statistics in full, a page disturbed for five minutes, a minute for each fuzz target, and the programs that the pages on
# embedding are about: an hour and a half
test-long:
	@go run ./build long

# five minutes for each reader of what comes from outside
fuzz:
	@go run ./build fuzz

# how fast it is, in Chromium and natively, as ratios; writes build/out/bench.json
bench: all
	@go run ./build bench

clean:
	rm -rf build/out
