package sgda

import (
	"math"
	"testing"

	"saddle/core/linear"
	"saddle/core/rng"
)

func distance(a, b []float64) float64 {
	s := 0.0
	for i := range a {
		s = math.Max(s, math.Abs(a[i]-b[i]))
	}
	return s
}

func TestOrthogonalAndConditioned(t *testing.T) {
	for _, d := range []int{1, 2, 7, 64} {
		q := orthogonal(rng.New(1, "test"), d)
		if e := distance(linear.Product(q, linear.Transposed(q, d, d), d, d, d), linear.Identity(d)); e > 1e-14 {
			t.Errorf("d = %d: QQᵀ is off by %.1e", d, e)
		}
		const kappa = 50
		w := conditioned(rng.New(2, "test"), d, kappa)
		least, most := smallestSingular(w, d), 1/smallestSingular(inverse(w, d), d)
		want := float64(kappa)
		if d == 1 {
			want = 1
		}
		if math.Abs(most/least-want) > 1e-9*want {
			t.Errorf("d = %d: condition number %v, want %v", d, most/least, want)
		}
		if math.Abs(most*least-1) > 1e-9 {
			t.Errorf("d = %d: singular values %v to %v are not around 1", d, least, most)
		}
	}
}

// inverse by the clamp's own factors would prove nothing: Gauss–Jordan.
func inverse(w []float64, d int) []float64 {
	a, inv := append([]float64(nil), w...), linear.Identity(d)
	for k := range d {
		p := k
		for i := k; i < d; i++ {
			if math.Abs(a[i*d+k]) > math.Abs(a[p*d+k]) {
				p = i
			}
		}
		for j := range d {
			a[k*d+j], a[p*d+j] = a[p*d+j], a[k*d+j]
			inv[k*d+j], inv[p*d+j] = inv[p*d+j], inv[k*d+j]
		}
		f := a[k*d+k]
		for j := range d {
			a[k*d+j] /= f
			inv[k*d+j] /= f
		}
		for i := range d {
			if f := a[i*d+k]; i != k {
				for j := range d {
					a[i*d+j] -= f * a[k*d+j]
					inv[i*d+j] -= f * inv[k*d+j]
				}
			}
		}
	}
	return inv
}

func TestTailMean(t *testing.T) {
	m := newTailMean(1, true)
	for step := int64(1); step <= 5000; step++ {
		m.add(step, []float64{float64(step), 0, 0, 0}[:1])
		var got [1]float64
		secondHalf{m}.mean(got[:])
		first := m.blocks[0].first
		if want := float64(first+step) / 2; math.Abs(got[0]-want) > 1e-9 {
			t.Fatalf("step %d: mean %v of %d…%d, want %v", step, got[0], first, step, want)
		}
		if share := float64(step-first+1) / float64(step); share < 0.5 || step > 20 && share > 0.62 {
			t.Fatalf("step %d: the window holds a share of %.3f of the run", step, share)
		}
	}
}

func TestSchedule(t *testing.T) {
	s := Schedule{Eta: 2, Tau: 100, Gamma: 0.6}
	for _, step := range []float64{0, 1, 100, 12345} {
		if got, want := s.At(step), 2/math.Pow(1+step/100, 0.6); math.Abs(got-want) > 1e-14 {
			t.Errorf("η at %v is %v, want %v", step, got, want)
		}
	}
	if got := (Schedule{Eta: 2, Tau: 100}).At(1e6); got != 2 {
		t.Errorf("a constant schedule falls to %v", got)
	}
}

func TestNamedTargets(t *testing.T) {
	for query, want := range map[string][]float64{
		"target=correlated":         {1, 0.8, 0.8, 1},
		"target=anticorrelated&d=3": {1, -0.8, 0.64, -0.8, 1, -0.8, 0.64, -0.8, 1},
		"target=lei":                {1.0025, 1, 1, 1.0025},
		"target=isotropic&seed=5":   {1, 0, 0, 1},
		"target=lei&wstar=2,0,0,1":  {4, 0, 0, 1},
	} {
		c := parse(t, query)
		w := TargetMatrix(&c)
		for i, v := range linear.Product(w, linear.Transposed(w, c.D, c.D), c.D, c.D, c.D) {
			if math.Abs(v-want[i]) > 1e-12 {
				t.Errorf("%s: entry %d of Σ_* is %v, want %v", query, i, v, want[i])
			}
		}
	}
	for query, want := range map[string]float64{"target=ill&d=5": 30, "target=singular": 1000, "": 3, "target=ill&kappa=2": 2} {
		c := parse(t, query)
		// The singular values are a geometric progression around 1, so the smallest is 1/√κ.
		if got := smallestSingular(TargetMatrix(&c), c.D); math.Abs(got*math.Sqrt(want)-1) > 1e-9 {
			t.Errorf("%s: smallest singular value %v", query, got)
		}
	}
}

// A run with a transient e^{−t/50} and noise: the average must begin after the transient has sunk into
// the noise, and soon after, most of the time.
func TestSettledMeanDropsTheTransient(t *testing.T) {
	const steps, runs, size = 4000, 200, 3
	late := 0
	for k := range runs {
		m := newTailMean(size, false)
		noise := make([]float64, size*steps)
		rng.New(uint64(k), "test").Normals(noise)
		list := make([]float64, size)
		for step := range steps {
			for i := range list {
				list[i] = 20*math.Exp(-float64(step)/50) + noise[size*step+i]
			}
			m.add(int64(step+1), list)
		}
		got := make([]float64, size)
		m.settled(got, size)
		var err float64
		for _, v := range got {
			err += v * v
		}
		// All of the run would be off by 3·(20·50/4000)² = 0.19, its second half by 3/2000.
		if err > 0.02 {
			t.Errorf("run %d: the mean is off by %v", k, got)
		}
		if err > 3.0/2000*2 {
			late++
		}
	}
	if late > runs/4 {
		t.Errorf("%d of %d means are hardly better than that of the second half", late, runs)
	}
}
