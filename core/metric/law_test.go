package metric

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"saddle/core/gan"
)

// plane draws a factor of a covariance of the plane: standard deviations and a correlation, moderate to extreme.
func plane(t *rapid.T, name string) []float64 {
	sd := rapid.Float64Range(-2, 2)
	r := rapid.OneOf(rapid.Float64Range(-0.9, 0.9), rapid.SampledFrom([]float64{-0.9999, -0.99, 0, 0.99, 0.9999})).Draw(t, name+" ρ")
	return pair(math.Exp(sd.Draw(t, name+" log σ₁")), math.Exp(sd.Draw(t, name+" log σ₂")), r)
}

// like fails unless the distances agree, those that may be infinite by their size.
func like(t *rapid.T, what string, got, want Distances) {
	t.Helper()
	for _, q := range []struct {
		name      string
		got, want float64
		tol       float64
	}{{"TV", got.TV, want.TV, 1e-8}, {"JS", got.JS, want.JS, 1e-8}, {"KL", got.KL, want.KL, 1e-6}, {"ReverseKL", got.ReverseKL, want.ReverseKL, 1e-6}, {"Hellinger", got.Hellinger, want.Hellinger, 1e-7}} {
		if !(math.Abs(q.got-q.want) <= q.tol*max(1, q.want)) {
			t.Fatalf("%s: %s is %v, want %v", what, q.name, q.got, q.want)
		}
	}
}

// The distances between laws of the plane do not depend on which law is which, on the names of the coordinates, nor,
// for ReLU, on their units; they are no larger than before φ.
func TestSymmetriesOfThePlane(t *testing.T) {
	relu := gan.NewActivation(gan.ReLU, 0, nil)
	rapid.Check(t, func(t *rapid.T) {
		a, b := plane(t, "W"), plane(t, "W_*")
		phi := rapid.SampledFrom([]gan.Activation{relu, gan.NewActivation(gan.HardTanh, 0, nil),
			gan.NewActivation(gan.Piecewise, 0, []float64{-1, -1, -0.2, -0.2, 0.4, -0.2, 1, 1, 2, 1, 3, 2, 4, 2})}).Draw(t, "φ")
		of := func(w, star []float64) Judgement { return NewJudge(phi, star, 2, 1).Of(w) }
		want := of(a, b)

		back := of(b, a).Distances
		back.KL, back.ReverseKL = back.ReverseKL, back.KL
		like(t, "laws exchanged", back, want.Distances)

		renamed := func(m []float64) []float64 { return []float64{m[2], m[3], m[0], m[1]} }
		like(t, "coordinates exchanged", of(renamed(a), renamed(b)).Distances, want.Distances)

		checkOrdered(t, want.Distances, Of(NewJudge(phi, b, 2, 1).Spectrum(a)))
		if same := of(b, b); same.TV > 1e-12 || same.JS > 1e-12 || same.KL > 1e-12 {
			t.Fatalf("distances of a law from itself: %+v", same)
		}
		if want.TVError != 0 || want.TV > want.TVBound+1e-9 || want.TV > want.Pinsker+1e-9 {
			t.Fatalf("bounds: %+v", want)
		}
		if phi != relu {
			return
		}
		x, y := math.Exp(rapid.Float64Range(-5, 5).Draw(t, "log unit 1")), math.Exp(rapid.Float64Range(-5, 5).Draw(t, "log unit 2"))
		scaled := func(m []float64) []float64 { return []float64{x * m[0], x * m[1], y * m[2], y * m[3]} }
		like(t, "other units", of(scaled(a), scaled(b)).Distances, want.Distances)
	})
}

// On the line any cutting φ gives a distance that is symmetric and at most that before φ; a finer φ, which cuts
// off less, gives no smaller one.
func TestLawsOnTheLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := math.Exp(rapid.Float64Range(-3, 3).Draw(t, "log Σ")), math.Exp(rapid.Float64Range(-3, 3).Draw(t, "log Σ_*"))
		lo := rapid.Float64Range(-3, 3).Draw(t, "lo")
		hi := lo + rapid.Float64Range(0.01, 3).Draw(t, "width")
		of := func(a, b float64, flat ...gan.Interval) Distances {
			s := lineFaces(math.Sqrt(a), math.Sqrt(b), flat, 1e-13, true)
			if math.Abs(s.p-1) > 1e-12 || math.Abs(s.q-1) > 1e-12 {
				t.Fatalf("masses %v and %v", s.p, s.q)
			}
			return s.distances()
		}
		coarse := of(a, b, gan.Interval{Lo: math.Inf(-1), Hi: lo}, gan.Interval{Lo: hi, Hi: math.Inf(1)})
		back := of(b, a, gan.Interval{Lo: math.Inf(-1), Hi: lo}, gan.Interval{Lo: hi, Hi: math.Inf(1)})
		back.KL, back.ReverseKL = back.ReverseKL, back.KL
		like(t, "laws exchanged", back, coarse)
		fine := of(a, b, gan.Interval{Lo: math.Inf(-1), Hi: lo})
		whole := of(a, b)
		like(t, "nothing cut off", whole, Of([]float64{a / b}))
		checkOrdered(t, coarse, fine)
		checkOrdered(t, fine, whole)
	})
}

// W and WO generate the same law, whatever φ cuts off.
func TestJudgeIsGaugeInvariant(t *testing.T) {
	for _, name := range []string{gan.Leaky, gan.ReLU, gan.HardTanh} {
		judge := NewJudge(gan.NewActivation(name, 0.5, nil), pair(1, 1, 0.3), 2, 1)
		rapid.Check(t, func(t *rapid.T) {
			w := []float64{rapid.Float64Range(0.2, 2).Draw(t, "a"), rapid.Float64Range(-2, 2).Draw(t, "b"), 0, rapid.Float64Range(0.2, 2).Draw(t, "c")}
			sin, cos := math.Sincos(rapid.Float64Range(0, 2*math.Pi).Draw(t, "angle"))
			before, after := judge.Of(w), judge.Of(multiply(w, []float64{cos, sin, -sin, cos}, 2))
			if before.TVError == 0 {
				like(t, name, after.Distances, before.Distances)
			} else if math.Abs(after.TV-before.TV) > 1e-3*before.TVError+1e-7 { // far apart, e^ℓ takes digits
				t.Fatalf("%s: %v ± %v and %v", name, before.TV, before.TVError, after.TV)
			}
		})
	}
}
