package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"saddle/build/bench"
)

const (
	benchDir    = outDir + "/bench" // the programs of the benchmark
	benchReport = outDir + "/bench.json"
	peersDir    = "build/bench/peers" // what other engines are made of; its package is apart from the site's, because only this needs it
)

// The region of README.md that holds the last benchmark.
const (
	benchBegin = "<!-- benchmark: go run ./build bench -readme -->\n"
	benchEnd   = "<!-- end of benchmark -->\n"
)

// benchmark measures the built site, prints what it found and writes it to build/out/bench.json.
func (p *project) benchmark(args []string) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	readme := flags.Bool("readme", false, "put the tables into README.md, too")
	only := flags.String("only", strings.Join(bench.Parts, ","), "the parts to measure")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := noArguments(flags.Args()); err != nil {
		return err
	}
	built := bench.Built{Site: p.path(siteDir), Programs: p.path(benchDir), Peers: p.path(peersDir)}
	if _, err := os.Stat(filepath.Join(built.Site, "index.html")); err != nil {
		return fmt.Errorf("%s is not built: run go run ./build first", siteDir)
	}
	support, err := p.wasmSupport()
	if err != nil {
		return err
	}
	built.Support = []byte(support)
	if err := p.installPackagesIn(peersDir); err != nil {
		return err
	}
	p.printf("building the programs of the benchmark\n")
	for _, prog := range bench.Programs {
		if err := p.buildForBench(prog); err != nil {
			return err
		}
	}
	report, err := bench.Run(context.Background(), built, strings.Split(*only, ","), func(what string) { p.printf("measuring: %s\n", what) })
	if err != nil {
		return err
	}
	for _, a := range allowances {
		total := 0
		for _, name := range a.files {
			n, err := p.transferred(name)
			if err != nil {
				return err
			}
			total += n
		}
		report.Bytes = append(report.Bytes, bench.Size{Part: a.what, Bytes: total})
	}
	text := report.Markdown()
	p.printf("\n%s", text)
	data, err := json.MarshalIndent(report, "", "\t")
	if err != nil {
		return err
	}
	if err := p.write(benchReport, append(data, '\n')); err != nil {
		return err
	}
	if *readme {
		return p.replaceRegion("README.md", benchBegin, benchEnd, "\n"+text+"\n")
	}
	return nil
}

func (p *project) buildForBench(prog bench.Program) error {
	to := p.path(benchDir + "/" + prog.File)
	env, flags := []string{"GOEXPERIMENT=" + prog.Experiment}, "-ldflags=-s -w"
	if prog.OS != "" {
		env = append(env, "GOOS="+prog.OS, "GOARCH=wasm")
	} else {
		flags += " " + alignment
	}
	_, err := output(p.goCommand(env, "build", "-trimpath", "-buildvcs=false", flags, "-tags="+prog.Tags, "-o", to, prog.Package))
	if err != nil || !prog.Pack && !prog.Finish {
		return err
	}
	data, err := os.ReadFile(to)
	if err != nil {
		return err
	}
	if prog.Finish {
		if data, err = p.finish(data); err != nil {
			return err
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			return err
		}
	}
	if prog.Pack {
		return p.write(benchDir+"/"+prog.File+".gz", compress(data))
	}
	return nil
}

// replaceRegion puts text between two marks of a file.
func (p *project) replaceRegion(name, begin, end, text string) error {
	old, err := os.ReadFile(p.path(name))
	if err != nil {
		return err
	}
	before, rest, ok1 := bytes.Cut(old, []byte(begin))
	_, after, ok2 := bytes.Cut(rest, []byte(end))
	if !ok1 || !ok2 {
		return errors.New(name + " has no region for it")
	}
	return p.write(name, bytes.Join([][]byte{before, []byte(begin), []byte(text), []byte(end), after}, nil))
}
