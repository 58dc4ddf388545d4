package gan

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/rng"
)

var faceDesigns = []string{Truncated, TruncatedBare, Facewise}

var cutting = []Activation{NewActivation(ReLU, 0, nil), NewActivation(HardTanh, 0, nil), NewActivation(Piecewise, 0, stairs), NewActivation(Piecewise, 0, cut)}

// faceOf returns where x lies and the x that is seen there.
func faceOf(phi Activation, x float64) (int, float64) {
	for k, f := range phi.Flat() {
		if x >= f.Lo && x <= f.Hi {
			return k + 1, 0
		}
	}
	return 0, phi.Inverse(phi.At(x))
}

// plainFeatures are those of doc comment newBlocks, by name.
func plainFeatures(phi Activation, design string, x []float64) map[string]float64 {
	f := map[string]float64{}
	if design != TruncatedBare {
		f["1"] = 1
	}
	a, u := faceOf(phi, x[0])
	b, v := 0, 0.0
	if len(x) > 1 {
		b, v = faceOf(phi, x[1])
	}
	name := fmt.Sprint(a, b)
	switch {
	case a == 0 && b == 0:
		f[name+":1"], f[name+":uu"] = 1, u*u/2
		if len(x) > 1 {
			f[name+":uv"], f[name+":vv"] = u*v, v*v/2
		}
	case design != Facewise:
	case len(x) > 1 && (a == 0 || b == 0):
		f[name+":1"], f[name+":uu"] = 1, (u*u+v*v)/2
		if len(phi.Flat()) > 1 {
			f[name+":u"] = u + v
		}
	case a > 1 || b > 1:
		f[name+":1"] = 1
	}
	return f
}

// span returns the features of many rows as columns, orthonormalised, so that two families can be
// compared that span the same space.
func span(rows []map[string]float64) int {
	names := map[string]bool{}
	for _, r := range rows {
		for n := range r {
			names[n] = true
		}
	}
	return len(names)
}

// faced is a position for the designs on faces: d coordinates and parameters of every pair.
type faced struct {
	*position
	name string
	v    []float64
	m    *Minibatch
	f    *Faces
}

func newFaced(phi Activation, d int, design string, loss Loss) *faced {
	p := &faced{position: newPosition(phi, d, 77), name: design}
	p.loss = loss
	p.m = NewMinibatch(d, len(p.targets)/d, len(p.latents)/d, loss)
	p.f = NewFaces(design, p.m, &Generator{Phi: phi, D: d, W: p.w})
	p.v = make([]float64, p.f.Parameters())
	rng.New(5, "test").Normals(p.v)
	for i := range p.v {
		p.v[i] *= 0.3
	}
	p.look()
	return p
}

func (p *faced) look() {
	p.show(p.f, p.m)
	p.f.Judge(p.v)
}

// objective returns Σ V_ij, of which each pair ascends its own, and U.
func (p *faced) objective() (value, descended float64) {
	p.look()
	for k := range p.f.pairs {
		pair := &p.f.pairs[k]
		own := p.v[k*p.f.n : (k+1)*p.f.n]
		p.f.logits(pair, own, 0)
		value += p.loss.value(p.m, p.f.logit) - p.f.penalty(own)
		each := make([]float64, p.m.Fake)
		p.loss.each(each, p.f.logit[p.m.Real:])
		for _, l := range each {
			descended += p.f.weight * l / float64(p.m.Fake)
		}
	}
	return value, descended
}

func TestFaceGradientsAgainstCentralDifferences(t *testing.T) {
	for i, phi := range cutting {
		for j, design := range faceDesigns {
			for _, d := range []int{1, 2, 4} {
				p := newFaced(phi, d, design, losses[(i+j)%len(losses)])
				t.Run(fmt.Sprintf("%s/%d/%s/d=%d", phi.Name(), i, design, d), func(t *testing.T) {
					gradV, gradW := make([]float64, len(p.v)), make([]float64, d*d)
					p.f.AscentGradient(gradV, p.v)
					p.f.DescentGradient(gradW)
					value := func() float64 { v, _ := p.objective(); return v }
					descended := func() float64 { _, u := p.objective(); return u }
					var wantV, wantW []float64
					for i := range p.v {
						wantV = append(wantV, central(value, &p.v[i]))
					}
					for i := range p.w { // no sample crosses a face within the difference
						wantW = append(wantW, central(descended, &p.w[i]))
					}
					near(t, "∂V/∂v", gradV, wantV)
					near(t, "pathwise ∂U/∂W", gradW, wantW)
					want := value() / float64(len(p.f.pairs))
					if got := p.f.Value(); math.Abs(got-want) > 1e-12 {
						t.Errorf("V = %v, want %v", got, want)
					}
				})
			}
		}
	}
}

// The logit must be what the definition says: regressed on the features of the definition it leaves nothing.
func TestFaceLogitsAreInTheSpan(t *testing.T) {
	for i, phi := range cutting {
		for _, design := range faceDesigns {
			for _, d := range []int{1, 2} {
				p := newFaced(phi, d, design, Minimax)
				x := append([]float64(nil), p.f.U...)
				var rows []map[string]float64
				for k := 0; k < len(x); k += d {
					rows = append(rows, plainFeatures(phi, design, x[k:k+d]))
				}
				if span(rows) > p.f.n {
					t.Errorf("%s %d %s: %d features in the definition, %d in the design", phi.Name(), i, design, span(rows), p.f.n)
				}
				// h − h′ of two samples on one face is a combination of the differences of their features.
				coef := map[string]float64{}
				p.f.pairs[0].plain(p.f.coef, p.v)
				for c, feature := range p.f.blocks.features {
					coef[nameOf(feature)] = p.f.coef[c]
				}
				for k, r := range rows {
					want := 0.0
					for name, value := range r {
						c, ok := coef[name]
						if !ok {
							t.Fatalf("%s %s: the design has no feature %s", phi.Name(), design, name)
						}
						want += c * value
					}
					if math.Abs(p.f.logit[k]-want) > 1e-12 {
						t.Errorf("%s %s: logit %v, by definition %v", phi.Name(), design, p.f.logit[k], want)
					}
				}
			}
		}
	}
}

func nameOf(f feature) string {
	if f.face[0] == everywhere {
		return "1"
	}
	name := fmt.Sprint(f.face[0], f.face[1])
	interior := f.face == [2]int{}
	switch f.powers {
	case [2]int{2, 0}:
		return name + ":uu"
	case [2]int{0, 2}:
		if interior {
			return name + ":vv"
		}
		return name + ":uu"
	case [2]int{1, 1}:
		return name + ":uv"
	case [2]int{1, 0}, [2]int{0, 1}:
		return name + ":u"
	}
	return name + ":1"
}

// Under the law that it is made for the features are orthonormal but for the ridge.
func TestFeaturesAreOrthonormal(t *testing.T) {
	for i, phi := range cutting {
		for _, design := range faceDesigns {
			p := newFaced(phi, 2, design, Minimax)
			n := p.f.n
			x := make([]float64, 2)
			r := rng.New(11, "test")
			const samples = 40000
			gram := make([]float64, n*n)
			psi := make([]float64, n)
			for range samples {
				r.Normals(x)
				values := plainFeatures(phi, design, x)
				raw := make([]float64, n)
				for c, feature := range p.f.blocks.features {
					raw[c] = values[nameOf(feature)]
				}
				for a := range n {
					psi[a] = 0
					for c := range n {
						psi[a] += p.f.pairs[0].basis[a*n+c] * raw[c]
					}
				}
				for a := range n {
					for b := range n {
						gram[a*n+b] += psi[a] * psi[b] / samples
					}
				}
			}
			for a := range n {
				for b := range n {
					if a == b && (gram[a*n+a] > 1.1 || gram[a*n+a] < 0.5) || a != b && math.Abs(gram[a*n+b]) > 0.3 {
						t.Errorf("%s %d %s: E ψ_%dψ_%d = %.3f", phi.Name(), i, design, a, b, gram[a*n+b])
					}
				}
			}
		}
	}
}

// differences returns the central differences of f by the four entries of w.
func differences(w []float64, h float64, f func() float64) (slope [4]float64) {
	for i := range w {
		old := w[i]
		w[i] = old + h
		up := f()
		w[i] = old - h
		down := f()
		w[i] = old
		slope[i] = (up - down) / (2 * h)
	}
	return slope
}

// At a fixed discriminator that jumps, the score gradient is the derivative of E ℓ and the pathwise one
// is not. Both sides are Monte Carlo means; the derivative is that of the mean over common latents.
func TestScoreGradientIsUnbiased(t *testing.T) {
	const rounds, fake, d = 60, 4000, 2
	phi := NewActivation(ReLU, 0, nil)
	w := []float64{1, 0.3, -0.4, 0.8}
	gen := &Generator{Phi: phi, D: d, W: w}
	m := NewMinibatch(d, 1, fake, Minimax)
	f := NewFaces(Truncated, m, gen)
	v := make([]float64, f.Parameters())
	rng.New(3, "test").Normals(v)
	r := rng.New(4, "test")
	x := make([]float64, fake*d)
	mean := func() float64 {
		gen.PreActivations(x, m.Latent, make([]float64, d*d))
		f.SeeFakes(x)
		f.JudgeFakes(v)
		f.logits(&f.pairs[0], v, m.Real)
		s := 0.0
		for _, h := range f.logit[m.Real:] {
			s -= math.Log1p(math.Exp(h))
		}
		return s / fake
	}
	var score, path, score2, diff2 [4]float64
	for range rounds {
		r.Normals(m.Latent)
		want := differences(w, 0.05, mean)
		mean()
		var s, p [4]float64
		if !f.ScoreGradient(s[:], gen) {
			t.Fatal("singular")
		}
		f.DescentGradient(p[:])
		for i := range w {
			e := s[i] - want[i]
			score[i] += e / rounds
			score2[i] += e * e / rounds
			path[i] += (p[i] - want[i]) / rounds
			diff2[i] += (p[i] - want[i]) * (p[i] - want[i]) / rounds
		}
	}
	biased := false
	for i := range w {
		se := math.Sqrt((score2[i] - score[i]*score[i]) / rounds)
		t.Logf("entry %d: score off by %.4f ± %.4f, pathwise by %.4f", i, score[i], se, path[i])
		if math.Abs(score[i]) > 4*se+0.003 { // 0.003: the difference quotient's own error
			t.Errorf("entry %d of the score gradient is off by %.4f ± %.4f", i, score[i], se)
		}
		biased = biased || math.Abs(path[i]) > 10*math.Sqrt((diff2[i]-path[i]*path[i])/rounds)
	}
	if !biased {
		t.Error("the pathwise gradient shows no bias")
	}
}

// The quadratic design's score gradient agrees in the mean with the pathwise one, which is exact there.
func TestScoreGradientOfTheQuadratic(t *testing.T) {
	const rounds, fake, d = 200, 2000, 2
	w := []float64{1, 0.3, -0.4, 0.8}
	gen := &Generator{Phi: NewActivation(Leaky, 0.5, nil), D: d, W: w}
	m := NewMinibatch(d, 1, fake, NonSaturating)
	q := NewQuadratic(m, gen)
	v := []float64{0.2, 0.5, -0.3, -0.3, 0.4}
	r := rng.New(4, "test")
	x := make([]float64, fake*d)
	var mean, squares [4]float64
	for range rounds {
		r.Normals(m.Latent)
		gen.PreActivations(x, m.Latent, make([]float64, d*d))
		q.SeeFakes(x)
		q.JudgeFakes(v)
		var s, p [4]float64
		q.DescentGradient(p[:])
		if !q.ScoreGradient(s[:], gen) {
			t.Fatal("singular")
		}
		for i := range s {
			e := s[i] - p[i]
			mean[i] += e / rounds
			squares[i] += e * e / rounds
		}
	}
	for i := range mean {
		if se := math.Sqrt((squares[i] - mean[i]*mean[i]) / rounds); math.Abs(mean[i]) > 4*se {
			t.Errorf("entry %d: score less pathwise is %.5f ± %.5f", i, mean[i], se)
		}
	}
}

func TestScaleFitFindsTheScale(t *testing.T) {
	for i, phi := range cutting {
		for _, s := range []float64{0.3, 1, 4} {
			fit := NewScaleFit(phi)
			x := make([]float64, 20000)
			rng.New(8, "test").Normals(x)
			for _, z := range x {
				fit.Add(s * z)
			}
			// The error of a scale from n whole samples is s/√(2n) = 0.5 %; a few of them tell less each.
			if got := fit.Estimate(); math.Abs(got/s-1) > 0.06 {
				t.Errorf("%s %d: scale %.3f, estimated %.3f", phi.Name(), i, s, got)
			}
		}
	}
}

func TestFacesAllocateNothing(t *testing.T) {
	p := newFaced(cutting[1], 4, Facewise, Minimax)
	grad, w := make([]float64, len(p.v)), make([]float64, 16)
	n := testing.AllocsPerRun(10, func() {
		p.f.Judge(p.v)
		p.f.AscentGradient(grad, p.v)
		p.f.ScoreGradient(w, p.f.gen)
		p.f.DescentGradient(w)
		p.f.Value()
	})
	if n != 0 {
		t.Errorf("%v allocations per step", n)
	}
}
