//go:build !js

package shatter

import (
	"flag"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

var long = flag.Bool("long", false, "run the statistical tables in full: minutes instead of seconds")

// Both counts against half-planes drawn at random: none is found that is not counted, and none is counted that is not
// found.
func TestBruteForce(t *testing.T) {
	scenes, planes := 40, 50_000
	if *long {
		scenes, planes = 200, 1_000_000
	}
	r := rand.New(rand.NewPCG(10, 6))
	for i := range scenes {
		s := random(r, 2+i%7)
		wantLoss, wantMargins := s.lossPatterns(), s.marginPatterns()
		var loss, margins patterns
		for range planes {
			h := s.draw(r)
			var right, above labelling
			clear := true
			for k, p := range s.dots {
				v := s.sure(h, p)
				clear = clear && v != 0
				if v > 0 {
					above |= 1 << k
				}
				if v == s.sign(k) {
					right |= 1 << k
				}
			}
			loss.add(right)
			if clear {
				margins.add(above)
			}
		}
		if loss != wantLoss || margins != wantMargins {
			t.Errorf("%+v: %v loss patterns, counted %v; %v labellings, counted %v", s, loss.count(), wantLoss.count(), margins.count(), wantMargins.count())
		}
	}
}

// The calculator is exact: against big numbers, against Lambert's function, and for every E with room for rounding.
func TestSamples(t *testing.T) {
	for weights, want := range map[int]float64{3: 17, 9: 68, 50: 524, 1000: 15349, 1: 4} {
		if got := samples(weights); got != want {
			t.Errorf("E = %d: m = %v, want %v", weights, got, want)
		}
	}
	const precision = 600
	e, term := big.NewFloat(1).SetPrec(precision), big.NewFloat(1).SetPrec(precision)
	for k := int64(1); k < 200; k++ {
		term.Quo(term, new(big.Float).SetInt64(k))
		e.Add(e, term)
	}
	// more says whether 2^m > (em)^E.
	more := func(m int64, weights int) bool {
		power, square := big.NewFloat(1).SetPrec(precision), new(big.Float).SetPrec(precision).Mul(e, new(big.Float).SetInt64(m))
		for n := weights; n > 0; n >>= 1 {
			if n&1 == 1 {
				power.Mul(power, square)
			}
			square.Mul(square, square)
		}
		return new(big.Float).SetMantExp(big.NewFloat(1), int(m)).Cmp(power) > 0
	}
	step := 5003
	if *long {
		step = 1
	}
	least := math.Inf(1)
	for weights := 1; weights <= mostWeights; weights++ {
		m := samples(weights)
		if crossing := math.Floor(crossing(weights)) + 1; crossing != m {
			t.Errorf("E = %d: m = %v, by Lambert's function %v", weights, m, crossing)
		}
		above, below := m-exponent(m, weights), exponent(m-1, weights)-(m-1)
		if !(above > 0 && below >= 0) {
			t.Errorf("E = %d: m = %v is %v above and %v below", weights, m, above, below)
		}
		least = min(least, above, below)
		if (weights <= 200 || weights%step == 0) && !(more(int64(m), weights) && !more(int64(m)-1, weights)) {
			t.Errorf("E = %d: m = %v is not the smallest", weights, m)
		}
	}
	t.Logf("2^m and (em)^E differ by %.1e bits at least", least)
	if least < 5e-8 {
		t.Error("rounding can be more")
	}
}

// Quadratic forms with a constant, the discriminators of the game, have VC dimension d(d+1)/2 + 1: on as many points every
// labelling has a form, and the forms are a linear space of no more dimensions.
func TestQuadraticForms(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for d := 1; d <= 4; d++ {
		n := d*(d+1)/2 + 1
		a := mat.NewDense(n, n, nil)
		for row := range n {
			x := make([]float64, d)
			for i := range x {
				x[i] = r.NormFloat64()
			}
			a.Set(row, 0, 1)
			for at, i := 1, 0; i < d; i++ {
				for j := range i + 1 {
					a.Set(row, at, x[i]*x[j])
					at++
				}
			}
		}
		for l := range 1 << n {
			want := mat.NewVecDense(n, nil)
			for i := range n {
				want.SetVec(i, float64(2*(l>>i&1)-1))
			}
			var form, got mat.VecDense
			if err := form.SolveVec(a, want); err != nil {
				t.Fatal(err)
			}
			got.MulVec(a, &form)
			for i := range n {
				if got.AtVec(i)*want.AtVec(i) <= 0 {
					t.Fatalf("d = %d: labelling %b is not given", d, l)
				}
			}
		}
	}
}
