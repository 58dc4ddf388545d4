package gan

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/linear"
)

// folds are the linear pieces of u = φ(x) in every coordinate, in the coordinates of training, for φ that cut off: those are
// linear between their kinks.
type folds struct {
	breaks        [][]float64 // d rows
	level, slope  [][]float64 // d rows: u = level + slope·x on each piece
	grid          *pairGrid
	sigma, turned []float64 // d×d
}

func newFolds(g *Generator) *folds {
	kinks := g.Phi.Kinks()
	f := &folds{grid: newPairGrid(len(kinks), len(kinks)), sigma: make([]float64, g.D*g.D), turned: make([]float64, g.D*g.D)}
	for i := range g.D {
		in, out := 1.0, 1.0
		if g.Scale != nil {
			in, out = g.Scale.In[i], g.Scale.Out[i]
		}
		var breaks, level, slope []float64
		for _, k := range kinks {
			breaks = append(breaks, k/in)
		}
		for k := range len(kinks) + 1 {
			t := inside(kinks, k)
			s := g.Phi.Derivative(t)
			level, slope = append(level, (g.Phi.At(t)-float64(s*t))/out), append(slope, s*in/out)
		}
		f.breaks, f.level, f.slope = append(f.breaks, breaks), append(f.level, level), append(f.slope, slope)
	}
	return f
}

// inside returns a point between the kinks k−1 and k.
func inside(kinks []float64, k int) float64 {
	switch {
	case k == 0:
		return kinks[0] - 1
	case k == len(kinks):
		return kinks[k-1] + 1
	}
	return (kinks[k-1] + kinks[k]) / 2
}

// second sets dst (d×d) to E uuᵀ over the law of g, on and above the diagonal.
func (f *folds) second(dst []float64, g *Generator) {
	d := g.D
	g.Covariance(f.sigma, f.turned)
	for i := range d {
		a := f.sigma[i*d+i]
		dst[i*d+i] = f.square(i, math.Sqrt(a))
		for j := i + 1; j < d; j++ {
			b, c := f.sigma[i*d+j], f.sigma[j*d+j]
			f.grid.set(a, b, c, f.breaks[i], f.breaks[j], 2)
			sx, sy, sum := math.Sqrt(a), math.Sqrt(c), 0.0
			for m, l := range f.level[i] {
				s := f.slope[i][m] * sx
				for n, k := range f.level[j] {
					t, cell := f.slope[j][n]*sy, f.grid.cell(m, n)
					sum += float64(l*(float64(k*cell[0][0])+float64(t*cell[0][1]))) + float64(s*(float64(k*cell[1][0])+float64(t*cell[1][1])))
				}
			}
			dst[i*d+j] = sum
		}
	}
}

// square returns E u_i² where x_i has the given deviation.
func (f *folds) square(i int, deviation float64) (sum float64) {
	last := len(f.breaks[i])
	for m, l := range f.level[i] {
		lo, hi := math.Inf(-1), math.Inf(1)
		if m > 0 {
			lo = f.breaks[i][m-1] / deviation
		}
		if m < last {
			hi = f.breaks[i][m] / deviation
		}
		s := f.slope[i][m] * deviation
		dl, dh := kernel.NormalDensity(lo), kernel.NormalDensity(hi)
		mass := kernel.NormalBetween(lo, hi)
		square := mass + float64(power(lo, 1)*dl) - float64(power(hi, 1)*dh)
		sum += float64(l*l*mass) + float64(2*l*s*(dl-dh)) + float64(s*s*square)
	}
	return sum
}

func (q *Quadratic) law(mean []float64, _ int) {
	d := q.D
	if q.gen.Phi.Bijective() {
		q.gen.Covariance(q.second, q.spare)
	} else {
		if q.folds == nil {
			q.folds = newFolds(q.gen)
		}
		q.folds.second(q.second, q.gen)
	}
	q.products(mean, func(i, j int) float64 { return q.second[i*d+j] })
}

// ends returns the finite ends of the flat pieces of a coordinate, rising, and the faces of the cells between them.
func ends(flats []Interval) (at []float64, faces []int) {
	for k, f := range flats {
		if !math.IsInf(f.Lo, 0) {
			at, faces = append(at, f.Lo), append(faces, interior)
		}
		if !math.IsInf(f.Hi, 0) {
			at = append(at, f.Hi)
		}
		faces = append(faces, k+1)
	}
	if math.IsInf(flats[len(flats)-1].Hi, 1) {
		return at, faces
	}
	return at, append(faces, interior)
}

// cells are those of all coordinates.
type cells struct {
	grid  *pairGrid
	ends  [][]float64
	faces [][]int
}

func newCells(flats [][]Interval) *cells {
	c := new(cells)
	for _, f := range flats {
		at, faces := ends(f)
		c.ends, c.faces = append(c.ends, at), append(c.faces, faces)
	}
	c.grid = newPairGrid(len(c.ends[0]), len(c.ends[0]))
	return c
}

// law takes the moments of two coordinates over the cells between the ends of the flat pieces, and each cell for the face
// that it belongs to. A missing second coordinate is one that nothing is asked of.
func (f *Faces) law(mean []float64, p int) {
	if f.cells == nil {
		f.cells = newCells(f.flats)
	}
	pair := &f.pairs[p]
	wi, wj := f.gen.W[pair.i*f.D:(pair.i+1)*f.D], f.gen.W[pair.j*f.D:(pair.j+1)*f.D]
	a, b, c := sumSquares(wi), linear.Dot(wi, wj), sumSquares(wj)
	if f.blocks.one {
		b = 0
	}
	f.cells.grid.set(a, b, c, f.cells.ends[pair.i], f.cells.ends[pair.j], 2)
	for k := range f.blocks.features {
		t := &f.blocks.features[k]
		if t.face[0] == everywhere {
			f.raw[k] = 1
			continue
		}
		sum := 0.0
		for m, fi := range f.cells.faces[pair.i] {
			for n, fj := range f.cells.faces[pair.j] {
				if t.face[0] == fi && (t.face[1] == fj || f.blocks.one) {
					sum += f.cells.grid.cell(m, n)[t.powers[0]][t.powers[1]]
				}
			}
		}
		f.raw[k] = t.coef * sum * raised(a, t.powers[0]) * raised(c, t.powers[1])
	}
	pair.orthonormal(mean, f.raw)
}

// raised returns the power of the deviation that belongs to the variance a.
func raised(a float64, power int) float64 {
	switch power {
	case 0:
		return 1
	case 1:
		return math.Sqrt(a)
	}
	return a
}

// orthonormal sets psi to T times the plain features.
func (p *pair) orthonormal(psi, raw []float64) {
	n := len(raw)
	for r := range n {
		psi[r] = linear.Dot(p.basis[r*n:r*n+r+1], raw)
	}
}
