package gan

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"saddle/core/rng"
)

var activations = []Activation{
	NewActivation(Identity, 1, nil), NewActivation(Leaky, 0.3, nil), NewActivation(ReLU, 1, nil), NewActivation(ELU, 1, nil),
	NewActivation(Softplus, 1, nil), NewActivation(Tanh, 1, nil), NewActivation(Sigmoid, 1, nil), NewActivation(Cubic, 1, nil),
	NewActivation(HardTanh, 1, nil), NewActivation(Piecewise, 1, stairs), NewActivation(Piecewise, 1, bent),
}

var (
	stairs = []float64{-1, -1, -0.2, -0.2, 0.4, -0.2, 1, 1}       // flat in the middle
	bent   = []float64{-1, -0.5, 0, 0, 0.5, 1, 2, 1.5}            // one-to-one
	cut    = []float64{-1.5, -1, -0.5, -1, 0.25, 0.5, 1, 1, 3, 1} // flat at both ends
)

// straight is a piecewise linear function written down once more, for a test.
func straight(k []float64, x float64) float64 {
	i := 0
	for i+4 < len(k) && x > k[i+2] {
		i += 2
	}
	return k[i+1] + (k[i+3]-k[i+1])/(k[i+2]-k[i])*(x-k[i])
}

var losses = []Loss{Minimax, NonSaturating, Wasserstein, LeastSquares}

// position is a random position: players away from equilibrium, target samples and latents.
type position struct {
	phi     Activation
	loss    Loss
	d       int
	w, a    []float64
	b       float64
	targets []float64 // latents of the target samples; the target is the identity
	latents []float64
}

func newPosition(phi Activation, d int, seed uint64) *position {
	r := rng.New(seed, "test")
	p := &position{phi: phi, loss: Minimax, d: d, w: make([]float64, d*d), a: make([]float64, d*d), b: 0.3,
		targets: make([]float64, 7*d), latents: make([]float64, 13*d)}
	for _, x := range [][]float64{p.w, p.a, p.targets, p.latents} {
		r.Normals(x)
	}
	for i := range d {
		for j := range d {
			p.w[i*d+j] *= 0.4
			if j >= i {
				p.a[i*d+j] *= 0.3
				p.a[j*d+i] = p.a[i*d+j]
			}
		}
		p.w[i*d+i] += 1
	}
	return p
}

// seen is what the discriminator makes of a pre-activation, written out: φ⁻¹(φ(v)), or φ(v) where φ has no inverse.
func (p *position) seen(v float64) float64 {
	switch p.phi.Name() {
	case HardTanh:
		return math.Min(math.Max(v, -1), 1)
	case Piecewise:
		if p.phi.Bijective() {
			return p.phi.Inverse(straight(bent, v))
		}
		return straight(stairs, v)
	case ReLU:
		return math.Max(v, 0)
	case ELU:
		return p.phi.Inverse(max(v, math.Expm1(min(v, 0))))
	case Softplus:
		return p.phi.Inverse(math.Log1p(math.Exp(v)))
	case Cubic:
		return p.phi.Inverse(math.Pow(v, 3))
	case Tanh:
		return p.phi.Inverse(math.Tanh(v))
	case Sigmoid:
		return p.phi.Inverse(1 / (1 + math.Exp(-v)))
	case Leaky:
		return p.phi.Inverse(math.Max(v, 0.3*v))
	}
	return v
}

// values are V and U written down once more from their definitions, through y and back, with the standard
// library's functions and no code of the package but φ⁻¹.
func (p *position) values() (value, descended float64) {
	logit := func(x []float64) float64 {
		u := make([]float64, p.d)
		for i, v := range x {
			u[i] = p.seen(v)
		}
		h := p.b
		for i := range u {
			for j := range u {
				h += u[i] * p.a[i*p.d+j] * u[j] / 2
			}
		}
		return h
	}
	d := func(h float64) float64 { return 1 / (1 + math.Exp(-h)) }
	sq := func(x float64) float64 { return x * x }
	var ofReal, ofFake, forGenerator func(h float64) float64
	switch p.loss {
	case Minimax, NonSaturating:
		ofReal = func(h float64) float64 { return math.Log(d(h)) }
		ofFake = func(h float64) float64 { return math.Log(1 - d(h)) }
		forGenerator = ofFake
		if p.loss == NonSaturating {
			forGenerator = func(h float64) float64 { return -math.Log(d(h)) }
		}
	case Wasserstein:
		ofReal = func(h float64) float64 { return h }
		ofFake = func(h float64) float64 { return -h }
		forGenerator = ofFake
	case LeastSquares: // in D = ½ + h
		ofReal = func(h float64) float64 { return -sq(h+0.5-1) / 2 }
		ofFake = func(h float64) float64 { return -sq(h+0.5) / 2 }
		forGenerator = func(h float64) float64 { return sq(h+0.5-1) / 2 }
	}
	if p.loss == Wasserstein {
		value -= sq(p.b) / 2
		for _, a := range p.a {
			value -= sq(a) / 2
		}
	}
	real := len(p.targets) / p.d
	for k := range real {
		value += ofReal(logit(p.targets[k*p.d:(k+1)*p.d])) / float64(real)
	}
	fake := len(p.latents) / p.d
	x := make([]float64, p.d)
	for k := range fake {
		for i := range x {
			x[i] = 0
			for j := range x {
				x[i] += p.w[i*p.d+j] * p.latents[k*p.d+j]
			}
		}
		value += ofFake(logit(x)) / float64(fake)
		descended += forGenerator(logit(x)) / float64(fake)
	}
	return value, descended
}

func (p *position) value() float64 { v, _ := p.values(); return v }

func (p *position) descended() float64 { _, u := p.values(); return u }

// design returns the quadratic design having seen and judged the position.
func (p *position) design() Design {
	m := NewMinibatch(p.d, len(p.targets)/p.d, len(p.latents)/p.d, p.loss)
	q := NewQuadratic(m, &Generator{Phi: p.phi, D: p.d, W: p.w})
	p.show(q, m)
	q.Judge(p.parameters())
	return q
}

// show lets a design see the samples.
func (p *position) show(d Design, m *Minibatch) {
	g := Generator{D: p.d, W: p.w}
	x := make([]float64, len(p.latents))
	copy(m.Latent, p.latents)
	g.PreActivations(x, m.Latent, make([]float64, p.d*p.d))
	d.SeeTargets(p.targets)
	d.SeeFakes(x)
}

func (p *position) parameters() []float64 { return append([]float64{p.b}, p.a...) }

// central returns the central difference of value in *x.
func central(value func() float64, x *float64) float64 {
	const h = 1e-5
	old := *x
	*x = old + h
	up := value()
	*x = old - h
	down := value()
	*x = old
	return (up - down) / (2 * h)
}

func TestGradientsAgainstCentralDifferences(t *testing.T) {
	for i := range len(activations) * len(losses) {
		phi, loss := activations[i%len(activations)], losses[i/len(activations)]
		for _, d := range []int{1, 2, 3, 5} {
			t.Run(fmt.Sprintf("%s/%s/d=%d", phi.Name(), loss, d), func(t *testing.T) {
				p := newPosition(phi, d, uint64(40+d))
				p.loss = loss
				m := p.design()
				if got, want := m.Value(), p.value(); math.Abs(got-want) > 1e-12*math.Abs(want) {
					t.Fatalf("V = %v, by definition %v", got, want)
				}
				gradV, gradW := make([]float64, 1+d*d), make([]float64, d*d)
				m.AscentGradient(gradV, p.parameters())
				m.DescentGradient(gradW)

				var wantA, wantW []float64
				for i := range p.a {
					wantA = append(wantA, central(p.value, &p.a[i]))
				}
				for i := range p.w {
					wantW = append(wantW, central(p.descended, &p.w[i]))
				}
				// One entry of A at a time gives u_iu_j/2, and so does the gradient of a symmetric A.
				near(t, "∂V/∂A", gradV[1:], wantA)
				near(t, "∂U/∂W", gradW, wantW)
				near(t, "∂V/∂b", gradV[:1], []float64{central(p.value, &p.b)})
			})
		}
	}
}

// near compares with 10⁻⁶ of the size of the gradient.
func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	size := 0.0
	for _, v := range want {
		size = math.Max(size, math.Abs(v))
	}
	for i := range want {
		if e := math.Abs(got[i] - want[i]); !(e <= 1e-6*size) {
			t.Errorf("%s[%d] = %v, by central differences %v: off by %.1e of the gradient", what, i, got[i], want[i], e/size)
		}
	}
}

func TestFakesAloneGiveTheSameDescent(t *testing.T) {
	for i, phi := range activations {
		p := newPosition(phi, 3, 9)
		p.loss = losses[i%len(losses)]
		m := p.design()
		whole, alone := make([]float64, 9), make([]float64, 9)
		m.DescentGradient(whole)
		m.JudgeFakes(p.parameters())
		m.DescentGradient(alone)
		for i := range whole {
			if whole[i] != alone[i] {
				t.Errorf("%s: ∂V/∂W[%d] = %v after Judge, %v after JudgeFakes", phi.Name(), i, whole[i], alone[i])
			}
		}
	}
}

func TestValueAtBlindDiscriminator(t *testing.T) {
	p := newPosition(activations[0], 2, 5)
	clear(p.a)
	p.b = 0
	for _, p.loss = range losses {
		if got, want := p.design().Value(), p.loss.Blind(); math.Abs(got-want) > 1e-15 || math.Abs(p.value()-want) > 1e-15 {
			t.Errorf("%s: V = %v at D = ½, by definition %v, want %v", p.loss, got, p.value(), want)
		}
	}
}

func TestActivations(t *testing.T) {
	for _, a := range activations {
		lo, hi := a.Range()
		for x := -4.0; x <= 4; x += 0.25 {
			y := a.At(x)
			if flat(a, x) {
				if flat(a, x-1e-9) && a.Derivative(x) != 0 || !math.IsNaN(a.Inverse(y)) {
					t.Errorf("%s(%v) = %v with slope %v and inverse %v on a flat piece", a.Name(), x, y, a.Derivative(x), a.Inverse(y))
				}
				continue
			}
			if !(lo < y && y < hi) {
				t.Errorf("%s(%v) = %v outside (%v, %v)", a.Name(), x, y, lo, hi)
			}
			if back := a.Inverse(y); math.Abs(back-x) > 1e-11*(1+math.Abs(x)) {
				t.Errorf("%s: φ⁻¹(φ(%v)) = %v", a.Name(), x, back)
			}
			const h = 1e-6
			if left, right := a.Derivative(x-h), a.Derivative(x+h); math.Abs(left-right) > 0.01 || x == 0 {
				continue // a kink
			}
			if got, want := a.Derivative(x), (a.At(x+h)-a.At(x-h))/(2*h); math.Abs(got-want) > 1e-8 {
				t.Errorf("%s′(%v) = %v, by central differences %v", a.Name(), x, got, want)
			}
		}
		for _, y := range []float64{lo, hi, lo - 1, hi + 1, math.NaN()} {
			if !math.IsNaN(a.Inverse(y)) {
				t.Errorf("%s: φ⁻¹(%v) = %v, want NaN outside the range", a.Name(), y, a.Inverse(y))
			}
		}
	}
}

func TestKinks(t *testing.T) {
	for _, a := range append(cutting, activations...) {
		for i := -80; i <= 80; i++ {
			x := float64(i) / 20
			jump := math.Abs(a.Derivative(x+1e-6)-a.Derivative(x-1e-6)) > 0.01
			if jump != slices.Contains(a.Kinks(), x) {
				t.Errorf("%s′ jumps at %v: %v, kinks at %v", a.Name(), x, jump, a.Kinks())
			}
		}
	}
}

func flat(a Activation, x float64) bool {
	for _, f := range a.Flat() {
		if x >= f.Lo && x <= f.Hi {
			return true
		}
	}
	return false
}

func TestJudgingAllocatesNothing(t *testing.T) {
	p := newPosition(activations[2], 8, 1)
	m := p.design()
	v := p.parameters()
	grad, w := make([]float64, 65), make([]float64, 64)
	if n := testing.AllocsPerRun(10, func() { m.Judge(v); m.AscentGradient(grad, v); m.DescentGradient(w) }); n != 0 {
		t.Errorf("%v allocations per step", n)
	}
}
