package tracywidom

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mathext"

	"saddle/core/approx"
)

func TestAiry(t *testing.T) {
	ai := newAiry()
	for x := -15.9; x < 18; x += 0.0973 {
		want := real(mathext.AiryAi(complex(x, 0)))
		size := 1.0
		if x > 0 {
			size = want
		}
		if got := ai.at(x); math.Abs(got-want) > 3e-14*size {
			t.Errorf("Ai(%v) = %v, want %v (%.2g)", x, got, want, (got-want)/size)
		}
	}
}

// painleve integrates q″ = sq + 2q³ from q ~ Ai at the right, by Taylor steps, together with I = ∫q and R = ∫∫q²:
// F₂ = exp(−∫_s^∞ (x−s)q²), F₁ = exp(−½∫_s^∞ q)·√F₂.
type painleve struct{ s, q, dq, i, r, dr float64 }

func (p *painleve) step(h float64) {
	const n = 30
	var q, square, cube [n]float64
	q[0], q[1] = p.q, p.dq
	for k := range n {
		if k >= 2 {
			sq := p.s * q[k-2]
			if k >= 3 {
				sq += q[k-3]
			}
			q[k] = (sq + 2*cube[k-2]) / float64(k*(k-1))
		}
		for j := range k + 1 {
			square[k] += q[j] * q[k-j]
		}
		for j := range k + 1 {
			cube[k] += square[j] * q[k-j]
		}
	}
	at := func(c func(k int) float64) (v float64) {
		for k := n - 1; k >= 0; k-- {
			v = v*h + c(k)
		}
		return v
	}
	// I′ = −q, R″ = q², both 0 at infinity.
	p.i -= h * at(func(k int) float64 { return q[k] / float64(k+1) })
	p.r += h*p.dr + h*h*at(func(k int) float64 { return square[k] / float64((k+1)*(k+2)) })
	p.dr += h * at(func(k int) float64 { return square[k] / float64(k+1) })
	p.q, p.dq = at(func(k int) float64 { return q[k] }), at(func(k int) float64 {
		if k+1 < n {
			return float64(k+1) * q[k+1]
		}
		return 0
	})
	p.s += h
}

// The tails of the integrals beyond s₀ = 10 come from a rule on Ai.
func startAt10() *painleve {
	ai := func(x float64) float64 { return real(mathext.AiryAi(complex(x, 0))) }
	p := &painleve{s: 10, q: ai(10), dq: real(mathext.AiryAiDeriv(complex(10, 0)))}
	x, w := approx.Legendre(40)
	for k := range x {
		at := 10 + 4*(1+x[k])
		p.i += 4 * w[k] * ai(at)
		p.r += 4 * w[k] * (at - 10) * ai(at) * ai(at)
		p.dr -= 4 * w[k] * ai(at) * ai(at)
	}
	return p
}

func TestPainleve(t *testing.T) {
	f1, f2 := New(1), New(2)
	worst := 0.0
	for p := startAt10(); p.s > -8.01; p.step(-1.0 / 16) {
		want2 := math.Exp(-p.r)
		want1 := math.Exp(-p.i/2) * math.Sqrt(want2)
		worst = math.Max(worst, math.Max(math.Abs(f1.CDF(p.s)-want1), math.Abs(f2.CDF(p.s)-want2)))
		// F₂′/F₂ = −R′, F₁′/F₁ = ½(q − R′).
		d2, d1 := -p.dr*want2, (p.q-p.dr)/2*want1
		if math.Abs(f2.Density(p.s)-d2) > 1e-10 || math.Abs(f1.Density(p.s)-d1) > 1e-10 {
			t.Errorf("densities at %v: %v and %v, want %v and %v", p.s, f1.Density(p.s), f2.Density(p.s), d1, d2)
		}
	}
	t.Logf("largest difference %.2g", worst)
	if worst > 1e-13 {
		t.Errorf("the determinants and Painlevé II differ by %v", worst)
	}
}

// The moments are those of Bornemann, "On the numerical evaluation of distributions in random matrix theory" (2010), table
// 10, and the quantiles those of Bejan's tables (2005).
func TestMomentsAndQuantiles(t *testing.T) {
	for beta, want := range map[int]struct {
		moments   [4]float64
		p         []float64
		quantiles []float64
	}{
		1: {[4]float64{-1.2065335745820, 1.6077810345810, 0.2934645240, 0.1652429384}, []float64{0.9, 0.95, 0.99}, []float64{0.45014, 0.97932, 2.02345}},
		2: {[4]float64{-1.7710868074117, 0.8131947928329, 0.2240842036, 0.0934480876}, []float64{0.9, 0.95, 0.99}, []float64{-0.59685, -0.23247, 0.47764}},
	} {
		l := New(beta)
		x, w := approx.Legendre(120)
		moment := func(centre float64, power int) (sum float64) {
			for i := range x {
				s := (highest+lowest)/2 + (highest-lowest)/2*x[i]
				sum += w[i] * (highest - lowest) / 2 * l.Density(s) * math.Pow(s-centre, float64(power))
			}
			return sum
		}
		mean := moment(0, 1)
		v := moment(mean, 2)
		got := [4]float64{mean, v, moment(mean, 3) / math.Pow(v, 1.5), moment(mean, 4)/(v*v) - 3}
		for k := range got {
			if math.Abs(got[k]-want.moments[k]) > 1e-8 {
				t.Errorf("β=%d: moment %d is %.12f, want %.12f", beta, k+1, got[k], want.moments[k])
			}
		}
		if mass := moment(0, 0); math.Abs(mass-1) > 1e-12 {
			t.Errorf("β=%d: mass %v", beta, mass)
		}
		for k, p := range want.p {
			q := l.Quantile(p)
			if math.Abs(q-want.quantiles[k]) > 6e-6 || math.Abs(l.CDF(q)-p) > 1e-13 {
				t.Errorf("β=%d: quantile %v is %v, want %v", beta, p, q, want.quantiles[k])
			}
		}
		if l.CDF(-99) != 0 || l.CDF(99) != 1 || l.Density(99) != 0 || !math.IsNaN(l.Quantile(math.NaN())) || l.Quantile(0) > -5 || l.Quantile(1) < 4 {
			t.Errorf("β=%d: beyond the table", beta)
		}
	}
	if got := New(2).CDF(-2); math.Abs(got-0.41322414250512257) > 1e-12 {
		t.Errorf("F₂(−2) = %.15f", got)
	}
}

// The last coefficients of the table are rounding.
func TestTableIsLongEnough(t *testing.T) {
	for _, beta := range []int{1, 2} {
		for _, c := range New(beta).cdf.C[tableSize-10:] {
			if math.Abs(c) > 1e-14 {
				t.Errorf("β=%d: a last coefficient is %v", beta, c)
			}
		}
	}
}

// The table that ships is that of the determinants, bit for bit.
func TestTableIsOfDeterminants(t *testing.T) {
	for k, c := range Determinants() {
		if !slices.Equal(c, New(k+1).cdf.C) {
			t.Errorf("F%d is another", k+1)
		}
	}
}

func BenchmarkDeterminants(b *testing.B) {
	for b.Loop() {
		Determinants()
	}
}

func BenchmarkCDF(b *testing.B) {
	l, s := New(1), 0.0
	for b.Loop() {
		s += l.CDF(-1)
	}
}
