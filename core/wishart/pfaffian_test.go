//go:build !js

package wishart

import (
	"math"
	"math/big"
	"testing"

	"saddle/core/tracywidom"
)

// precise is a number of 400 bits.
func precise(v float64) *big.Float { return new(big.Float).SetPrec(400).SetFloat64(v) }

func times(a, b *big.Float) *big.Float { return precise(0).Mul(a, b) }
func plus(a, b *big.Float) *big.Float  { return precise(0).Add(a, b) }
func minus(a, b *big.Float) *big.Float { return precise(0).Sub(a, b) }

// expMinus returns e^(−x), x ≥ 0.
func expMinus(x float64) *big.Float {
	const halvings = 20
	small, term, sum := precise(-x/(1<<halvings)), precise(1), precise(1)
	for k := 1; k < 60; k++ {
		term = precise(0).Quo(times(term, small), precise(float64(k)))
		sum = plus(sum, term)
	}
	for range halvings {
		sum = times(sum, sum)
	}
	return sum
}

// lower returns ∫_0^x s^(a−1) e^(−bs) ds = x^a e^(−bx) Σ (bx)^k/(a(a+1)…(a+k)), 2a whole.
func lower(a, b, x float64) *big.Float {
	term := precise(0).Quo(expMinus(b*x), precise(a))
	for range int(a) {
		term = times(term, precise(x))
	}
	if a != math.Trunc(a) {
		term = times(term, precise(0).Sqrt(precise(x)))
	}
	sum := precise(0)
	for k := 1; term.Sign() > 0 && (float64(k) < 3*b*x || term.MantExp(nil) > sum.MantExp(nil)-380); k++ {
		sum = plus(sum, term)
		term = precise(0).Quo(times(term, precise(b*x)), precise(a+float64(k)))
	}
	return sum
}

// pfaffian2 returns the squared Pfaffian of ∫∫sgn(t−s)s^(α+i)t^(α+j)e^(−(s+t)/2) on [0, x]², α = (n−p−1)/2, n ≥ p, in the basis
// of powers: Chiani's form (2014), by integration by parts from the diagonal.
func pfaffian2(n, p int, x float64) *big.Float {
	alpha := float64(n-p-1) / 2
	g := make([]*big.Float, p)
	for i := range g {
		g[i] = lower(alpha+float64(i)+1, 0.5, x)
	}
	twice := make([]*big.Float, 2*p) // ∫s^(2α+k) e^(−s)
	for k := range twice {
		if k > 0 {
			twice[k] = lower(2*alpha+float64(k)+1, 1, x)
		}
	}
	size := p + p%2
	a := make([][]*big.Float, size)
	for i := range a {
		a[i] = make([]*big.Float, size)
		for j := range a[i] {
			a[i][j] = precise(0)
		}
	}
	for j := range p {
		inner := times(precise(0.5), times(g[j], g[j])) // ∫g_i t^(α+j) e^(−t/2), at first with i = j
		for i := j + 1; i < p; i++ {
			inner = minus(times(precise(2*alpha+float64(2*i)), inner), times(precise(2), twice[i+j]))
			v := minus(times(precise(2), inner), times(g[i], g[j]))
			a[i][j], a[j][i] = v, minus(precise(0), v)
		}
		if size > p {
			a[j][p], a[p][j] = g[j], minus(precise(0), g[j])
		}
	}
	det := precise(1)
	for k := range size {
		pivot := k
		for i := k; i < size; i++ {
			if precise(0).Abs(a[i][k]).Cmp(precise(0).Abs(a[pivot][k])) > 0 {
				pivot = i
			}
		}
		a[k], a[pivot] = a[pivot], a[k]
		det = times(det, a[k][k])
		for i := k + 1; i < size; i++ {
			f := precise(0).Quo(a[i][k], a[k][k])
			for j := k; j < size; j++ {
				a[i][j] = minus(a[i][j], times(f, a[k][j]))
			}
		}
	}
	return det.Abs(det)
}

// The exact law, and its distance from the limit, against Pfaffians in powers with 400 bits.
func TestDistancesByPfaffians(t *testing.T) {
	f1 := tracywidom.New(1)
	for _, s := range []struct{ n, p int }{{4, 2}, {9, 3}, {16, 8}, {21, 7}, {20, 20}, {40, 20}, {80, 20}} {
		law := NewLaw(1, s.n, s.p)
		whole := pfaffian2(s.n, s.p, ConstantsOf(Ma, 1, s.n, s.p).At(40))
		known := map[float64]float64{}
		exact := func(x float64) float64 {
			if v, ok := known[x]; ok {
				return v
			}
			v, _ := precise(0).Quo(pfaffian2(s.n, s.p, x), whole).Float64()
			known[x] = math.Sqrt(v)
			return known[x]
		}
		for _, name := range []string{Plain, Johnstone, Ma} {
			c := ConstantsOf(name, 1, s.n, s.p)
			ma := ConstantsOf(Ma, 1, s.n, s.p)
			gap := func(at float64) float64 { return math.Abs(exact(ma.At(at)) - f1.CDF(c.Rescaled(ma.At(at)))) }
			best, at := 0.0, 0.0
			for x := -4.0; x < 3; x += 0.25 {
				if ma.At(x) <= 0 {
					continue
				}
				if e := exact(ma.At(x)); math.Abs(e-law.CDF(ma.At(x))) > 1e-9 {
					t.Errorf("n=%d, p=%d: F(%v) = %v, want %v", s.n, s.p, ma.At(x), law.CDF(ma.At(x)), e)
				}
				if g := gap(x); g > best {
					best, at = g, x
				}
			}
			for h := 0.125; h > 0.03; h /= 2 {
				for _, x := range [2]float64{at - h, at + h} {
					if g := gap(x); g > best {
						best, at = g, x
					}
				}
			}
			got := law.Distance(c, f1.CDF)
			t.Logf("n=%d p=%d %s: %.5f, by Pfaffians %.5f", s.n, s.p, name, got, best)
			if math.Abs(got-best) > 2e-5 {
				t.Errorf("n=%d, p=%d, %s: distance %v, by Pfaffians %v", s.n, s.p, name, got, best)
			}
		}
	}
}
