//go:build !js

package main

import (
	"context"
	"io"
	"testing"

	"saddle/core/lab"
	"saddle/core/lab/all"
)

// Hands in goroutines of their own give the rows of one thread, bit for bit, and what goes between them is what is counted.
func TestHandsAreOneThread(t *testing.T) {
	const query = "lab=workers&d=2,3&batch=6&etaD=0.2&etaG=0.1&method=hybrid,full,average,zeroth,qsgd&m=1,4&rounds=3,40&threads="
	tables := map[string]*lab.Table{}
	for _, threads := range []string{"one", "each"} {
		grid, problems := all.Parse(query + threads)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		tables[threads] = lab.NewTable(grid)
		if err := runAll(context.Background(), tables[threads], nil, &options{workers: 2, quiet: true, shard: shard{1, 1}}, io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	one, each := tables["one"], tables["each"]
	for path := range one.Grid().Paths() {
		if _, timed := one.Timing(path); timed {
			t.Error("one thread is timed")
		}
		for mark := range one.Grid().Marks() {
			a, okA := one.Row(path, mark)
			b, okB := each.Row(path, mark)
			if !okA || !okB || !a.Equal(b) {
				t.Errorf("%s: %v, with hands %v", one.Grid().RunQuery(path), a, b)
			}
			workers := each.Grid().Cell(path).Number("m")
			if x, ok := each.Timing(path); mark == 1 && (!ok || x.Bytes != int64(8*workers*(b.Values[0]+b.Values[1])) || !(x.Seconds >= 0)) {
				t.Errorf("%s: %+v, the counters say %v", each.Grid().RunQuery(path), x, b.Values[:2])
			}
		}
	}
}
