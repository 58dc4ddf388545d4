//go:build !js

package sgda

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/rng"
	"saddle/core/theory"
)

// wander returns a path of p coordinates that keep the share rho of where they are from one point to the next and have the
// variance 1 in the long run, from first on.
func wander(r *rng.Stream, p, points int, rho, first float64) [][]float64 {
	x := [][]float64{make([]float64, p)}
	for i := range p {
		x[0][i] = first
	}
	for k := 1; k < points; k++ {
		next := make([]float64, p)
		r.Normals(next)
		for i := range next {
			next[i] = rho*x[k-1][i] + math.Sqrt(1-rho*rho)*next[i]
		}
		x = append(x, next)
	}
	return x
}

// The ratio is that of the sums of dissipation and fluctuation, for any path and any centre, by telescoping.
func TestGaugeIsThatOfTheSums(t *testing.T) {
	r := rng.New(1, "test")
	for _, c := range []float64{0, 0.7, -3} {
		x := wander(r, 3, 20, 0.8, 2)
		var loss, moves float64
		for k := range len(x) - 1 {
			for i := range 3 {
				dx := x[k+1][i] - x[k][i]
				loss -= 2 * (x[k][i] - c) * dx
				moves += dx * dx
			}
		}
		if g, _ := gauge(x, []float64{c, c, c}); math.Abs(g.Ratio-loss/moves) > 1e-12 {
			t.Errorf("about %v the ratio is %v, of the sums %v", c, g.Ratio, loss/moves)
		}
	}
}

// The standard error covers: of 2,000 stationary paths of 32 intervals ±2 of it hold the ratio 1 in 95 %, to within what
// an error estimated from so short a path, and squares that are not normal, allow. The relaxation time is that of the path.
func TestGaugeCovers(t *testing.T) {
	const paths = 2000
	r := rng.New(2, "test")
	for _, p := range []int{1, 3, 10} {
		for _, rho := range []float64{0.1, 0.5, 0.8} {
			held, times := 0, 0.0
			for range paths {
				x := wander(r, p, 93, rho, 0)[60:]
				g, _ := gauge(x, make([]float64, p))
				if math.Abs(g.Ratio-1) <= 2*g.Error {
					held++
				}
				times += g.Relaxation / paths
			}
			share := 100 * float64(held) / paths
			t.Logf("%d coordinates, ρ = %v: within two standard errors in %.1f %%, relaxation time %.2f, of the path %.2f", p, rho, share, times, -1/math.Log(rho))
			if share < 91 || share > 98 || math.Abs(times*-math.Log(rho)-1) > 0.35 {
				t.Errorf("%d coordinates, ρ = %v: within two standard errors in %.1f %%, relaxation time %.2f", p, rho, share, times)
			}
		}
	}
}

// A player on its way is told from one at rest: in its first 1.7 relaxation times from ten deviations away, or from none.
func TestGaugeSeesWhatMoves(t *testing.T) {
	r := rng.New(3, "test")
	for _, first := range []float64{10, 0} {
		seen := 0
		for range 200 {
			g, _ := gauge(wander(r, 3, 17, 0.9, first), make([]float64, 3))
			if math.Abs(g.Ratio-1) > annealSure*g.Error || g.Error > annealWithin {
				seen++
			}
		}
		if seen < 190 {
			t.Errorf("from %v: taken for rest in %d of 200 paths", first, 200-seen)
		}
	}
}

// annealed are the settings in which the schedule is asked to keep its word.
var annealed = []string{"d=1", "d=2&loss=leastsquares&rule=simultaneous", "d=4&batch=32", "phi=relu&d=2&loss=leastsquares", "d=2&etaD=0.3&etaG=0.1"}

func moreAnnealed() (all []string) {
	for _, phi := range []string{"identity", "relu"} {
		for _, d := range []int{1, 2, 4} {
			for _, loss := range []string{"minimax", "leastsquares"} {
				for _, rule := range []string{"alternating", "simultaneous"} {
					all = append(all, fmt.Sprintf("phi=%s&d=%d&loss=%s&rule=%s", phi, d, loss, rule))
				}
			}
		}
	}
	return append(all, "d=2&batch=16", "d=2&batch=256", "d=2&etaD=0.3&etaG=0.02", "d=2&etaG=0.3", "phi=relu&disc=facewise", "d=4&init=round", "whiten=off&kappa=2&etaD=0.3&etaG=0.1")
}

// lastTV returns the total variation of the last iterate, before φ.
func lastTV(t *testing.T, tr *Trainer) float64 {
	s := tr.State()
	return totalVariation(t, s.SigmaLast, s.SigmaStar, tr.d)
}

// TestAnnealingWaitsForRest prints the total variation of the last iterate where the steps first fall, over that at which
// constant steps keep it: 1 at rest, and at most 1.5 in the mean of the seeds. After 4,000 steps it is below that of constant steps.
func TestAnnealingWaitsForRest(t *testing.T) {
	queries, seeds := annealed, 20
	if *long {
		queries, seeds = append(queries, moreAnnealed()...), 40
	}
	for _, query := range queries {
		t.Run(query, func(t *testing.T) {
			t.Parallel()
			var ratios, ends, constants []float64
			for seed := range seeds {
				colder := New(parse(t, "eps=0&average=off&schedule=fdr&"+query).WithSeed(uint64(seed + 1)))
				for colder.anneal.share == 1 && colder.Failure() == "" {
					colder.Step()
				}
				first, at := lastTV(t, colder), colder.Steps()
				constant := New(parse(t, "eps=0&average=off&schedule=constant&"+query).WithSeed(uint64(seed + 1)))
				steps := func(n int64) {
					for constant.Steps() < n && constant.Failure() == "" {
						constant.Step()
					}
				}
				steps(at)
				rest := 0.0
				const looks = 60
				for k := range int64(looks) {
					steps(at + 25*(k+1))
					rest += lastTV(t, constant) / looks
				}
				end := max(4000, constant.Steps())
				steps(end)
				for colder.Steps() < end && colder.Failure() == "" {
					colder.Step()
				}
				if colder.Failure() != "" || constant.Failure() != "" { // either of them has ended where no step size falls
					continue
				}
				ratios, ends, constants = append(ratios, first/rest), append(ends, lastTV(t, colder)), append(constants, lastTV(t, constant))
			}
			ratio, se := meanAndError(ratios)
			end, endSE := meanAndError(ends)
			constant, constantSE := meanAndError(constants)
			t.Logf("%s: at the first fall %.2f ± %.2f times the stationary total variation; at the end %.4f ± %.4f, constant steps %.4f ± %.4f; %d seeds",
				query, ratio, se, end, endSE, constant, constantSE, len(ratios))
			if !(ratio <= 1.5) || !(end+endSE < constant) || len(ratios) < seeds*3/4 {
				t.Errorf("%s: %.2f ± %.2f at the first fall, %.4f against %.4f at the end, %d seeds", query, ratio, se, end, constant, len(ratios))
			}
		})
	}
}

// The time from one fall to the next is as 1/η: predicted slope −1 of its logarithm over that of the share, where the
// generator's steps are the slow ones.
func TestAnnealingTakesItsTime(t *testing.T) {
	seeds, steps := 10, int64(30_000)
	if *long {
		seeds, steps = 40, 200_000
	}
	var slopes []float64
	for seed := range seeds {
		tr := New(parse(t, "eps=0&average=off&schedule=fdr&d=2&init=round&batch=8&fakes=1").WithSeed(uint64(seed + 1)))
		var shares, times []float64
		for at, share := int64(0), 1.0; tr.Steps() < steps; {
			tr.Step()
			if a, _ := tr.Annealing(); a.Share != share {
				shares, times = append(shares, math.Log(share)), append(times, math.Log(float64(tr.Steps()-at)))
				at, share = tr.Steps(), a.Share
			}
		}
		slopes = append(slopes, slope(shares, times))
	}
	mean, se := meanAndError(slopes)
	t.Logf("time from fall to fall as the step size to the power %.2f ± %.2f, predicted −1", mean, se)
	if !(se < 0.1) || math.Abs(mean+1) > 0.1+2*se {
		t.Errorf("time from fall to fall as the step size to the power %.2f ± %.2f", mean, se)
	}
}

// The last iterate, which constant steps leave where it is, comes ever closer, and the record says where the run stands:
// predicted are the squares of the distances in the ratio of the step sizes.
func TestAnnealedRunFollowsTheFloor(t *testing.T) {
	const query = "d=2&average=off&init=round&eps=0&etaD=0.3&etaG=0.1&fakes=4&schedule="
	if _, ok := New(parse(t, query+"constant")).Annealing(); ok {
		t.Error("constant steps are annealed")
	}
	far := func(schedule string) float64 {
		tr := New(parse(t, query+schedule))
		last := Annealing{Share: 1}
		for range 40_000 {
			tr.Step()
			a, ok := tr.Annealing()
			if !ok {
				continue
			}
			if a.Share != last.Share {
				g := last
				if a.Share != annealTo*last.Share || a.Since != tr.Steps() || tr.StepSize(Generator) != a.Share*0.1 {
					t.Fatalf("step %d: %+v after %+v", tr.Steps(), a, g)
				}
				for p, g := range a.Gauges {
					if math.Abs(g.Ratio-1) > 2*g.Error || g.Error > annealWithin {
						t.Errorf("step %d: the steps fall with player %d at %+v", tr.Steps(), p, g)
					}
				}
			}
			if a.Due <= tr.Steps()-int64(tr.anneal.stride) {
				t.Fatalf("step %d: the next test was due at %d", tr.Steps(), a.Due)
			}
			last = a
		}
		sum := 0.0
		for range 400 {
			tr.Step()
			sum += square(lastTV(t, tr)) / 400
		}
		return math.Sqrt(sum*float64(tr.Samples())) / theory.Constant(2)
	}
	a, b := far("fdr"), far("constant")
	t.Logf("the last iterate is at %.1f times the floor, at constant steps at %.1f", a, b)
	if !(a < 20 && b > 2.5*a) {
		t.Errorf("the last iterate is at %.1f times the floor, at constant steps at %.1f", a, b)
	}
}
