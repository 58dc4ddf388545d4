package misfit

import (
	"flag"
	"math"
	"strconv"
	"testing"

	"saddle/core/data"
	"saddle/core/data/datatest"
	"saddle/core/gan"
	"saddle/core/rng"
)

var long = flag.Bool("long", false, "run the statistical tables in full: minutes instead of seconds")

// made returns the law of n rows that draw makes, to nine digits.
func made(t testing.TB, phi gan.Activation, centre bool, n, d int, draw func(y []float64)) *data.Law {
	t.Helper()
	return datatest.Law(t, phi, centre, d, n, func(y []float64, _ int) {
		draw(y)
		for j, v := range y {
			y[j], _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 9, 64), 64)
		}
	})
}

func finished(law *data.Law) Result {
	test := New(law)
	for test.Next() {
	}
	return test.Result()
}

var identity = gan.NewActivation(gan.Identity, 0, nil)

// cloud draws from N(0, Σ) of a random Σ, of which every eigenvalue is at least 0.09.
func cloud(r *rng.Stream, d int) func(y []float64) {
	w, z := make([]float64, d*d), make([]float64, d)
	r.Normals(w)
	return func(y []float64) {
		r.Normals(z)
		for i := range d {
			y[i] = 0.3 * r.Normal()
			for j := range d {
				y[i] += w[i*d+j] * z[j]
			}
		}
	}
}

// blobs draws from two tight blobs.
func blobs(r *rng.Stream, d int, width float64) func(y []float64) {
	return func(y []float64) {
		side := 1.0
		if r.Float64() < 0.5 {
			side = -1
		}
		for j := range y {
			y[j] = side + width*r.Normal()
		}
	}
}

// laws that are of the family: a Gaussian, seen through activations of each kind, with rounding, and with a mean that
// is subtracted.
var inFamily = []struct {
	name   string
	phi    gan.Activation
	centre bool
	round  float64
	mean   float64
}{
	{"identity", identity, false, 0, 0},
	{"identity, centred", identity, true, 0, 3},
	{"identity, centred, rounded", identity, true, 0.1, 171},
	{"tanh", gan.NewActivation(gan.Tanh, 0, nil), false, 0, 0},
	{"relu", gan.NewActivation(gan.ReLU, 0, nil), false, 0, 0},
	{"hardtanh", gan.NewActivation(gan.HardTanh, 0, nil), false, 0, 0},
}

// A law of the family is called another in no more than 5 % of cases: over 200 sets of rows of all kinds, to within two
// standard errors of what that is.
func TestSize(t *testing.T) {
	sets := 200
	if *long {
		sets = 200 * len(inFamily) * 9
	}
	total, cases := 0, map[string][2]int{}
	for k := range sets {
		f := inFamily[k%len(inFamily)]
		n, d := []int{40, 200, 1000}[k/len(inFamily)%3], []int{1, 2, 5}[k/len(inFamily)/3%3]
		r := rng.New(uint64(k), "size")
		draw := cloud(r, d)
		scale := 1.0
		if f.phi.Name() == gan.Tanh { // nine digits are to tell it from ±1
			scale = 0.4
		}
		res := finished(made(t, f.phi, f.centre, n, d, func(y []float64) {
			draw(y)
			for j := range y {
				y[j] *= scale
			}
			f.phi.Apply(y, y)
			for j := range y {
				y[j] += f.mean
				if f.round > 0 {
					y[j] = math.Round(y[j]/f.round) * f.round
				}
			}
		}))
		c := cases[f.name]
		if c[1]++; res.Low > 0 {
			c[0]++
			total++
		}
		cases[f.name] = c
		if res.Low < 0 || res.Low > res.Estimate || res.Estimate > res.High || res.High > 1 {
			t.Errorf("%s, %d rows of %d: %+v", f.name, n, d, res)
		}
	}
	if most := 0.05 + 2*math.Sqrt(0.05*0.95/float64(sets)); float64(total) > most*float64(sets) {
		t.Errorf("%d of %d sets of the family are called others: %v", total, sets, cases)
	}
	t.Logf("%d of %d: %v", total, sets, cases)
}

// strangers are laws outside the family, of mean 0, and how far the bound must come at 100 and 1,000 rows; 0: anywhere.
var strangers = []struct {
	name string
	d    int
	draw func(r *rng.Stream, y []float64)
	want [2]float64
}{
	{"two blobs", 1, func(r *rng.Stream, y []float64) { blobs(r, 1, 0.1)(y) }, [2]float64{0.45, 0.7}},
	{"two blobs", 2, func(r *rng.Stream, y []float64) { blobs(r, 2, 0.1)(y) }, [2]float64{0.45, 0.7}},
	{"two blobs", 5, func(r *rng.Stream, y []float64) { blobs(r, 5, 0.1)(y) }, [2]float64{0.45, 0.7}},
	{"a ring", 2, func(r *rng.Stream, y []float64) { sphere(r, y) }, [2]float64{0.05, 0.25}},
	{"a square", 2, func(r *rng.Stream, y []float64) {
		for j := range y {
			y[j] = 2*r.Float64() - 1
		}
	}, [2]float64{0, 0.05}},
	{"a cross", 2, func(r *rng.Stream, y []float64) {
		j := r.IntN(2)
		y[j], y[1-j] = r.Normal(), 0.02*r.Normal()
	}, [2]float64{0, 0.15}},
	{"exponential", 1, func(r *rng.Stream, y []float64) { y[0] = -math.Log(1-r.Float64()) - 1 }, [2]float64{0, 0.15}},
	{"exponential, one of five", 5, func(r *rng.Stream, y []float64) {
		r.Normals(y)
		y[3] = -math.Log(1-r.Float64()) - 1 + 0.5*y[2]
	}, [2]float64{0, 0.12}},
	{"Student, 2 degrees", 2, func(r *rng.Stream, y []float64) {
		r.Normals(y)
		s := math.Sqrt(-math.Log(1 - r.Float64()))
		y[0], y[1] = y[0]/s, y[1]/s
	}, [2]float64{0, 0}},
}

func sphere(r *rng.Stream, y []float64) {
	r.Normals(y)
	size := 0.0
	for _, v := range y {
		size += v * v
	}
	for j := range y {
		y[j] /= math.Sqrt(size)
	}
}

// What the test sees of laws outside the family: its bound must come as far as the table says four times in five. With
// -long the means are over 200 sets.
func TestPower(t *testing.T) {
	sets := 6
	if *long {
		sets = 200
	}
	for _, s := range strangers {
		for i, n := range []int{100, 1000} {
			reached, shown, sum := 0, 0, 0.0
			for k := range sets {
				r := rng.New(uint64(k), "power")
				res := finished(made(t, identity, true, n, s.d, func(y []float64) { s.draw(r, y) }))
				if sum += res.Low; res.Low > 0 {
					shown++
				}
				if res.Low >= s.want[i] {
					reached++
				}
			}
			t.Logf("%-25s d = %d, n = %4d: shown in %3.0f %%, at least %.3f on average", s.name, s.d, n, 100*float64(shown)/float64(sets), sum/float64(sets))
			if 5*reached < 4*sets {
				t.Errorf("%s, d = %d, n = %d: only %d of %d bounds reach %v", s.name, s.d, n, reached, sets, s.want[i])
			}
		}
	}
}

// Where the law is known the bound is below the distance that it bounds, and its interval covers what its own sets
// would show of endless rows. A uniform law on [−√3, √3]: its least distance from N(0, s²) is where both have 2∫ min.
func TestKnownLaw(t *testing.T) {
	edge := math.Sqrt(3)
	cdf := func(x float64) float64 { return math.Max(0, math.Min((x+edge)/(2*edge), 1)) }
	least := 1.0
	for s := 0.3; s < 3; s += 0.001 {
		sum := 0.0
		const pieces = 600
		for k := range pieces {
			x := edge * (2*(float64(k)+0.5)/pieces - 1)
			sum += math.Max(0, 1/(2*edge)-math.Exp(-x*x/(2*s*s))/(s*math.Sqrt(2*math.Pi))) * 2 * edge / pieces
		}
		least = math.Min(least, sum)
	}
	const sets = 125
	covered, close := 0, 0.0
	for k := range sets {
		r := rng.New(uint64(k), "known")
		test := New(made(t, identity, false, 1000, 1, func(y []float64) { y[0] = edge * (2*r.Float64() - 1) }))
		for test.Next() {
		}
		res := test.Result()
		if res.Low > least {
			t.Errorf("a bound of %.4f for a distance of %.4f", res.Low, least)
		}
		p := make([]float64, test.witness.cells.count())
		for i := range p {
			p[i] = cdf(test.witness.cells.edges[i+1]*test.scale) - cdf(test.witness.cells.edges[i]*test.scale)
		}
		a, middle := mass(p, test.witness.a), mass(p, test.witness.middle)
		shows := math.Max(0, test.witness.distance(probabilities{a, middle, 1 - middle}))
		if shows > least+1e-4 {
			t.Errorf("sets that show %.4f of a distance of %.4f", shows, least)
		}
		if res.Low <= shows && shows <= res.High {
			covered++
		}
		close += shows / sets
	}
	if covered < 0.92*sets {
		t.Errorf("the interval covers what the sets show in %d of %d cases", covered, sets)
	}
	if close < 0.75*least {
		t.Errorf("the sets show %.4f on average of a distance of %.4f", close, least)
	}
	t.Logf("covered %d of %d; the sets show %.4f of %.4f", covered, sets, close, least)
}

func TestClopperPearson(t *testing.T) {
	plain := func(k, n int, p float64) float64 { // P(X ≥ k)
		sum, term := 0.0, math.Pow(1-p, float64(n))
		for i := range n + 1 {
			if i >= k {
				sum += term
			}
			term *= float64(n-i) / float64(i+1) * p / (1 - p)
		}
		return sum
	}
	for _, c := range []struct{ k, n int }{{1, 1}, {1, 10}, {5, 10}, {10, 10}, {3, 200}, {100, 200}, {199, 200}} {
		for _, p := range []float64{0.01, 0.2, 0.5, 0.9} {
			if got, want := atLeast(c.k, c.n, p), plain(c.k, c.n, p); math.Abs(got-want) > 1e-11 {
				t.Errorf("P(X ≥ %d) for %d trials of %v is %v, want %v", c.k, c.n, p, got, want)
			}
		}
		for _, alpha := range []float64{0.005, 0.03} {
			if p := lower(c.k, c.n, alpha); math.Abs(plain(c.k, c.n, p)-alpha) > 1e-9 {
				t.Errorf("the lower end for %d of %d is %v", c.k, c.n, p)
			}
		}
	}
	if lower(0, 9, 0.05) != 0 || upper(9, 9, 0.05) != 1 || math.Abs(upper(0, 9, 0.05)-(1-math.Pow(0.05, 1.0/9))) > 1e-9 {
		t.Error("the ends of none and of all")
	}
	if got, want := lower(9000, 10000, 0.05), 0.9-1.645*math.Sqrt(0.09/10000); math.Abs(got-want) > 3e-4 {
		t.Errorf("of many rows %v, by the normal law %v", got, want)
	}
}

// The result depends on the rows alone, and rows of which there are too few show nothing.
func TestDeterministic(t *testing.T) {
	law := func(n int) *data.Law { r := rng.New(4, "x"); return made(t, identity, true, n, 3, blobs(r, 3, 0.2)) }
	if a, b := finished(law(150)), finished(law(150)); a != b || a.Low == 0 {
		t.Errorf("%+v and %+v", a, b)
	}
	if got := finished(law(Fewest - 1)); got != (Result{Rows: Fewest - 1}) {
		t.Errorf("of few rows: %+v", got)
	}
}

// Rounding is no misfit, and a spike in a continuous column is one.
func TestRounding(t *testing.T) {
	r := rng.New(8, "x")
	if res := finished(made(t, identity, true, 2000, 1, func(y []float64) { y[0] = math.Round(5 * r.Normal()) })); res.Low > 0 {
		t.Errorf("rounded numbers are at least %.3f away", res.Low)
	}
	if res := finished(made(t, identity, true, 2000, 1, func(y []float64) {
		if y[0] = r.Normal(); r.Float64() < 0.3 {
			y[0] = 0
		}
	})); res.Low < 0.15 {
		t.Errorf("with three numbers in ten at 0 they are at least %.3f away", res.Low)
	}
}

// Where φ cuts off, blobs in its range are seen in the columns.
func TestCutBlobs(t *testing.T) {
	for _, phi := range []gan.Activation{gan.NewActivation(gan.ReLU, 0, nil), gan.NewActivation(gan.HardTanh, 0, nil), gan.NewActivation(gan.Tanh, 0, nil)} {
		r := rng.New(2, "x")
		res := finished(made(t, phi, false, 300, 2, func(y []float64) {
			side := 0.2
			if r.Float64() < 0.5 {
				side = 0.8
			}
			for j := range y {
				y[j] = side + 0.03*r.Normal()
			}
		}))
		if res.Low < 0.4 {
			t.Errorf("%s: %+v", phi.Name(), res)
		}
	}
}
