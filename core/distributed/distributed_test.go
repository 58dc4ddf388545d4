package distributed

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"saddle/core/config"
	"saddle/core/rng"
	"saddle/core/sgda"
)

func configOf(t testing.TB, query string) config.Config {
	t.Helper()
	c, problems := config.Parse("rule=simultaneous&whiten=off&schedule=constant&fakes=1&" + query)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return c
}

func planOf(t testing.TB, method Name, query string, m, period int) *Plan {
	return &Plan{Config: configOf(t, query), Method: method, Workers: m, Period: period, Mu: 1e-4, Levels: 4}
}

func players(t *sgda.Trainer) []float64 {
	x := make([]float64, sgda.Freedom(t.Dimension()))
	t.Players(x)
	return x
}

// One worker that sends its gradient in every round is the run of package sgda, bit for bit.
func TestOneWorkerIsDescentAscent(t *testing.T) {
	for _, query := range []string{"d=2", "d=3&etaD=0.1&etaG=0.05&batch=5", "d=2&phi=relu", "d=1&loss=wasserstein&etaD=0.1", "d=3&whiten=on&schedule=decay&average=half", "d=2&schedule=theory"} {
		for _, method := range []Name{FullMethod, HybridMethod, AverageMethod} {
			p := planOf(t, method, query, 1, 1)
			if method == AverageMethod && p.Config.Averages() {
				continue // its server has no mean over the rounds
			}
			run, plain := NewRun(p), sgda.New(p.Config)
			for range 150 {
				run.Round()
				plain.Step()
			}
			a, b := run.Trainer().State(), plain.State()
			if !slices.Equal(a.W, b.W) || !slices.Equal(a.A, b.A) || a.B != b.B || !slices.Equal(a.Sigma, b.Sigma) {
				t.Errorf("%s, %s: W = %v, of sgda %v", query, method, a.W, b.W)
			}
		}
	}
}

// The directional derivatives and the estimates made of them are those of the gradient.
func TestDirections(t *testing.T) {
	for _, query := range []string{"d=2&batch=32", "d=3&batch=32", "d=2&phi=relu&batch=64", "d=2&loss=wasserstein&batch=32", "d=8&batch=64"} {
		c := configOf(t, query+"&etaD=0.3&etaG=0.1")
		tr := sgda.NewWorker(c, 3)
		for range 20 {
			tr.Step()
		}
		p := sgda.Freedom(c.D)
		g, u := make([]float64, p), make([]float64, p)
		r := rng.New(5, "test")
		square, bias, slopes := 0.0, 0.0, 0.0
		const trials = 400
		for range trials {
			tr.Look()
			tr.Gradient(g)
			sgda.Direction(u, c.D, r)
			slope := inner(g, u, c.D)
			got := tr.Difference(u, 1e-4)
			bias += (got - slope) * (got - slope)
			slopes += slope * slope
			length := inner(u, u, c.D)
			square += slope * slope * float64(p) / inner(g, g, c.D) / trials
			if math.Abs(length-1) > 1e-14 {
				t.Fatalf("%s: a direction of length %v", query, math.Sqrt(length))
			}
		}
		if off := math.Sqrt(bias / slopes); off > 0.01 {
			t.Errorf("%s: the two-point estimate is off by %.4f of the slope", query, off)
		} else {
			t.Logf("%s: the two-point estimate is off by %.2g of the slope; p E(g·u)²/|g|² = %.3f", query, off, square)
		}
		if math.Abs(square-1) > 5*math.Sqrt2/math.Sqrt(trials) {
			t.Errorf("%s: E(g·u)² is %.3f of |g|²/p", query, square)
		}
	}
}

// inner is that of two packed gradients as what they are: A has both of its entries off the diagonal.
func inner(a, b []float64, d int) float64 {
	sum, at := a[0]*b[0], 1
	for i := range d {
		for j := range i + 1 {
			if i == j {
				sum += a[at] * b[at]
			} else {
				sum += 2 * a[at] * b[at]
			}
			at++
		}
	}
	for ; at < len(a); at++ {
		sum += a[at] * b[at]
	}
	return sum
}

// E p(g·u)u = g and the covariance is p/(p+2)(|g|² + 2ggᵀ) − ggᵀ over directions, in the isometric coordinates.
func TestEstimateIsUnbiased(t *testing.T) {
	const d, trials = 2, 200_000
	p := sgda.Freedom(d)
	r := rng.New(11, "test")
	g, u, mean := make([]float64, p), make([]float64, p), make([]float64, p)
	r.Normals(g)
	second := 0.0
	for range trials {
		sgda.Direction(u, d, r)
		f := float64(p) * inner(g, u, d)
		for i := range u {
			mean[i] += f * u[i] / trials
		}
		second += f * f / trials
	}
	size := inner(g, g, d)
	for i := range mean {
		mean[i] -= g[i]
	}
	if off := inner(mean, mean, d); off > 3*float64(p)*size/trials {
		t.Errorf("the mean is off by %v of %v", math.Sqrt(off), math.Sqrt(size))
	}
	if math.Abs(second/size/float64(p)-1) > 0.01 {
		t.Errorf("E|p(g·u)u|² = %v |g|², want %d", second/size, p)
	}
}

// What is counted is what is sent, by the formula.
func TestCounters(t *testing.T) {
	for _, d := range []int{1, 2, 5} {
		p := sgda.Freedom(d)
		for _, period := range []int{1, 2, 4, 8} {
			const rounds = 16
			run := NewRun(planOf(t, HybridMethod, fmt.Sprintf("d=%d&batch=4&etaD=0.1&etaG=0.1", d), 3, period))
			for range rounds {
				run.Round()
			}
			if up := float64(run.BytesUp) / 8 / rounds; up != 1+float64(p-1)/float64(period) {
				t.Errorf("d = %d, τ = %d: %v floats a round", d, period, up)
			}
			if down := float64(run.BytesDown) / 8 / rounds; down != 3+float64(p-3)/float64(period) {
				t.Errorf("d = %d, τ = %d: %v floats a round from the server", d, period, down)
			}
			if run.Evaluations != int64(2*(rounds-rounds/period)) || run.Gradients != int64(rounds/period) || run.Rounds != rounds {
				t.Errorf("τ = %d: %+v", period, run.Counts)
			}
		}
		for method, want := range map[Name]int64{FullMethod: 12 * 8 * int64(p), AverageMethod: 3 * 8 * int64(p), ZerothMethod: 12 * 8, QSGDMethod: 12 * int64(8+(4*p+7)/8)} {
			run := NewRun(planOf(t, method, fmt.Sprintf("d=%d&batch=4&etaD=0.01&etaG=0.01", d), 2, 4))
			for range 12 {
				run.Round()
			}
			up, down := 0, 0
			for round := range 12 {
				u, d := run.plan.Sizes(int64(round))
				up, down = up+u, down+d
			}
			if run.BytesUp != int64(up) || run.BytesDown != int64(down) {
				t.Errorf("d = %d, %s: %d and %d bytes, announced %d and %d", d, method, run.BytesUp, run.BytesDown, up, down)
			}
			if run.BytesUp != want {
				t.Errorf("d = %d, %s: %d bytes, want %d", d, method, run.BytesUp, want)
			}
		}
	}
}

// Workers that exchange nothing but bytes, with nothing in common, have the players of one thread; one that is lost in
// the middle is replaced, and the players stay.
func TestApart(t *testing.T) {
	for _, method := range []Name{HybridMethod, FullMethod, ZerothMethod, AverageMethod, QSGDMethod} {
		p := planOf(t, method, "d=2&batch=6&etaD=0.05&etaG=0.02", 3, 4)
		run := NewRun(p)
		server, workers := NewServer(p), make([]*Worker, p.Workers)
		for k := range workers {
			workers[k] = NewWorker(p, k)
		}
		for round := range 42 {
			run.Round()
			if round == 18 || round == 25 {
				k := round % 3
				workers[k] = NewWorker(p, k)
				workers[k].Join(server.Place())
			}
			if server.Silent() {
				server.Pass()
				continue
			}
			told := make([][]byte, p.Workers)
			for k, w := range workers {
				told[k] = slices.Clone(w.Tell())
			}
			heard := slices.Clone(server.Take(told))
			for _, w := range workers {
				w.Hear(heard)
			}
		}
		if a, b := players(run.Trainer()), players(server.Trainer()); !slices.Equal(a, b) || run.Counts != server.Counts {
			t.Errorf("%s: %v and %v", method, a, b)
		}
	}
}

// Quantised gradients have the right mean, and no more variance than is proved: min(p/s², √p/s)|g|².
func TestLevels(t *testing.T) {
	for _, levels := range []int{1, 4, 100} {
		q := qsgd{&Plan{Config: configOf(t, "d=3"), Levels: levels, Workers: 1}}
		r := rng.New(3, "test")
		n := sgda.Freedom(3)
		g, mean := make([]float64, n), make([]float64, n)
		r.Normals(g)
		const trials = 4000
		spread, size := 0.0, 0.0
		for range trials {
			one := make([]float64, n)
			q.decode(one, q.encode(g, r, nil))
			for i := range one {
				mean[i] += one[i] / trials
				spread += (one[i] - g[i]) * (one[i] - g[i]) / trials
			}
		}
		off := 0.0
		for i := range g {
			off += (mean[i] - g[i]) * (mean[i] - g[i])
			size += g[i] * g[i]
		}
		s := float64(levels)
		if most := min(float64(n)/(s*s), math.Sqrt(float64(n))/s) * size; spread > 1.05*most {
			t.Errorf("s = %d: the variance is %v, at most %v is proved", levels, spread, most)
		}
		if off > 3*spread/trials {
			t.Errorf("s = %d: the mean is off by %v", levels, math.Sqrt(off))
		}
	}
}

func BenchmarkRound(b *testing.B) {
	for _, query := range []string{"d=2&batch=4", "d=8&batch=64"} {
		for _, method := range []Name{HybridMethod, FullMethod} {
			b.Run(string(method)+" "+query, func(b *testing.B) {
				run := NewRun(planOf(b, method, query+"&etaD=0.01&etaG=0.005", 8, 8))
				for b.Loop() {
					run.Round()
				}
			})
		}
	}
}
