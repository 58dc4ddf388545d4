package fluctuation

import (
	"math"

	"saddle/core/kernel"
)

// state is where the players of one dimension stand: w, and b and a of the logit h = b + ½ax².
type state [3]float64

// matrix is 3×3, in the order of state.
type matrix [9]float64

// field are the mean and the covariance of the simultaneous move of both players on one minibatch, under the minimax loss:
//
//	w + η_G E_q[σ(h)·awz²],  (b, a) + η_D(E_p[(1 − σ(h))ψ] − E_q[σ(h)ψ]),  ψ = (1, ½x²),
//
// where p is the target's law and q that of x = wz. Means over z are by the trapezoidal rule, which is right to
// 10⁻⁷ while the logit bends by less than |a|W_*², |a|w² = 1.4.
type field struct {
	star       float64 // W_*
	eta        [3]float64
	real, fake float64 // B and B_f
}

const (
	nodeSpacing = 0.5
	nodeCount   = 15 // up to z = 7, beyond which there is 10⁻¹¹ of the mass
)

// nodes are ½z² and its weight, both signs of z together.
var nodes = func() (n [nodeCount][2]float64) {
	sum := 0.0
	for i := range n {
		z := nodeSpacing * float64(i)
		n[i] = [2]float64{z * z / 2, kernel.Exp(-z * z / 2)}
		if i > 0 {
			n[i][1] *= 2
		}
		sum += n[i][1]
	}
	for i := range n {
		n[i][1] /= sum
	}
	return n
}()

// drift returns the mean move.
func (f *field) drift(x *state) (m state) {
	w, b, a := x[0], x[1], x[2]
	ratio := float64(w * w)
	star := float64(f.star * f.star)
	for _, n := range nodes {
		up, down := float64(star*n[0]), float64(ratio*n[0])
		p := float64(n[1] * kernel.Logistic(-b-float64(a*up)))
		q := float64(n[1] * kernel.Logistic(b+float64(a*down)))
		m[0] += float64(q * n[0])
		m[1] += p - q
		m[2] += float64(p*up) - float64(q*down)
	}
	m[0] *= float64(2 * a * w)
	for i := range m {
		m[i] *= f.eta[i]
	}
	return m
}

// corrected returns the mean move b less ½(∇b)b, by which a diffusion follows the game to second order in the step. The derivative along b
// is a quotient of differences.
func (f *field) corrected(x *state) state {
	const tiny = 1e-6
	m := f.drift(x)
	var ahead state
	for i := range ahead {
		ahead[i] = x[i] + float64(tiny*m[i])
	}
	next := f.drift(&ahead)
	for i := range m {
		m[i] -= (next[i] - m[i]) / (2 * tiny)
	}
	return m
}

// noise returns a lower triangular L for which LLᵀ is the covariance of the move.
func (f *field) noise(x *state) (l matrix) {
	w, b, a := x[0], x[1], x[2]
	var p, q state // means
	var c matrix
	star, ratio, push := float64(f.star*f.star), float64(w*w), float64(2*a*w)
	for _, n := range nodes {
		up, down := float64(star*n[0]), float64(ratio*n[0])
		s := kernel.Logistic(-b - float64(a*up))
		r := state{0, s, float64(s * up)}
		s = kernel.Logistic(b + float64(a*down))
		g := state{float64(s * push * n[0]), -s, -float64(s * down)}
		for i := range 3 {
			p[i] += float64(n[1] * r[i])
			q[i] += float64(n[1] * g[i])
			for j := range i + 1 {
				c[3*i+j] += float64(n[1] * (float64(r[i]*r[j])/f.real + float64(g[i]*g[j])/f.fake))
			}
		}
	}
	for i := range 3 {
		for j := range i + 1 {
			c[3*i+j] -= float64(p[i]*p[j])/f.real + float64(q[i]*q[j])/f.fake
			c[3*i+j] *= float64(f.eta[i] * f.eta[j])
		}
	}
	return c.root()
}

// root returns the Cholesky factor of a symmetric matrix that is positive semidefinite, but for rounding; only its lower
// half is looked at.
func (c matrix) root() (l matrix) {
	for i := range 3 {
		for j := range i + 1 {
			v := c[3*i+j]
			for k := range j {
				v -= float64(l[3*i+k] * l[3*j+k])
			}
			switch {
			case i == j:
				l[4*i] = math.Sqrt(max(0, v))
			case l[4*j] > 1e-12:
				l[3*i+j] = v / l[4*j]
			}
		}
	}
	return l
}

// slope returns the derivative of a drift at x, by central differences.
func slope(drift func(*state) state, x state) (m matrix) {
	const tiny = 1e-5
	for j := range 3 {
		up, down := x, x
		up[j] += tiny
		down[j] -= tiny
		a, b := drift(&up), drift(&down)
		for i := range 3 {
			m[3*i+j] = (a[i] - b[i]) / (2 * tiny)
		}
	}
	return m
}

func (m *matrix) times(x *state) (y state) {
	for i := range 3 {
		y[i] = float64(m[3*i]*x[0]) + float64(m[3*i+1]*x[1]) + float64(m[3*i+2]*x[2])
	}
	return y
}
