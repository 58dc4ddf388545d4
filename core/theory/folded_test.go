package theory

import (
	"math"
	"testing"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/linear"
)

// spread returns n points spread evenly over N(0, I_d): a Kronecker sequence through the quantiles, of mean 0 and variance 1.
func spread(n, d int) []float64 {
	root := 2.0 // of x^{d+1} = x + 1
	for range 60 {
		root = math.Pow(1+root, 1/float64(d+1))
	}
	z := make([]float64, n*d)
	for i := range d {
		step, sum, squares := math.Pow(root, -float64(i+1)), 0.0, 0.0
		for k := range n {
			_, u := math.Modf(0.5 + step*float64(k+1))
			z[k*d+i] = math.Sqrt2 * math.Erfinv(2*u-1)
			sum += z[k*d+i] / float64(n)
		}
		for k := range n {
			z[k*d+i] -= sum
			squares += z[k*d+i] * z[k*d+i] / float64(n)
		}
		for k := range n {
			z[k*d+i] /= math.Sqrt(squares)
		}
	}
	return z
}

// field is the mean step of package gan's players: the gradients on many evenly spread samples.
type field struct {
	gen    *gan.Generator
	star   []float64
	design gan.Design
	batch  *gan.Minibatch
	x      []float64 // pre-activations of the target's samples
	y      []float64
	basis  [][]float64 // of the discriminator's parameters
	cfg    *config.Config
	turn   *gan.Natural
}

// at returns the direction of the ascent in the basis and that of the generator's descent, as a matrix.
func (f *field) at(w, v []float64) (up, down []float64) {
	d, p := f.gen.D, f.design.Parameters()
	copy(f.gen.W, w)
	full, grad := make([]float64, p), make([]float64, p)
	for k, b := range f.basis {
		full = along(full, v[k], b)
	}
	f.design.SeeTargets(append([]float64(nil), f.x...))
	f.gen.PreActivations(f.y, f.batch.Latent, make([]float64, d*d))
	f.design.SeeFakes(append([]float64(nil), f.y...))
	f.design.Judge(full)
	f.design.AscentGradient(grad, full)
	for _, b := range f.basis {
		up = append(up, linear.Dot(grad, b))
	}
	down = make([]float64, d*d)
	switch f.cfg.GeneratorGradient() {
	case "score":
		f.design.ScoreGradient(down, f.gen)
	case "flux":
		f.design.(*gan.Faces).FluxGradient(down)
	default:
		f.design.DescentGradient(down)
	}
	if f.turn != nil {
		f.turn.Turn(down, w)
	}
	for i := range down {
		down[i] = -down[i]
	}
	return up, down
}

// Every matrix of the game is the derivative of the mean step of the players that train, by central differences: for all losses and
// designs, for φ that cut off on one side and on two, for raw and for balanced features, in one, two and three dimensions.
func TestGameIsTheDerivativeOfTheMeanStep(t *testing.T) {
	n, within := 60_000, 0.05
	queries := []string{
		"phi=identity&whiten=off&d=2&kappa=2",
		"phi=relu&whiten=off&d=1&wstar=1.3",
		"phi=relu&whiten=off&d=2&target=anticorrelated&loss=leastsquares",
		"phi=relu&d=2&kappa=2",
		"phi=relu&d=2&kappa=2&loss=wasserstein",
		"phi=hardtanh&d=2&kappa=2&loss=nonsaturating",
		"phi=relu&whiten=off&d=3&kappa=1.5&loss=wasserstein",
		"phi=relu&d=2&target=correlated&disc=facewise",
		"phi=relu&d=2&target=anticorrelated&disc=truncated&grad=pathwise",
		"phi=hardtanh&d=2&kappa=2&disc=facewise&grad=pathwise",
		"phi=pl&d=2&kappa=2&disc=truncated0&loss=leastsquares&knots=-1,-1,0,0,0.5,0,1,1",
		"phi=relu&d=1&disc=facewise&loss=wasserstein",
	}
	if *long {
		n, within = 1_000_000, 0.02
		queries = append(queries, "phi=relu&d=3&kappa=1.5&disc=facewise")
	}
	for _, query := range queries {
		game, cfg, star, r := whole(t, query)
		d := star.D
		gen := &gan.Generator{Phi: star.Phi, D: d, W: append([]float64(nil), star.W...), Scale: star.Scale}
		f := field{gen: gen, star: star.W, batch: gan.NewMinibatch(d, n, n, cfg.Loss), x: make([]float64, n*d), y: make([]float64, n*d), cfg: cfg}
		if cfg.Disc == gan.QuadraticDesign {
			q := gan.NewQuadratic(f.batch, gen)
			if r != nil {
				q.Balance(r)
			}
			f.design, f.basis = q, symmetric(d)
		} else {
			faces := gan.NewFaces(cfg.Disc, f.batch, gen)
			if r != nil {
				faces.Balance(r)
			}
			f.design = faces
			for k := range f.design.Parameters() {
				b := make([]float64, f.design.Parameters())
				b[k] = 1
				f.basis = append(f.basis, b)
			}
		}
		if r != nil {
			f.turn = gan.NewNatural(f.design, gen, r)
		}
		copy(f.batch.Latent, spread(n, d))
		star.PreActivations(f.x, f.batch.Latent, make([]float64, d*d))
		agrees(t, query, within, &game, &f)
	}
}

// symmetric is an orthonormal basis of b and the symmetric A, in the order of squares.
func symmetric(d int) (basis [][]float64) {
	one := make([]float64, 1+d*d)
	one[0] = 1
	basis = append(basis, one)
	for i := range d {
		for j := range i + 1 {
			b := make([]float64, 1+d*d)
			b[1+i*d+j], b[1+j*d+i] = math.Sqrt(0.5), math.Sqrt(0.5)
			if i == j {
				b[1+i*d+i] = 1
			}
			basis = append(basis, b)
		}
	}
	return basis
}

// matrices returns the directions of W, d×d.
func matrices(w []float64, d int) (all [][]float64) {
	s, u, v := singular(w, d)
	in := directions(s, u)
	for k := range in.all {
		all = append(all, in.matrix(k, v))
	}
	return all
}

func agrees(t *testing.T, query string, within float64, g *Game, f *field) {
	t.Helper()
	const hw, hv = 0.02, 1e-4
	m, p := g.Features, g.Coordinates
	n := m + p
	up, _ := g.ascent()
	push := g.push()
	star, zero := append([]float64(nil), f.star...), make([]float64, m)
	turns := matrices(star, f.gen.D)
	var worst [3]float64
	var largest [3]float64
	see := func(kind int, got, want float64) {
		worst[kind] = max(worst[kind], math.Abs(got-want))
		largest[kind] = max(largest[kind], math.Abs(want))
	}
	for k, dir := range turns {
		a, _ := f.at(along(star, hw, dir), zero)
		b, _ := f.at(along(star, -hw, dir), zero)
		for i := range m {
			see(0, up[i*n+k], (a[i]-b[i])/(2*hw))
		}
	}
	for k := range m {
		v := append([]float64(nil), zero...)
		v[k] = hv
		a, downA := f.at(star, v)
		v[k] = -hv
		b, downB := f.at(star, v)
		for i := range m {
			see(1, up[i*n+p+k], (a[i]-b[i])/(2*hv))
		}
		for c, dir := range turns {
			see(2, g.Loss.Gamma*push[k*p+c], (linear.Dot(downA, dir)-linear.Dot(downB, dir))/(2*hv))
		}
	}
	t.Logf("%s: off by %.4f, %.4f, %.4f of the largest entry", query, worst[0]/largest[0], worst[1]/largest[1], worst[2]/largest[2])
	for kind, name := range []string{"αRJ", "RK", "γJ as sent back"} {
		if worst[kind] > within*largest[kind] {
			t.Errorf("%s: %s is off by %.2g of %.2g", query, name, worst[kind], largest[kind])
		}
	}
}
