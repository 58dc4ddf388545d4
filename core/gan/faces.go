package gan

import (
	"math"

	"saddle/core/kernel"

	"saddle/core/linear"
)

// Faces is the family of designs that know the truncation set S: the samples all of whose coordinates
// lie where φ is one-to-one. They see x = φ⁻¹(y) there, and on a flat piece of φ only which one it is.
//
// The mass of S falls exponentially with d, so the designs work on pairs of coordinates: each pair i < j
// has a discriminator D_ij of its own, which ascends
//
//	V_ij = E log D_ij(real) + E log(1 − D_ij(fake))    (or another [Loss]),
//
// and the generator descends the composite objective U = (1/(d−1)) Σ_{i<j} U_ij, in which every coordinate counts
// as much as in one pair. For d = 2 that is the plain game; for d = 1 there is one discriminator of one coordinate.
//
// The logit of a pair is linear in features that do not overlap (see newBlocks): Truncated has the
// constant c₀ and a quadratic on S, TruncatedBare lacks c₀, so that D = ½ off S, and Facewise
// has a quadratic on every face. Parameters are those of the features orthonormalised under the
// law of two independent coordinates N(0, 1), for which all directions are learned alike.
//
// All but the products that vanish at a face jump there: use FluxGradient or ScoreGradient. Derived here, after the
// truncated statistics of Daskalakis, Gouleakis, Tzamos and Zampetakis.
type Faces struct {
	*Minibatch
	gen    *Generator
	blocks *blocks
	pairs  []pair
	n      int     // features of a pair
	weight float64 // 1/(d−1)

	face   []int8    // (B+B_f)×d: of each coordinate
	logit  []float64 // B+B_f, of one pair
	slope  []float64
	fall   []float64 // B_f
	coef   []float64 // n: of the plain features of one pair
	raw    []float64 // n: ∂V_ij/∂coef
	block  []float64 // B_f×d: ∂U/∂x of the generated rows
	grad   []float64 // ∂V_ij/∂v of all pairs
	judged []float64 // the parameters last judged: the caller's
	flats  [][]Interval
	spot   []int8 // d: faces of one sample
	cells  *cells // of law
}

// pair is one discriminator's two coordinates, the map to its orthonormal features, and the covariance
// of ℓ with x_i², x_ix_j, x_j² over the generated samples.
type pair struct {
	i, j  int
	basis []float64
	score [3]float64
}

// NewFaces returns the named design, Truncated, TruncatedBare or Facewise, for samples of gen, whose W
// may change later and whose φ is not one-to-one.
func NewFaces(design string, m *Minibatch, gen *Generator) *Faces {
	d, rows := m.D, m.Real+m.Fake
	flat := gen.Phi.Flat()
	f := &Faces{Minibatch: m, gen: gen, weight: 1, blocks: newBlocks(design, len(flat), d == 1),
		face: make([]int8, rows*d), logit: make([]float64, rows), slope: make([]float64, rows), fall: make([]float64, m.Fake),
		block: make([]float64, m.Fake*d), spot: make([]int8, d)}
	f.n = len(f.blocks.features)
	f.coef, f.raw = make([]float64, f.n), make([]float64, f.n)
	one := make([]moments, d)
	for i := range d {
		own := append([]Interval(nil), flat...)
		if gen.Scale != nil {
			for k := range own {
				own[k] = Interval{own[k].Lo / gen.Scale.In[i], own[k].Hi / gen.Scale.In[i]}
			}
		}
		f.flats = append(f.flats, own)
		one[i] = newMoments(own)
	}
	if d == 1 {
		f.pairs = []pair{{basis: orthonormaliser(f.blocks.gram(&one[0], nil), f.n)}}
	} else {
		f.weight = 1 / float64(d-1)
	}
	for i := range d {
		for j := i + 1; j < d; j++ {
			f.pairs = append(f.pairs, pair{i: i, j: j, basis: orthonormaliser(f.blocks.gram(&one[i], &one[j]), f.n)})
		}
	}
	f.grad = make([]float64, f.Parameters())
	return f
}

// Parameters returns the number of pairs times that of their features.
func (f *Faces) Parameters() int { return len(f.pairs) * f.n }

// Radius returns 50√p for p pairs: 50 is the root mean square of the logit of one at isotropic samples.
func (f *Faces) Radius(float64) float64 { return 50 * math.Sqrt(float64(len(f.pairs))) }

// Inverts is that of [Design]: true.
func (f *Faces) Inverts() bool { return true }

// Bounded returns v: the features all have mean squares of order 1.
func (f *Faces) Bounded(v []float64) []float64 { return v }

// SeeTargets takes in the target samples with pre-activations x, B×d, of which those on a flat piece may be any on it.
func (f *Faces) SeeTargets(x []float64) {
	copy(f.Targets(), x)
	f.sort(f.face[:len(x)], x)
}

// SeeFakes takes in the generated samples with pre-activations x, B_f×d.
func (f *Faces) SeeFakes(x []float64) {
	copy(f.Fakes(), x)
	f.sort(f.face[f.Real*f.D:], x)
}

func (f *Faces) sort(face []int8, x []float64) {
	for k, v := range x {
		face[k] = f.faceOf(k%f.D, v)
	}
}

// faceOf returns the face of x in coordinate i.
func (f *Faces) faceOf(i int, x float64) int8 {
	for p, flat := range f.flats[i] {
		if x >= flat.Lo && x <= flat.Hi {
			return int8(p + 1)
		}
	}
	return interior
}

// Judge computes ∂V/∂v. The other gradients and V go through the pairs again when they are asked for: most steps need
// one of them, and each takes a logarithm or an exponential a sample.
func (f *Faces) Judge(v []float64) {
	f.judged = v
	for p := range f.pairs {
		f.logits(&f.pairs[p], f.own(p), 0)
		f.Loss.slopes(f.Minibatch, f.logit, f.slope, f.fall)
		f.ascent(&f.pairs[p], f.grad[p*f.n:(p+1)*f.n], f.own(p))
	}
}

// JudgeFakes is Judge for the generated rows alone.
func (f *Faces) JudgeFakes(v []float64) { f.judged = v }

// own returns the parameters of a pair.
func (f *Faces) own(p int) []float64 { return f.judged[p*f.n : (p+1)*f.n] }

func (f *Faces) penalty(v []float64) float64 {
	if !f.Loss.penalised() {
		return 0
	}
	return 0.5 * sumSquares(v)
}

// plain sets coef to Tᵀv: h = vᵀTψ = coefᵀψ.
func (p *pair) plain(coef, v []float64) {
	n := len(v)
	for c := range coef {
		sum := 0.0
		for r := c; r < n; r++ {
			sum += float64(p.basis[r*n+c] * v[r])
		}
		coef[c] = sum
	}
}

// row returns where the features of row k begin, −1 if its face has none, the face and x. A missing second
// coordinate is on the face of the first.
func (f *Faces) row(p *pair, k int) (at int, fi, fj int8, x, y float64) {
	u := f.U[k*f.D:]
	fi, x = f.face[k*f.D+p.i], u[p.i]
	if f.blocks.one {
		return f.blocks.at[fi][0], fi, fi, x, 0
	}
	fj, y = f.face[k*f.D+p.j], u[p.j]
	return f.blocks.at[fi][fj], fi, fj, x, y
}

// logits sets coef and the logits of a pair at its parameters for the rows from the given one on.
func (f *Faces) logits(p *pair, own []float64, from int) {
	c := f.coef
	p.plain(c, own)
	for k := from; k < f.Real+f.Fake; k++ {
		at, fi, fj, x, y := f.row(p, k)
		f.logit[k] = f.blocks.logit(c, at, fi, fj, x, y)
	}
}

// push adds the pair's share of ∂U/∂x, within the faces.
func (f *Faces) push(p *pair) {
	c := f.coef
	for k := range f.Fake {
		at, fi, fj, x, y := f.row(p, f.Real+k)
		if at < 0 {
			continue
		}
		g, s := f.block[k*f.D:], f.weight*f.fall[k]
		switch {
		case f.blocks.one:
			if fi == interior {
				g[0] += float64(s * float64(c[at+1]*x))
			}
		case fi == interior && fj == interior:
			g[p.i] += float64(s * (float64(c[at+1]*x) + float64(c[at+2]*y)))
			g[p.j] += float64(s * (float64(c[at+2]*x) + float64(c[at+3]*y)))
		case fi == interior || fj == interior:
			i, free := p.i, x
			if fi != interior {
				i, free = p.j, y
			}
			slope := float64(c[at+1] * free)
			if f.blocks.linear {
				slope += c[at+2]
			}
			g[i] += float64(s * slope)
		}
	}
}

// ascent sets grad to ∂V_ij/∂v.
func (f *Faces) ascent(p *pair, grad, v []float64) {
	raw := f.raw
	clear(raw)
	for k, s := range f.slope {
		at, fi, fj, x, y := f.row(p, k)
		f.blocks.accumulate(raw, s, at, fi, fj, x, y)
	}
	n := len(raw)
	for r := range n {
		sum := 0.0
		for c := range r + 1 {
			sum += float64(p.basis[r*n+c] * raw[c])
		}
		if f.Loss.penalised() {
			sum -= v[r]
		}
		grad[r] = sum
	}
}

// covariances takes ℓ from fall.
func (f *Faces) covariances(p *pair) {
	centre(f.fall)
	p.score = [3]float64{}
	for k, l := range f.fall {
		_, _, _, x, y := f.row(p, f.Real+k)
		p.score[0] += float64(l * float64(x*x))
		p.score[1] += float64(l * float64(x*y))
		p.score[2] += float64(l * float64(y*y))
	}
}

// AscentGradient sets grad to ∂V_ij/∂v_ij, pair by pair.
func (f *Faces) AscentGradient(grad, _ []float64) { copy(grad, f.grad) }

// DescentGradient sets w (d×d) to the pathwise ∂U/∂W: biased where h jumps.
func (f *Faces) DescentGradient(w []float64) {
	d := f.D
	clear(f.block)
	for p := range f.pairs {
		f.logits(&f.pairs[p], f.own(p), f.Real)
		f.Loss.slopes(f.Minibatch, f.logit[f.Real:], f.slope[f.Real:], f.fall)
		f.push(&f.pairs[p])
	}
	kernel.Gemm(d, d, f.Fake, f.block, 1, d, f.Latent, d, w, d)
}

// ScoreGradient sets w (d×d) to the score form of ∂U/∂W, which for a pair P of rows is
//
//	E[(ℓ − c)(Σ_P⁻¹xxᵀ − I)] Σ_P⁻¹W_P,   Σ_P = W_PW_Pᵀ.
func (f *Faces) ScoreGradient(w []float64, g *Generator) bool {
	d := f.D
	clear(w)
	for p := range f.pairs {
		f.logits(&f.pairs[p], f.own(p), f.Real)
		f.Loss.each(f.fall, f.logit[f.Real:])
		f.covariances(&f.pairs[p])
	}
	if f.blocks.one {
		w[0] = f.pairs[0].score[0] / float64(g.W[0]*float64(g.W[0]*g.W[0]))
		return g.W[0] != 0
	}
	for p := range f.pairs {
		i, j, s := f.pairs[p].i, f.pairs[p].j, &f.pairs[p].score
		wi, wj := g.W[i*d:(i+1)*d], g.W[j*d:(j+1)*d]
		a, b, c := sumSquares(wi), linear.Dot(wi, wj), sumSquares(wj)
		det := float64(a*c) - float64(b*b)
		if !(det > 0) {
			return false
		}
		p11, p12, p22 := c/det, -b/det, a/det
		// Q = Σ_P⁻¹ S Σ_P⁻¹
		t11, t12 := float64(s[0]*p11)+float64(s[1]*p12), float64(s[0]*p12)+float64(s[1]*p22)
		t21, t22 := float64(s[1]*p11)+float64(s[2]*p12), float64(s[1]*p12)+float64(s[2]*p22)
		q11 := f.weight * (float64(p11*t11) + float64(p12*t21))
		q12 := f.weight * (float64(p11*t12) + float64(p12*t22))
		q22 := f.weight * (float64(p12*t12) + float64(p22*t22))
		for k := range d {
			w[i*d+k] += float64(q11*wi[k]) + float64(q12*wj[k])
			w[j*d+k] += float64(q12*wi[k]) + float64(q22*wj[k])
		}
	}
	return true
}

// Value returns the mean of V_ij over the pairs, at the present samples.
func (f *Faces) Value() float64 {
	if f.judged == nil {
		return f.Loss.Blind()
	}
	value := 0.0
	for p := range f.pairs {
		f.logits(&f.pairs[p], f.own(p), 0)
		value += (f.Loss.value(f.Minibatch, f.logit) - f.penalty(f.own(p))) / float64(len(f.pairs))
	}
	return value
}

// Evaluate returns Value at v.
func (f *Faces) Evaluate(v []float64) float64 {
	f.judged = v
	return f.Value()
}

// GeneratorLoss returns (1/(d−1)) Σ_{i<j} E ℓ over the generated samples at the parameters v.
func (f *Faces) GeneratorLoss(v []float64) float64 {
	sum := 0.0
	for p := range f.pairs {
		f.logits(&f.pairs[p], v[p*f.n:(p+1)*f.n], f.Real)
		sum += float64(f.weight * f.Loss.mean(f.logit[f.Real:]))
	}
	return sum
}
