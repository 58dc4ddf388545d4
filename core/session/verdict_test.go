package session

import (
	"flag"
	"math"
	"slices"
	"strconv"
	"testing"

	"saddle/core/rng"
	"saddle/core/snapshot"
	"saddle/core/wishart"
)

var long = flag.Bool("long", false, "long statistics")

// kolmogorov is √n times the largest difference of the distribution of values in (0, 1) from the uniform one: above 1.95 once
// in 1000.
func kolmogorov(p []float64) float64 {
	slices.Sort(p)
	worst, n := 0.0, float64(len(p))
	for i, v := range p {
		worst = max(worst, v-float64(i)/n, float64(i+1)/n-v)
	}
	return worst * math.Sqrt(n)
}

// A generator that is the target's has a p-value that is uniform over the seeds.
func TestVerdictIsUniform(t *testing.T) {
	runs := 300
	if *long {
		runs = 1000
	}
	for _, query := range []string{"d=2&judged=400", "d=8&judged=400&phi=tanh"} {
		var p []float64
		found := 0
		for seed := range runs {
			v := New(query + "&init=target&whiten=off&seed=" + strconv.Itoa(seed)).Snapshot().Verdict
			p = append(p, v[3])
			if v[2] >= v[4] {
				found++
			}
			if math.Abs(v[5]-1) > 1e-9 || v[0] != 400 || (v[3] < 0.05) != (v[2] > v[4]) {
				t.Fatalf("%s: %v", query, v)
			}
		}
		k := kolmogorov(p)
		t.Logf("%s: √n times the distance is %.2f, %d of %d are below 5 %%", query, k, found, runs)
		if k > 1.95 || math.Abs(float64(found)/float64(runs)-0.047) > 4*math.Sqrt(0.05*0.95/float64(runs)) {
			t.Errorf("%s: √n times the distance from uniform is %v, %d of %d are below 5 %%", query, k, found, runs)
		}
	}
}

// At convergence, too: runs that start at the target and go on in steps that fall.
func TestVerdictIsUniformAtConvergence(t *testing.T) {
	runs := 60
	if *long {
		runs = 1000
	}
	var p []float64
	for seed := range runs {
		s := New("judged=100&init=target&schedule=decay&average=settled&batch=256&eps=0&seed=" + strconv.Itoa(seed))
		do(t, s, "step 400")
		drain(s, 0, 1e6)
		p = append(p, s.Snapshot().Verdict[3])
	}
	k := kolmogorov(p)
	t.Logf("√n times the distance is %.2f", k)
	if k > 1.95 {
		t.Errorf("√n times the distance from uniform is %v", k)
	}
}

// From few samples the factor is the latents themselves, and the verdict that of whitening them one by one.
func TestVerdictOfSamples(t *testing.T) {
	const n, d = 5, 7
	s := New("d=7&judged=5&seed=3")
	state := s.trainer.State()
	r := rng.New(3, judged)
	z := scatterFactor(n, d, r) // d×d, columns n and beyond are 0
	gram := make([]float64, d*d)
	for k := range n {
		x := make([]float64, d)
		for i := range d {
			for j := range d {
				x[i] += state.W[i*d+j] * z[j*d+k]
			}
		}
		x = solved(state.WStar, x, d)
		for i := range d {
			for j := range d {
				gram[i*d+j] += x[i] * x[j]
			}
		}
	}
	v := s.Snapshot().Verdict
	if want := wishart.Largest(gram, d) / n; math.Abs(v[1]/want-1) > 1e-9 {
		t.Errorf("λ/n = %v, want %v", v[1], want)
	}
	if want := wishart.ConstantsOf(wishart.Ma, 1, n, d).Rescaled(n * v[1]); math.Abs(v[2]-want) > 1e-9 {
		t.Errorf("s = %v, want %v", v[2], want)
	}
	if want := 1 + math.Sqrt(7.0/5); v[6] != want {
		t.Errorf("detectable from %v, want %v", v[6], want)
	}
}

// solved is a⁻¹x by elimination.
func solved(a, x []float64, d int) []float64 {
	a, x = slices.Clone(a), slices.Clone(x)
	for k := range d {
		for i := k + 1; i < d; i++ {
			f := a[i*d+k] / a[k*d+k]
			for j := k; j < d; j++ {
				a[i*d+j] -= f * a[k*d+j]
			}
			x[i] -= f * x[k]
		}
	}
	for k := d - 1; k >= 0; k-- {
		for j := k + 1; j < d; j++ {
			x[k] -= a[k*d+j] * x[j]
		}
		x[k] /= a[k*d+k]
	}
	return x
}

// The scatter of many latents has the law of the largest eigenvalue that Gaussian matrices have.
func TestScatterFactor(t *testing.T) {
	const n, d = 12, 4
	law, r := wishart.NewLaw(1, n, d), rng.New(4, judged)
	var p []float64
	for range 3000 {
		l := scatterFactor(n, d, r)
		gram := make([]float64, d*d)
		for i := range d {
			for j := range d {
				for k := range d {
					gram[i*d+j] += l[i*d+k] * l[j*d+k]
				}
			}
		}
		p = append(p, law.CDF(wishart.Largest(gram, d)))
	}
	if k := kolmogorov(p); k > 1.95 {
		t.Errorf("√n times the distance is %v", k)
	}
}

// The power is that of matrices drawn entry by entry, grows with the error, and is the test's size where there is none.
func TestPower(t *testing.T) {
	for _, c := range []struct{ n, d int }{{100, 2}, {400, 2}, {400, 8}} {
		s := New("d=" + strconv.Itoa(c.d) + "&judged=" + strconv.Itoa(c.n))
		if s.Snapshot().Power != nil {
			t.Error("the power is there before anybody found it")
		}
		for s.Theorise() {
		}
		rows := s.Snapshot().Power
		k := len(snapshot.PowerColumns)
		if len(rows) < 6*k || rows[0] != 1 || rows[1] < 0.03 || rows[1] > 0.06 || rows[len(rows)-2] < nearlyAll {
			t.Errorf("%+v: %v", c, rows)
		}
		limit := wishart.ConstantsOf(wishart.Ma, 1, c.n, c.d).At(s.verdict.critical())
		for at := 0; at < len(rows); at += k {
			if at > 0 && !(rows[at+1] >= rows[at+1-k]) || !(rows[at+2] > 0 && rows[at+2] < 0.0125) {
				t.Errorf("%+v: rows %v", c, rows[max(0, at-k):at+k])
			}
			if at%(2*k) > 0 {
				continue
			}
			full, r, found := wishart.NewDense(wishart.Gaussian, 0, 1, c.n, c.d, rows[at]), rng.New(5, "direct"), 0.0
			const draws = 2500
			for range draws {
				if full.Draw(r) >= limit {
					found += 1.0 / draws
				}
			}
			if math.Abs(found-rows[at+1]) > 0.03+2*rows[at+2] {
				t.Errorf("%+v: of errors of %v it finds %v, directly %v", c, rows[at], rows[at+1], found)
			}
		}
	}
}

// On its way to the target the p-value grows from nothing; what is said depends on the moment alone.
func TestVerdictOnTheWay(t *testing.T) {
	const query = "d=3&eps=0&kappa=4&seed=5"
	s, plain := New(query), New(query)
	first := s.Snapshot()
	do(t, s, "step 1500")
	do(t, plain, "step 1500")
	for drain(s, 0, 7) > 0 {
		s.Snapshot()
		s.Theorise()
	}
	drain(plain, 0, 1e6)
	a, b := s.Snapshot(), plain.Snapshot()
	if first.Verdict[3] != leastP || a.Verdict[3] < 1e-4 || first.Verdict[5] < a.Verdict[5] || a.Verdict[5] > 1.3 {
		t.Errorf("first %v, then %v", first.Verdict, a.Verdict)
	}
	if !slices.Equal(a.Verdict, b.Verdict) || !slices.Equal(a.Curve, b.Curve) || !slices.Equal(a.W, b.W) {
		t.Errorf("looked at: %v, left alone: %v", a.Verdict, b.Verdict)
	}
	if at := slices.Index(snapshot.CurveColumns, "edge"); a.CurveNow[at] != a.Verdict[2] || a.CurveNow[at+1] != a.Verdict[3] {
		t.Error("the curve says another thing")
	}
	if w := a.WhiteNoise; len(w) != 2*81 || w[0] != -6 || w[len(w)-2] != 4 {
		t.Errorf("white noise %v", w)
	}
	for _, query := range []string{"d=1", "phi=relu", "phi=hardtanh&d=3"} {
		silent := New(query)
		if snap := silent.Snapshot(); snap.Verdict != nil || snap.WhiteNoise != nil || snap.Power != nil || snap.CurveNow[len(snap.CurveNow)-1] != 0 || silent.verdict.theorise() {
			t.Errorf("%s: %v", query, snap.Verdict)
		}
	}
}

// The Gaussian that fits the reader's samples whitens them to the last digit, whatever their law: their largest eigenvalue says
// nothing. The generator is judged by that Gaussian.
func TestOwnSamplesAreWhite(t *testing.T) {
	r := rng.New(6, "test")
	const n, d = 300, 3
	text := ""
	for range n {
		for j := range d {
			v := math.Pow(r.Float64(), 3) // far from Gaussian
			text += map[bool]string{true: ",", false: ""}[j > 0] + strconv.FormatFloat(v, 'g', 17, 64)
		}
		text += "\n"
	}
	s := New("phi=identity&judged=50")
	give(t, s, 1, "cubes.csv", text)
	if s.law == nil {
		t.Fatal("the samples are not the target")
	}
	gram, y := make([]float64, d*d), make([]float64, d)
	for k := range n {
		s.law.Sample(y, k)
		x := solved(s.first.WStar, y, d)
		for i := range d {
			for j := range d {
				gram[i*d+j] += x[i] * x[j] / n
			}
		}
	}
	if got := wishart.Largest(gram, d); math.Abs(got-1) > 1e-9 {
		t.Errorf("the largest eigenvalue of the whitened samples is %v", got)
	}
	if v := s.Snapshot().Verdict; len(v) != len(snapshot.VerdictColumns) || v[0] != 50 {
		t.Errorf("the verdict is %v", v)
	}
}
