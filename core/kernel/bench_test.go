package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

const batch = 256

// step is the dense work of one training step on a batch of 256: generate, score, weigh, and both gradients.
type step struct {
	d            int
	w, wt, a     []float64 // d×d
	x, z, p      []float64 // batch×d
	q, s         []float64 // batch
	gradA, gradW []float64 // d×d
}

func newStep(d int) *step {
	r := rand.New(rand.NewPCG(1, uint64(d)))
	normals := func(n int, scale float64) []float64 {
		x := make([]float64, n)
		for i := range x {
			x[i] = scale * r.NormFloat64()
		}
		return x
	}
	scale := 1 / math.Sqrt(float64(d)) // keeps every product of moderate size
	return &step{
		d: d,
		w: normals(d*d, scale), wt: make([]float64, d*d), a: normals(d*d, scale/8),
		x: normals(batch*d, 1), z: make([]float64, batch*d), p: make([]float64, batch*d),
		q: make([]float64, batch), s: make([]float64, batch),
		gradA: make([]float64, d*d), gradW: make([]float64, d*d),
	}
}

func (t *step) run(impl implementation) {
	d := t.d
	Transpose(d, t.wt, t.w)
	impl.gemm(batch, d, d, t.x, d, 1, t.wt, d, t.z, d, false)
	impl.gemm(batch, d, d, t.z, d, 1, t.a, d, t.p, d, false)
	impl.rowDot(batch, d, t.p, t.z, t.q)
	impl.sigmoid(t.s, t.q)
	impl.scaleRows(batch, d, t.p, t.s, t.p)
	impl.gemm(d, d, batch, t.p, 1, d, t.x, d, t.gradW, d, false)
	impl.scaleRows(batch, d, t.p, t.s, t.z)
	impl.gemm(d, d, batch, t.p, 1, d, t.z, d, t.gradA, d, true)
	Symmetrize(d, t.gradA)
}

func BenchmarkStep(b *testing.B) {
	for _, d := range []int{2, 8, 32, 128} {
		for _, impl := range implementations {
			b.Run(fmt.Sprintf("d=%d/%s", d, impl.name), func(b *testing.B) {
				step := newStep(d)
				for b.Loop() {
					step.run(impl)
				}
			})
		}
	}
}

// BenchmarkKernel times each kernel by itself, on the shapes of a step.
func BenchmarkKernel(b *testing.B) {
	for _, d := range []int{2, 8, 32, 128} {
		for _, impl := range implementations {
			s := newStep(d)
			kernels := []struct {
				name string
				run  func()
			}{
				{"XW", func() { impl.gemm(batch, d, d, s.x, d, 1, s.wt, d, s.z, d, false) }},
				{"PtX", func() { impl.gemm(d, d, batch, s.p, 1, d, s.x, d, s.gradW, d, false) }},
				{"upper", func() { impl.gemm(d, d, batch, s.p, 1, d, s.z, d, s.gradA, d, true) }},
				{"rowDot", func() { impl.rowDot(batch, d, s.p, s.z, s.q) }},
				{"scaleRows", func() { impl.scaleRows(batch, d, s.p, s.s, s.z) }},
				{"sigmoid", func() { impl.sigmoid(s.s, s.x[:batch]) }},
				{"rectify", func() { impl.rectify(s.p, s.x, 0.1) }},
				{"rectifyGrad", func() { impl.rectifyGrad(s.p, s.x, -1) }},
				{"axpy", func() { impl.axpy(1e-9, s.x, s.p) }},
			}
			for _, kernel := range kernels {
				b.Run(fmt.Sprintf("%s/d=%d/%s", kernel.name, d, impl.name), func(b *testing.B) {
					for b.Loop() {
						kernel.run()
					}
				})
			}
		}
	}
}

func BenchmarkScalar(b *testing.B) {
	functions := []struct {
		name string
		f    func(float64) float64
	}{{"Exp", Exp}, {"Log", Log}, {"Softplus", Softplus}, {"Tanh", Tanh}}
	for _, f := range functions {
		b.Run(f.name, func(b *testing.B) {
			sum := 0.0
			for i := 0; b.Loop(); i++ {
				sum += f.f(float64(i%100+1) / 50)
			}
			result = sum
		})
	}
}

var result float64 // keeps the compiler from dropping the work
