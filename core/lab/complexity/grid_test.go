package complexity

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saddle/core/config"
)

func TestParseGrid(t *testing.T) {
	for _, c := range []struct {
		query, canonical string
		paths, cells     int
		complaint        string // part of the one problem; empty: none
	}{
		{"", "", 1, 5, ""},
		{"d=2,4,8&seed=1..20&n=1000", "d=2,4,8&seed=1..20&n=1000", 60, 60, ""},
		{"?seed=3,1,2,9,10", "seed=1..3,9,10", 5, 25, ""},
		{"n=1000..100000:5", "n=1000,3162,10000,31623,100000", 1, 5, ""},
		{"n=100..100", "n=100", 1, 1, ""},
		{"n=100..10:2", "n=10,100", 1, 2, ""},
		{"d=1..5:3", "d=1,3,5", 3, 15, ""},
		{"kappa=1..100:3", "kappa=1,10,100", 3, 15, ""},
		{"gammaD=0..1:3", "gammaD=0,0.5,1", 3, 15, ""},
		{"phi=tanh,leaky,tanh", "phi=leaky,tanh", 2, 10, ""},
		{"phi=relu&disc=facewise,quadratic&eps=0.05", "phi=relu&disc=quadratic,facewise&eps=0.05", 2, 10, ""},
		{"d=2&wstar=1,0,0.5,1", "wstar=1,0,0.5,1&d=2", 1, 5, ""},
		{"method=wgan,sgda&phi=relu&d=2", "phi=relu&d=2&method=sgda,wgan", 2, 10, ""},
		{"method=dance", "method=sgda", 1, 5, "is not one of sgda, truncated, wgan, fixed"},
		{"phi=tanh&method=truncated", "phi=tanh&method=truncated", 1, 5, "learns from ReLU samples alone"},
		{"method=fixed,sgda&n=100", "n=100&method=sgda,fixed", 2, 2, "run it alone"},
		{"method=fixed&n=1000000", "n=1000000&method=fixed", 1, 1, "at most 100000"},
		{"seed=1%2C2", "seed=1,2", 2, 10, ""},
		{"d=2,400", "d=2,128", 2, 10, "d=400 is not a whole number from 1 to 128"},
		{"d=100..200", "d=100..128", 29, 145, "leaves the range"},
		{"phi=a..b", "phi=leaky", 1, 5, "only numbers have"},
		{"seed=1..b", "seed=778", 1, 5, "is not a range"},
		{"kappa=1..3", "kappa=3", 1, 5, "how many values"},
		{"n=10..100:x", "", 1, 5, "does not end in a number"},
		{"n=0,10", "n=10", 1, 1, "would never end"},
		{"speed=5&d=3", "d=3", 1, 5, "only changes a picture"},
		{"target=data&data=10x2-00000000&d=3", "d=3", 1, 5, "needs a file"},
		{"bogus=3&d=3", "d=3", 1, 5, "is not a parameter"},
		{"seed=1..5000", "seed=1..1000", 1000, 5000, "the first 1000 are taken"},
		{"seed=1..1000&n=1..1000&d=2,3", "d=2,3&seed=1..50&n=1..1000", 100, 100000, "at most 100000"},
		{"d=2,3&wstar=1,0,0.5,1", "wstar=1,0,0.5,1&d=2,3", 2, 10, "9 numbers"},
		{"eps=0.1,0.2", "eps=0.1", 1, 5, "one accuracy"},
	} {
		g, problems := parse(c.query)
		got := g.Query()
		if c.query == "d=2&wstar=1,0,0.5,1" || strings.Contains(c.query, "wstar") {
			got, c.canonical = byName(got), byName(c.canonical) // config decides which comes first
		}
		if got != c.canonical || g.Paths() != c.paths || g.Cells() != c.cells {
			t.Errorf("%q is %q with %d paths and %d cells, want %q with %d and %d", c.query, g.Query(), g.Paths(), g.Cells(), c.canonical, c.paths, c.cells)
		}
		messages := ""
		for _, p := range problems {
			messages += p.Message + "\n"
		}
		if c.complaint == "" && messages != "" || !strings.Contains(messages, c.complaint) {
			t.Errorf("%q: got the messages %q, want %q", c.query, messages, c.complaint)
		}
	}
}

func byName(query string) string {
	pairs := strings.Split(query, "&")
	slices.Sort(pairs)
	return strings.Join(pairs, "&")
}

// grids draws queries, many of them faulty.
func grids(t *rapid.T) string {
	piece := rapid.OneOf(
		rapid.Custom(func(t *rapid.T) string { return strconv.Itoa(rapid.IntRange(-3, 300).Draw(t, "one")) }),
		rapid.Custom(func(t *rapid.T) string {
			a := rapid.IntRange(0, 40).Draw(t, "a")
			return strconv.Itoa(a) + ".." + strconv.Itoa(a+rapid.IntRange(-2, 6).Draw(t, "more"))
		}),
		rapid.SampledFrom([]string{"1..100:4", "0.1..1:3", "relu", "leaky", "truncated", "0.25", "..", "1..", "a..b:c", "%", "", "NaN", "1e400", "-0"}),
	)
	var pairs []string
	for range rapid.IntRange(0, 5).Draw(t, "pairs") {
		name := rapid.SampledFrom(append(config.Names(), "nonsense")).Draw(t, "name")
		pairs = append(pairs, name+"="+strings.Join(rapid.SliceOfN(piece, 1, 4).Draw(t, "pieces"), ","))
	}
	return strings.Join(pairs, "&")
}

// The canonical query of a grid is the grid.
func TestQueryIsCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, _ := parse(grids(t))
		again, _ := parse(g.Query())
		if again.Query() != g.Query() || again.Paths() != g.Paths() || !slices.Equal(again.Marks(), g.Marks()) || epsOf(again) != epsOf(g) {
			t.Fatalf("%q reads back as %q", g.Query(), again.Query())
		}
		for range 3 {
			path := rapid.IntRange(0, g.Paths()-1).Draw(t, "path")
			a, b := g.Cell(path).Config, again.Cell(path).Config
			if !config.SameRun(a, b) {
				t.Fatalf("path %d is %q and %q", path, a.Query(), b.Query())
			}
		}
	})
}

// Every combination is one path, and the order is a permutation that goes seed by seed.
func TestPathsAreAllCombinations(t *testing.T) {
	g, _ := parse("d=2,3&seed=5..7&phi=relu,tanh&fakes=1,4")
	seen := map[string]bool{}
	for path := range g.Paths() {
		c := g.Cell(path).Config
		seen[c.Query()] = true
	}
	if len(seen) != 24 {
		t.Errorf("%d different runs, want 24", len(seen))
	}
	order := g.Order()
	for i := 1; i < len(order); i++ {
		a, b := g.Cell(order[i-1]).Config, g.Cell(order[i]).Config
		if a.Seed > b.Seed || a.Seed == b.Seed && g.Cost(order[i-1]) < g.Cost(order[i]) {
			t.Fatalf("%q comes before %q", a.Query(), b.Query())
		}
	}
	slices.Sort(order)
	for i, path := range order {
		if i != path {
			t.Fatal("the order is not a permutation")
		}
	}
}
