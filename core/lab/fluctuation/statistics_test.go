//go:build !js

package fluctuation

import (
	"flag"
	"math"
	"strings"
	"testing"

	"saddle/core/lab"
	"saddle/core/lab/labtest"
	"saddle/core/stat"
)

var long = flag.Bool("long", false, "long statistics")

// whole is the table of a grid.
func whole(query string) *lab.Table { return labtest.Whole(labtest.Grid(Experiment, query)) }

// Over 2,000 seeds the shares within one, two and three deviations are predicted to within two standard errors, and the mean of the squared
// distances to within 3 %: from a displaced start, on the way and at rest, and in two dimensions.
func TestCoverage(t *testing.T) {
	for _, query := range []string{
		"lab=fluctuation&batch=64&etaD=0.2&etaG=0.1&steps=12,150",
		"lab=fluctuation&batch=256&etaD=0.2&etaG=0.1&w0=1.03&steps=40",
		"lab=fluctuation&batch=64&etaD=0.2&etaG=0.1&d=2&steps=100",
	} {
		var c *curve
		for _, seeds := range []string{"&seed=1..1000", "&seed=1001..2000"} {
			list := curvesOf(whole(query + seeds))
			if c == nil {
				c = list[0]
			} else {
				c.Rows = append(c.Rows, list[0].Rows...)
			}
		}
		for mark, steps := range c.marks {
			list := c.distances(mark)
			for sigma := 1.0; sigma <= 3; sigma++ {
				got, want := inside(list, sigma*sigma), within(c.freedom(), sigma*sigma)
				t.Logf("%s, step %d: %.4f ± %.4f within %vσ, predicted %.4f", query, steps, got.Value, got.SE, sigma, want)
				if se := math.Sqrt(want * (1 - want) / float64(len(list))); math.Abs(got.Value-want) > 2*se {
					t.Errorf("%s, step %d: %.4f within %vσ, predicted %.4f ± %.4f", query, steps, got.Value, sigma, want, se)
				}
			}
			mean := stat.Mean(list)
			t.Logf("%s, step %d: mean of χ² %.3f ± %.3f of %d", query, steps, mean.Value, mean.SE, c.freedom())
			if math.Abs(mean.Value/float64(c.freedom())-1) > 0.03 {
				t.Errorf("%s, step %d: the mean of χ²_%d is %.3f", query, steps, c.freedom(), mean.Value)
			}
		}
	}
}

// The diffusion is off by O(η), the modified one by O(η²), and at η = 0.5 it is at least ten times closer.
func TestWeakErrors(t *testing.T) {
	query := "lab=fluctuation&process=chains,diffusion,modified&batch=4&w0=0.5&eta=0.4,0.5,0.666667,1&seed=1..4&chains=400&steps=2,3,4,5"
	if *long {
		query = "lab=fluctuation&process=chains,diffusion,modified&batch=4&w0=0.5&eta=0.25,0.4,0.5,0.666667,1&seed=1..8&chains=10000&steps=2,3,4,5,8"
	}
	table := whole(query)
	errors := weak(table.Grid(), curvesOf(table))
	if len(errors) != 2 {
		t.Fatal("no errors")
	}
	for i := range errors {
		s := errors[i].slope()
		t.Logf("%s: slope %.3f ± %.3f, errors %.5f ± %.6f at %v", errors[i].process, s.Value, s.SE, errors[i].signed, errors[i].se, errors[i].eta)
		if within := []float64{0.15, 0.3}[i]; (i == 0 || *long) && (math.Abs(s.Value-float64(i+1)) > within || s.Count < 4) {
			t.Errorf("%s: slope %.3f ± %.3f over %d steps", errors[i].process, s.Value, s.SE, s.Count)
		}
		for k, eta := range errors[0].eta {
			if ratio := errors[0].err[k] / errors[1].err[k]; eta == 0.5 && ratio < 10 {
				t.Errorf("at η = 0.5 the modified diffusion is %.1f times closer", ratio)
			}
		}
	}
}

// Many chains have the mean of the game itself, and what is subtracted of them takes nine tenths of their scatter.
func TestChainsAreTheGame(t *testing.T) {
	const query = "lab=fluctuation&batch=4&w0=0.5&eta=0.5&steps=4"
	one := curvesOf(whole(query + "&seed=1..1000"))[0]
	game := stat.Mean(one.At(0, func(m *measured) float64 { return 1 + m.w }))
	lean := curvesOf(whole(query + "&process=chains&chains=2000&seed=1..8"))[0]
	many := stat.Mean(lean.At(0, func(m *measured) float64 { return m.w }))
	if math.Abs(game.Value-many.Value) > 3*game.SE {
		t.Errorf("E W is %.5f ± %.5f in the game, %.5f ± %.6f of chains", game.Value, game.SE, many.Value, many.SE)
	}
	if math.Abs(many.Value-0.57279) > 3*(many.SE+5e-5) {
		t.Errorf("E W is %.5f ± %.6f, by an independent computation .57279 ± .00005", many.Value, many.SE)
	}
	if scatter := game.SE * math.Sqrt(1000); many.SE*math.Sqrt(8*2000) > 0.1*scatter {
		t.Errorf("a chain scatters by %.4f, with its control by %.4f", scatter, many.SE*math.Sqrt(8*2000))
	}
}

// Both players are as hot as predicted, to within 5 % and chance, over activations, dimensions, losses and rules.
func TestTemperatures(t *testing.T) {
	queries := []string{strings.NewReplacer("seed=1..6", "seed=1..4", "steps=40000", "steps=16000").Replace(presets[0].Query)}
	if *long {
		queries = []string{presets[0].Query, "lab=fluctuation&d=1,2,3&loss=nonsaturating,leastsquares&rule=alternating,optimistic,extragradient&seed=1..6&batch=64&etaD=0.05&etaG=0.05&steps=40000"}
	}
	for _, query := range queries {
		for _, c := range curvesOf(whole(query)) {
			g, d, wantG, wantD, ok := c.heats()
			if !ok {
				t.Fatalf("%s: nothing is known", c.label)
			}
			for _, x := range []struct {
				stat.Estimate
				want float64
			}{{g, wantG}, {d, wantD}} {
				if low, high := x.Interval(); low > 1.05*x.want || high < 0.95*x.want || high-low > 0.6*x.want {
					t.Errorf("%s: %.3f ± %.3f, predicted %.3f", c.label, x.Value, x.SE, x.want)
				}
			}
			t.Logf("%s: %.3f ± %.3f (%.3f), %.3f ± %.3f (%.3f)", c.label, g.Value, g.SE, wantG, d.Value, d.SE, wantD)
		}
	}
}

// Constant steps stop where they are predicted to; the schedule by fluctuation and dissipation goes on to a third of that at most.
func TestCooling(t *testing.T) {
	c := curvesOf(whole(strings.NewReplacer("schedule=decay,theory,constant,fdr", "schedule=constant,fdr", "seed=1..16", "seed=1..6").Replace(presets[5].Query)))
	end := func(c *curve) stat.Estimate {
		return stat.Mean(c.At(c.last(), func(m *measured) float64 { return m.tv }))
	}
	still, cooled := end(c[0]), end(c[1])
	level, ok := c[0].plateau()
	t.Logf("constant %.4f ± %.4f, predicted %.4f; fdr %.4f ± %.4f", still.Value, still.SE, level, cooled.Value, cooled.SE)
	if !ok || math.Abs(still.Value-level) > 3*still.SE || cooled.Value+2*cooled.SE > still.Value/3 {
		t.Errorf("constant %.4f ± %.4f, predicted %.4f; fdr %.4f ± %.4f", still.Value, still.SE, level, cooled.Value, cooled.SE)
	}
}

// Up to the edge the fluctuation grows as predicted; past it none is, and the runs are far from rest.
func TestPastTheEdge(t *testing.T) {
	list := curvesOf(whole("lab=fluctuation&batch=128&etaD=0.1&etaG=0.4,1.2,1.6&seed=1..8&steps=10000"))
	var seen []stat.Estimate
	for _, c := range list {
		seen = append(seen, stat.Mean(c.At(0, func(m *measured) float64 { return m.s })))
	}
	for i, c := range list {
		t.Logf("η_G = %v: %.5f ± %.5f, predicted %.5f; %d of %d diverged", c.cfg.EtaG, seen[i].Value, seen[i].SE, c.law.S, c.Diverged, c.Runs)
		if stable := i < 2; c.law.rests != stable || (c.cfg.EtaG < c.law.edge.Value) != stable {
			t.Errorf("η_G = %v: the edge is at %v, rest %v", c.cfg.EtaG, c.law.edge.Value, c.law.rests)
		} else if low, high := seen[i].Interval(); stable && (low > 1.05*c.law.S || high < 0.95*c.law.S) {
			t.Errorf("η_G = %v: %.4f ± %.4f, predicted %.4f", c.cfg.EtaG, seen[i].Value, seen[i].SE, c.law.S)
		} else if !stable && c.Diverged == 0 && seen[i].Value < 5*seen[1].Value {
			t.Errorf("η_G = %v: %.4f past the edge, %.4f before", c.cfg.EtaG, seen[i].Value, seen[1].Value)
		}
	}
}

// At rest all gauges are 1: to within their errors, which are small, over a long stretch.
func TestGauges(t *testing.T) {
	for _, f := range whole(strings.ReplaceAll(presets[4].Query, "seed=1..12", "seed=1..4")).Report().Fits {
		if f.Predicted == 1 && (math.Abs(f.Value-1) > 3*f.SE+1e-3 || f.SE > 0.02) {
			t.Errorf("%s", f.Words)
		}
	}
}
