package all

import "testing"

// Parse takes anything, and what it makes of it is a fixed point.
func FuzzGrid(f *testing.F) {
	for _, e := range experiments {
		for _, p := range e.Presets {
			f.Add(p.Query)
		}
	}
	for _, query := range []string{"", "lab=", "lab=nothing", "d=1..1000000&n=1..1", "n=5..2:0", "seed=..", "lab=rates&pieces=4..200:9&smoothness=1e308", "lab=shatter&dots=1,NaN", "d=2,,3&&=", "wstar=%zz"} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		g, _ := Parse(query)
		if g.Cells() < 1 || g.Cells() > 100_000 {
			t.Fatalf("%d cells", g.Cells())
		}
		if g.Cells() > 2000 { // sizing them up takes too long to try many
			return
		}
		again, problems := Parse(g.Query())
		if again.Query() != g.Query() {
			t.Fatalf("%q is %q the second time", g.Query(), again.Query())
		}
		for _, p := range problems {
			if p.Name == "lab" {
				t.Fatalf("%q is not taken: %s", g.Query(), p.Message)
			}
		}
		alone, _ := Parse(g.RunQuery(g.Paths() - 1))
		if alone.Paths() != 1 {
			t.Fatalf("%q has %d paths", g.RunQuery(g.Paths()-1), alone.Paths())
		}
	})
}

// A row that can be read is printed as it was.
func FuzzRow(f *testing.F) {
	f.Add(0, "0 0 ok 1 2 3 4 5 6")
	f.Add(1, "0 1 diverged 0.5 1e-300 -0")
	f.Add(2, "0 0 ok NaN +Inf")
	f.Fuzz(func(t *testing.T, which int, text string) {
		e := experiments[uint(which)%uint(len(experiments))]
		r, err := e.ParseRow(text)
		if err != nil {
			return
		}
		again, err := e.ParseRow(r.String())
		if err != nil || !again.Equal(r) {
			t.Fatalf("%q reads as %q, then %v", text, r.String(), err)
		}
	})
}
