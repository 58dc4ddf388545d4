package sgda

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
	"saddle/core/rng"
)

// Shown returns which of d ordered singular values are shown: all of up to MaxShown, and of more of them as many,
// evenly spread from the least to the largest.
func Shown(d int) []int {
	k := min(d, MaxShown)
	shown := make([]int, k)
	for i := range shown {
		if k > 1 {
			shown[i] = i * (d - 1) / (k - 1)
		}
	}
	return shown
}

// MaxShown bounds the singular values that are shown.
const MaxShown = 8

// Bilevel returns the curve of the bilevel view: the generator descends against the best discriminator, W′ =
// −∇U at argmax_v V, in coordinates in which the target is isotropic. There the singular vectors of W stay and
// each singular value follows
//
//	s_i′ = a_i s_i E[ω(h) z_i²],  h = ½ log det Σ + ½ Σ a_i s_i² z_i²,  a_i = 1/s_i² − 1,  z ~ N(0, I),
//
// monotonically to 1, where ω = σ(h) for minimax and 1 − σ(h) for the non-saturating loss; for Wasserstein
// a_i = ½(1 − s_i²) and ω = 1. The mean is over fixed latents, the steps are of second order. Derived here.
//
// It is nil where the best discriminator is not known in closed form, or training runs in other coordinates: see [Trace].
//
// Each row has 3 + k numbers: the target samples after which Σ η_G reaches the time of the flow, ‖Σ − I‖_F,
// ‖A‖_F and the Shown singular values. lambda are the squares of the first singular values, ascending.
func (t *Trainer) Bilevel(lambda []float64) []float64 {
	f := flow{loss: t.cfg.Loss, d: t.d}
	if !t.knowsBilevel() {
		return nil
	}
	f.prepare()
	s := make([]float64, t.d)
	for i, l := range lambda {
		s[i] = math.Sqrt(max(l, square(minSingular)))
	}
	const most, near, far = 300, 1e-3, 0.25
	shown := Shown(t.d)
	rate, mid := make([]float64, t.d), make([]float64, t.d)
	var rows []float64
	time := 0.0
	for range most {
		gap, norm := 0.0, 0.0
		for _, v := range s {
			gap += square(float64(v*v) - 1)
			norm += square(f.slope(v))
		}
		rows = append(rows, t.reaches(time), math.Sqrt(gap), math.Sqrt(norm))
		for _, i := range shown {
			rows = append(rows, s[i])
		}
		if gap < square(near) {
			break
		}
		f.rates(rate, s)
		step := far
		for i, r := range rate {
			step = min(step, 0.08*s[i]/max(math.Abs(r), 1e-300))
		}
		for i, r := range rate {
			mid[i] = s[i] + float64(0.5*step*r)
		}
		f.rates(rate, mid)
		for i, r := range rate {
			s[i] += float64(step * r)
		}
		time += step
	}
	return rows
}

func (t *Trainer) knowsBilevel() bool {
	return t.KnowsBest() && (t.cfg.Whitens() || t.d == 1)
}

// Response returns the best discriminator of a generator in one dimension, v*(w), as rows w, v around the way from the
// first generator to the target, in the original coordinates, on fixed latents where it is not known in closed form. It
// is nil for d > 1, and where the target has another activation.
func (t *Trainer) Response(w float64) []float64 {
	if t.d > 1 || t.sight != nil {
		return nil
	}
	f := flow{loss: t.cfg.Loss, d: t.d}
	star := math.Abs(t.target[0])
	first := math.Abs(w) / star
	lo, hi := 0.8*min(first, 1), 1.5*max(first, 1)
	const n = 96
	var ws, rows []float64
	for k := range n + 1 {
		s := lo * kernel.Pow(hi/lo, float64(k)/n)
		ws = append(ws, math.Copysign(s*star, w))
		rows = append(rows, ws[k], f.slope(s)/square(star))
	}
	if !t.KnowsBest() {
		return t.answers(ws)
	}
	return rows
}

// flow is the bilevel flow of singular values.
type flow struct {
	loss   gan.Loss
	d      int
	z2     []float64 // n×d: squares of the latents
	h      []float64 // n
	weight []float64 // n
}

// prepare draws the latents and gives every coordinate the mean square 1.
func (f *flow) prepare() {
	n := max(256, 2048/f.d)
	f.z2, f.h, f.weight = make([]float64, n*f.d), make([]float64, n), make([]float64, n)
	rng.New(0, "flow").Normals(f.z2)
	for i := range f.d {
		mean := 0.0
		for k := i; k < len(f.z2); k += f.d {
			f.z2[k] *= f.z2[k]
			mean += f.z2[k] / float64(n)
		}
		for k := i; k < len(f.z2); k += f.d {
			f.z2[k] /= mean
		}
	}
}

// slope returns a_i of the best discriminator.
func (f *flow) slope(s float64) float64 {
	if f.loss == gan.Wasserstein {
		return 0.5 * (1 - float64(s*s))
	}
	return 1/float64(s*s) - 1
}

// rates sets rate to s′.
func (f *flow) rates(rate, s []float64) {
	d, b := f.d, 0.0
	for i, v := range s {
		b += kernel.Log(v)
		rate[i] = 0.5 * f.slope(v) * float64(v*v)
	}
	for k := range f.h {
		f.h[k] = b + linear.Dot(rate, f.z2[k*d:(k+1)*d])
	}
	switch f.loss {
	case gan.Wasserstein:
		for k := range f.weight {
			f.weight[k] = 1
		}
	case gan.NonSaturating:
		for k := range f.h {
			f.h[k] = -f.h[k]
		}
		kernel.Sigmoid(f.weight, f.h)
	default:
		kernel.Sigmoid(f.weight, f.h)
	}
	clear(rate)
	for k, w := range f.weight {
		kernel.Axpy(w/float64(len(f.h)), f.z2[k*d:(k+1)*d], rate)
	}
	for i, v := range s {
		rate[i] *= f.slope(v) * v
	}
}

// reaches returns the number of target samples used when the generator's step sizes have come to sum.
func (t *Trainer) reaches(sum float64) float64 {
	return float64(t.spent) + float64(t.eta[Generator].reaches(sum)*float64(t.cfg.Batch*t.cfg.Inner))
}

// reaches returns the iteration at which the sum of the step sizes reaches sum, by the integral of the
// schedule; 10¹⁵ if later.
func (s Schedule) reaches(sum float64) float64 {
	at := sum / s.Eta
	switch u := sum / float64(s.Eta*s.Tau); {
	case s.Gamma == 1:
		at = s.Tau * (kernel.Exp(u) - 1)
	case s.Gamma > 0:
		at = s.Tau * (kernel.Pow(1+float64(u*(1-s.Gamma)), 1/(1-s.Gamma)) - 1)
	}
	return min(at, 1e15)
}

// SingularValues returns the square roots of the eigenvalues that are Shown.
func SingularValues(lambda []float64) []float64 {
	out := make([]float64, 0, MaxShown)
	for _, i := range Shown(len(lambda)) {
		out = append(out, math.Sqrt(max(0, lambda[i])))
	}
	return out
}
