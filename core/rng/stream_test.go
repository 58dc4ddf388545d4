package rng

import (
	"math"
	"testing"
)

// TestReferenceVectors compares the generator with the published outputs of its parts.
func TestReferenceVectors(t *testing.T) {
	r := new(Stream)
	r.SetState([4]uint64{1, 2, 3, 4})
	for i, want := range []uint64{ // xoshiro256plusplus.c of Blackman and Vigna, as quoted by Rust's rand_xoshiro
		41943041, 58720359, 3588806011781223, 3591011842654386, 9228616714210784205,
		9973669472204895162, 14011001112246962877, 12406186145184390807, 15849039046786891736, 10450023813501588000,
	} {
		if got := r.Uint64(); got != want {
			t.Errorf("xoshiro256++ output %d = %d, want %d", i, got, want)
		}
	}
	mix := splitMix(1234567)
	for i, want := range []uint64{ // splitmix64.c of Vigna
		6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
	} {
		if got := mix.next(); got != want {
			t.Errorf("splitmix64 output %d = %d, want %d", i, got, want)
		}
	}
	for name, want := range map[string]uint64{ // the FNV reference's test suite
		"": 0xcbf29ce484222325, "a": 0xaf63dc4c8601ec8c, "foobar": 0x85944171f73967e8,
	} {
		if got := fnv1a(name); got != want {
			t.Errorf("fnv1a(%q) = %#x, want %#x", name, got, want)
		}
	}
}

var names = []string{Init, Target, Latent, Display, Real, "", "another"}

func TestStreamsAreReproducible(t *testing.T) {
	for _, name := range names {
		a, b := New(7, name), New(7, name)
		for range 100 {
			if a.Uint64() != b.Uint64() {
				t.Fatalf("stream %q differs from itself", name)
			}
		}
	}
}

// TestStreamsDiffer looks for one equal number among the first four of many streams: 28 000 numbers of 64 bits
// collide by chance with probability 2·10⁻¹¹.
func TestStreamsDiffer(t *testing.T) {
	seen := map[uint64]string{}
	for seed := range uint64(1000) {
		for _, name := range names {
			r := New(seed, name)
			for range 4 {
				u := r.Uint64()
				if other, ok := seen[u]; ok {
					t.Fatalf("%q of seed %d repeats a number of %q", name, seed, other)
				}
				seen[u] = name
			}
		}
	}
}

// TestStreamsAreUncorrelated correlates the normals of every two streams of one seed, of one stream under neighbouring
// seeds, and of a stream with itself shifted by one. A correlation of n pairs has standard deviation 1/√n.
func TestStreamsAreUncorrelated(t *testing.T) {
	const n = 1 << 15
	check := func(what string, x, y []float64) {
		t.Helper()
		sum := 0.0
		for i := range x {
			sum += x[i] * y[i]
		}
		if z := sum / math.Sqrt(n); math.Abs(z) > 4.5 {
			t.Errorf("%s: correlated, %.1f standard deviations", what, z)
		}
	}
	var draws [][]float64
	for _, name := range names {
		x, y := make([]float64, n), make([]float64, n)
		New(1, name).Normals(x)
		New(2, name).Normals(y)
		check("seeds 1 and 2 of "+name, x, y)
		check("successors in "+name, x[1:], x[:n-1])
		draws = append(draws, x)
	}
	for i := range draws {
		for j := range i {
			check(names[i]+" and "+names[j], draws[i], draws[j])
		}
	}
}

func TestStateReplays(t *testing.T) {
	r := New(3, Latent)
	r.Normals(make([]float64, 1001))
	saved := r.State()
	want := make([]float64, 5000)
	r.Normals(want)
	for _, replay := range []*Stream{r, new(Stream), New(4, Real)} {
		replay.SetState(saved)
		got := make([]float64, len(want))
		replay.Normals(got)
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("replay differs at %d", i)
			}
		}
	}
	mustPanic(t, "all-zero state", func() { r.SetState([4]uint64{}) })
}

func TestFloat64(t *testing.T) {
	const n = 1 << 20
	r := New(5, Real)
	var tenths [10]float64
	for range n {
		u := r.Float64()
		if u < 0 || u >= 1 || u*(1<<53) != math.Trunc(u*(1<<53)) {
			t.Fatalf("Float64 = %v", u)
		}
		tenths[int(u*10)]++
	}
	checkUniform(t, "Float64", tenths[:])
}

func TestIntN(t *testing.T) {
	r := New(6, Real)
	for _, n := range []int{1, 2, 3, 7, 10, 1000} {
		counts := make([]float64, n)
		for range 1000 * max(n, 10) {
			counts[r.IntN(n)]++
		}
		checkUniform(t, "IntN", counts)
	}
	// With n = 3·2⁶¹, every 8 values of 64 bits share 3 results. Without rejection two of the three would come
	// up 3/2 as often as the third.
	var classes [3]float64
	for range 30000 {
		classes[r.IntN(3<<61)%3]++
	}
	checkUniform(t, "IntN(3·2⁶¹)", classes[:])
	mustPanic(t, "IntN(0)", func() { r.IntN(0) })
	mustPanic(t, "IntN(-1)", func() { r.IntN(-1) })
}

// checkUniform is a χ² test at five standard deviations.
func checkUniform(t *testing.T, what string, counts []float64) {
	t.Helper()
	total := 0.0
	for _, c := range counts {
		total += c
	}
	expected, chi2 := total/float64(len(counts)), 0.0
	for _, c := range counts {
		chi2 += (c - expected) * (c - expected) / expected
	}
	df := float64(len(counts) - 1)
	if chi2 > df+5*math.Sqrt(2*df)+10 {
		t.Errorf("%s: χ² = %.1f with %v degrees of freedom", what, chi2, df)
	}
}

func TestNothingAllocates(t *testing.T) {
	r, x := New(1, Real), make([]float64, 1000)
	for what, f := range map[string]func(){
		"Normals": func() { r.Normals(x) },
		"Normal":  func() { x[0] = r.Normal() },
		"Float64": func() { x[0] = r.Float64() },
		"IntN":    func() { x[0] = float64(r.IntN(10)) },
		"State":   func() { r.SetState(r.State()) },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", what, n)
		}
	}
}

func mustPanic(t *testing.T, what string, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s does not panic", what)
		}
	}()
	f()
}

func BenchmarkNormals(b *testing.B) {
	r, x := New(1, Real), make([]float64, 512)
	for b.Loop() {
		r.Normals(x)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(x)), "ns/number")
}
