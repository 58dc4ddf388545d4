package metric

import (
	"math"
	"slices"
	"testing"
	"time"

	"saddle/core/gan"
	"saddle/core/svd"
)

// everyPhi are the ten activations, and one with flat pieces in several places.
func everyPhi() (phis []gan.Activation) {
	for _, name := range []string{gan.Identity, gan.Leaky, gan.ReLU, gan.ELU, gan.Softplus, gan.Tanh, gan.Sigmoid, gan.Cubic, gan.HardTanh} {
		phis = append(phis, gan.NewActivation(name, 0.5, nil))
	}
	return append(phis, gan.NewActivation(gan.Piecewise, 0, []float64{-2, -1.3, -1, -1, 1, 1, 2, 1.3}),
		gan.NewActivation(gan.Piecewise, 0, []float64{-1, -1, -0.2, -0.2, 0.4, -0.2, 1, 1, 2, 1, 3, 2}))
}

// matrix makes d×d numbers of bytes, two a number: a whole one and a power of ten, from 10⁻¹² to 10³ times most/1000.
// A row may be a neighbour's, but for a little.
func matrix(data []byte, d int, most float64) []float64 {
	m := make([]float64, d*d)
	at := func(i int) byte {
		if len(data) == 0 {
			return 0
		}
		return data[i%len(data)]
	}
	for i := range m {
		m[i] = float64(int8(at(2*i))) / 128 * most * math.Pow(10, -float64(at(2*i+1)%16))
		if at(2*i+1) < 128 { // a plain number
			m[i] = math.Round(float64(int8(at(2*i))) / 128 * 10)
		}
	}
	if d > 1 && at(1)%3 == 1 {
		for j := range d {
			m[d+j] = m[j] * (1 + float64(int8(at(3+j)))*math.Pow(10, -2-float64(at(2)%12)))
		}
	}
	return m
}

// FuzzJudge takes laws of any kind: no distance takes more than a second, is NaN or out of its range, and the distances
// agree with one another and with those of the laws exchanged and before φ.
func FuzzJudge(f *testing.F) {
	phis := everyPhi()
	f.Fuzz(func(t *testing.T, n, dim byte, a, b []byte) {
		phi, d := phis[int(n)%len(phis)], []int{1, 2, 3, 4, 5, 2, 2, 8, 16, 33}[dim%10]
		star, w := matrix(a, d, 100), matrix(b, d, 1000)
		there, back := judged(t, phi, w, star, d), judged(t, phi, star, w, d)
		if thin(star, d) {
			return // package config does not let it pass, and digits are lost
		}
		agree(t, phi, w, star, there)
		if thin(w, d) {
			return
		}
		slack := 7*math.Hypot(there.TVError, back.TVError) + 1e-6
		if there.TVError > 0 {
			slack += 0.02 // of what too few samples see
		}
		if math.Abs(there.TV-back.TV) > slack {
			t.Errorf("%s, W = %v, W_* = %v: TV %v ± %v, exchanged %v ± %v", phi.Name(), w, star, there.TV, there.TVError, back.TV, back.TVError)
		}
	})
}

// judged returns the judgement on W and fails if it is slow or nonsense.
func judged(t *testing.T, phi gan.Activation, w, star []float64, d int) (j Judgement) {
	t.Helper()
	fastest := time.Hour
	for range 4 { // another program may have been in the way
		begin := time.Now()
		j = NewJudge(phi, star, d, 1).Of(w)
		if fastest = min(fastest, time.Since(begin)); fastest < time.Second {
			break
		}
	}
	if fastest > time.Second {
		t.Errorf("%s, W = %v, W_* = %v: judging takes %v", phi.Name(), w, star, fastest)
	}
	value, deviation := five(j.Distances)
	for _, v := range append(append(value[:], deviation[:]...), j.TVBound, j.Low, j.High, j.Pinsker) {
		if !(v >= 0) {
			t.Errorf("%s, W = %v, W_* = %v: a negative number or none: %+v", phi.Name(), w, star, j)
		}
	}
	if j.TV > j.TVBound || j.TVBound > 1 || j.Hellinger > 1 || j.JS > math.Ln2 || j.Low > j.TV {
		t.Errorf("%s, W = %v, W_* = %v: distances out of their ranges: %+v", phi.Name(), w, star, j)
	}
	return j
}

// thin says whether w is 0 or its condition number is above 10⁶.
func thin(w []float64, d int) bool {
	values := svd.Values(w, d)
	most := slices.Max(values)
	return !(most > 0 && most <= 1e6*slices.Min(values))
}

// agree fails if distances contradict each other.
func agree(t *testing.T, phi gan.Activation, w, star []float64, j Judgement) {
	t.Helper()
	h, loose := j.Hellinger, 5*(j.TVError+j.JSError+j.HellingerError)+1e-6
	if j.JS > math.Ln2*j.TV+loose || h*h > j.TV+loose || j.TV > h*math.Sqrt(math.Max(0, 2-h*h))+loose || j.TV > j.Pinsker+1e-6 {
		t.Errorf("%s, W = %v, W_* = %v: distances that contradict each other: %+v", phi.Name(), w, star, j)
	}
}
