package sgda

import (
	"math"
	"math/rand/v2"
	"testing"

	"saddle/core/gan"
	"saddle/core/linear"
	"saddle/core/metric"
	"saddle/core/svd"
)

// In coordinates in which Σ_* = I, a generator with singular values s against the best discriminator,
// h = c + ½ Σ a_i x_i² with a_i = 1/s_i² − 1 and c = Σ log s_i, plays for V*(s) = 2 JS − 2 log 2, and
//
//	dV*/d(s_i²) = −(a_i/(2s_i²)) E_q[σ(h) x_i²]    (derived: Stein and the envelope theorem).
func bilevelSlope(s []float64, i int) float64 {
	a := 1/(s[i]*s[i]) - 1
	return -a / (2 * s[i] * s[i]) * answered(s, i)
}

// answered returns E_q[σ(h)x_i²] by the trapezoidal rule in x = s∘z, in the quadrant z ≥ 0.
func answered(s []float64, i int) float64 {
	const step, most = 0.2, 6.0
	d := len(s)
	z := make([]float64, d)
	var sum, mass float64
	var visit func(k int, weight float64)
	visit = func(k int, weight float64) {
		if k == d {
			h := 0.0
			for j, v := range z {
				h += math.Log(s[j]) + 0.5*(1-s[j]*s[j])*v*v
			}
			sum += weight / (1 + math.Exp(-h)) * s[i] * s[i] * z[i] * z[i]
			mass += weight
			return
		}
		for n := 0; float64(n)*step <= most; n++ {
			z[k] = float64(n) * step
			w := weight * math.Exp(-z[k]*z[k]/2)
			if n == 0 {
				w /= 2
			}
			visit(k+1, w)
		}
	}
	visit(0, 1)
	return sum / mass
}

func TestBilevelSlope(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		s := make([]float64, 1+r.IntN(3))
		for i := range s {
			s[i] = math.Exp(r.Float64()*1.4 - 0.7)
		}
		for i := range s {
			value := func(square float64) float64 {
				lambda := make([]float64, len(s))
				for j, v := range s {
					lambda[j] = v * v
				}
				lambda[i] = square
				return 2 * metric.JS(lambda)
			}
			const h = 1e-4
			at := s[i] * s[i]
			want := (value(at+h) - value(at-h)) / (2 * h)
			if got := bilevelSlope(s, i); math.Abs(got-want) > 1e-6*math.Max(0.1, math.Abs(want)) {
				t.Errorf("s = %v: dV*/d(s_%d²) = %.9f, by central differences %.9f", s, i, got, want)
			}
		}
	}
}

// Along W′ = −∇V*(W) every singular value moves to 1 without turning back. The discriminator is the
// trainer's own exact maximum and the gradient is the design's, on a grid of latents in place of samples.
func TestBilevelFlowIsMonotone(t *testing.T) {
	const starts, d, rows = 1000, 2, 20
	tr := New(parse(t, "rule=exact&whiten=off&wstar=1,0,0,1&phi=identity"))
	// Normal latents on a grid of equal masses, made exactly isotropic by their symmetry and a factor.
	var nodes []float64
	mean := 0.0
	for k := range rows {
		nodes = append(nodes, math.Sqrt2*math.Erfinv(2*(float64(k)+0.5)/rows-1))
		mean += nodes[k] * nodes[k] / rows
	}
	m := gan.NewMinibatch(d, 1, rows*rows, gan.Minimax)
	for i, x := range nodes {
		for j, y := range nodes {
			m.Latent[2*(i*rows+j)], m.Latent[2*(i*rows+j)+1] = x/math.Sqrt(mean), y/math.Sqrt(mean)
		}
	}
	gen := tr.gen()
	design := gan.NewQuadratic(m, gen)
	tr.design = design
	copy(tr.moment, linear.Identity(d)) // the law itself for the samples
	tr.samples = 1
	r := rand.New(rand.NewPCG(3, 4))
	x, gradW := make([]float64, len(m.Latent)), make([]float64, d*d)
	for start := range starts {
		for i := range gen.W {
			gen.W[i] = r.NormFloat64()
		}
		svd.Clamp(gen.W, d, 0.1, 4)
		large, small := singularValues(gen.W)
		first := [2]float64{large, small}
		for step := 0; math.Abs(large-1) > 0.01 || math.Abs(small-1) > 0.01; step++ {
			if step == 3000 {
				t.Fatalf("start %d: from singular values %v it has only come to %v and %v", start, first, large, small)
			}
			newExact(tr.d).best(tr)
			gen.PreActivations(x, m.Latent, tr.scratch)
			design.SeeFakes(x)
			design.JudgeFakes(tr.game.disc)
			design.DescentGradient(gradW)
			for i, g := range gradW {
				gen.W[i] -= 0.1 * small * g
			}
			l, s := singularValues(gen.W)
			if toOne := func(from, to float64) bool {
				return math.Abs(to-1) <= math.Abs(from-1)+1e-3 && (to-1)*(from-1) >= -1e-4
			}; !toOne(large, l) || !toOne(small, s) {
				t.Fatalf("start %d: the singular values %v and %v become %v and %v", start, large, small, l, s)
			}
			large, small = l, s
		}
	}
}

// singularValues returns those of a 2×2 matrix.
func singularValues(w []float64) (large, small float64) {
	sum, det := w[0]*w[0]+w[1]*w[1]+w[2]*w[2]+w[3]*w[3], math.Abs(w[0]*w[3]-w[1]*w[2])
	a, b := math.Sqrt(sum+2*det), math.Sqrt(max(sum-2*det, 0))
	return (a + b) / 2, (a - b) / 2
}
