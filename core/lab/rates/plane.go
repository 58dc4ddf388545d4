package rates

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/lab"
	"saddle/core/linear"
	"saddle/core/rng"
)

const (
	planeCells = 1 << 8 // of either side of the grid on [0,1]²
	planeWaves = 64     // cosines of either side
	planeNodes = planeCells + 1
)

// planeTarget is a density on [0,1]²: its values at the grid's nodes, row i for x₁ = i/planeCells, bilinear between them.
type planeTarget struct {
	density []float64 // planeNodes²
	up      []float64 // planeNodes²: integrals along x₂ from 0 on
	across  [planeNodes]float64
	below   [planeNodes]float64 // integrals of across, the density of x₁
}

// newPlaneTarget makes the target with log density c Σ s_kl (k² + l²)^−(β+1)/2 cos πkx₁ cos πlx₂ less a constant, k, l ≤ planeWaves: in the plane
// its Sobolev smoothness is beta.
func newPlaneTarget(beta, c float64, seed uint64) *planeTarget {
	var cos [2 * planeCells]float64
	for i := range cos {
		_, cos[i] = kernel.Sincos(math.Pi * float64(i) / planeCells)
	}
	signs := rng.New(seed, "rates/plane")
	t := &planeTarget{density: make([]float64, planeNodes*planeNodes), up: make([]float64, planeNodes*planeNodes)}
	var row [planeNodes]float64 // Σ_l of the waves k
	for k := range planeWaves + 1 {
		clear(row[:])
		for l := range planeWaves + 1 {
			if k+l == 0 {
				continue
			}
			weight := c * kernel.Pow(float64(k*k+l*l), -(beta+1)/2)
			if signs.Uint64()&1 == 1 {
				weight = -weight
			}
			for j := range row {
				row[j] += float64(weight * cos[j*l%len(cos)])
			}
		}
		for i := range planeNodes {
			kernel.Axpy(cos[i*k%len(cos)], row[:], t.density[i*planeNodes:(i+1)*planeNodes])
		}
	}
	for i := range t.density {
		t.density[i] = kernel.Exp(t.density[i])
	}
	t.settle()
	return t
}

// settle makes the density one, and integrates it.
func (t *planeTarget) settle() {
	total := overPlane(t.density)
	for i := range t.density {
		t.density[i] /= total
	}
	for i := range planeNodes {
		density, up := t.density[i*planeNodes:(i+1)*planeNodes], t.up[i*planeNodes:(i+1)*planeNodes]
		for j := range planeCells {
			up[j+1] = up[j] + (density[j]+density[j+1])/(2*planeCells)
		}
		t.across[i] = up[planeCells]
		if i > 0 {
			t.below[i] = t.below[i-1] + (t.across[i-1]+t.across[i])/(2*planeCells)
		}
	}
}

// overPlane integrates what is tabulated over [0,1]².
func overPlane(y []float64) float64 {
	var rows [planeNodes]float64
	for i := range rows {
		rows[i] = trapezoid(y[i*planeNodes : (i+1)*planeNodes])
	}
	return trapezoid(rows[:])
}

// at returns G(u), u uniform on [0,1)², for the map of Knothe and Rosenblatt: x₁ by the distribution function of its own law, and x₂ by that of the law
// given x₁. So a generator with this map has the density.
func (t *planeTarget) at(u1, u2 float64) (x1, x2 float64) {
	x1 = quantile(planeCells, u1, func(i int) float64 { return t.below[i] }, func(i int) float64 { return t.across[i] })
	place := x1 * planeCells
	i := min(int(place), planeCells-1)
	share := place - float64(i)
	between := func(y []float64) func(j int) float64 {
		return func(j int) float64 {
			return y[i*planeNodes+j] + float64(share*(y[(i+1)*planeNodes+j]-y[i*planeNodes+j]))
		}
	}
	up := between(t.up)
	return x1, quantile(planeCells, float64(u2*up(planeCells)), up, between(t.density))
}

// planeGenerator is log p_w = w·B with the products B_i(x₁)B_j(x₂) of splines, of which number (i, j) is at i·count + j.
type planeGenerator struct {
	splines
	w       []float64
	density []float64 // at the nodes of the grid

	first  [planeNodes]int
	values [planeNodes][widest]float64
}

func newPlaneGenerator(s splines) *planeGenerator {
	g := &planeGenerator{splines: s, w: make([]float64, s.count*s.count), density: make([]float64, planeNodes*planeNodes)}
	for i := range g.first {
		g.first[i], g.values[i] = s.at(float64(i) / planeCells)
	}
	g.tabulate()
	return g
}

func (g *planeGenerator) weights() []float64 { return g.w }
func (g *planeGenerator) own() []float64     { return g.moments(g.density) }

func (g *planeGenerator) tabulate() {
	k := g.count
	rows := make([]float64, k*planeNodes) // Σ_j w_ij B_j
	for i := range k {
		for b := range planeNodes {
			rows[i*planeNodes+b] = g.dot(g.w[i*k:(i+1)*k], g.first[b], &g.values[b])
		}
	}
	for a := range planeNodes {
		out := g.density[a*planeNodes : (a+1)*planeNodes]
		clear(out)
		for j := range g.degree + 1 {
			i := g.first[a] + j
			kernel.Axpy(g.values[a][j], rows[i*planeNodes:(i+1)*planeNodes], out)
		}
		for b := range out {
			out[b] = kernel.Exp(out[b])
		}
	}
}

// planeWeight is that of a node of one side in the trapezoidal rule.
func planeWeight(i int) float64 {
	if i == 0 || i == planeCells {
		return 0.5 / planeCells
	}
	return 1. / planeCells
}

// moments returns E B under a tabulated density.
func (g *planeGenerator) moments(density []float64) []float64 {
	k := g.count
	m, rows := make([]float64, k*k), make([]float64, k*planeNodes)
	for a := range planeNodes {
		for j := range g.degree + 1 {
			i := g.first[a] + j
			kernel.Axpy(g.values[a][j]*planeWeight(a), density[a*planeNodes:(a+1)*planeNodes], rows[i*planeNodes:(i+1)*planeNodes])
		}
	}
	for i := range k {
		for b := range planeNodes {
			g.add(m[i*k:(i+1)*k], g.first[b], &g.values[b], rows[i*planeNodes+b]*planeWeight(b))
		}
	}
	return m
}

func (g *planeGenerator) value(m []float64) float64 {
	sum := -overPlane(g.density)
	for i, w := range g.w {
		sum += float64(w * m[i])
	}
	return sum
}

// newton solves H s = slope. Products whose numbers differ by more than degree(count + 1) do not meet.
func (g *planeGenerator) newton(slope []float64) (s []float64, ok bool) {
	k, p := g.count, g.degree
	bands := p*k + p
	h := make([]float64, k*k*(bands+1))
	line := make([]float64, k*(p+1)) // ∫B_jB_l p dx₂ at one x₁, as addSquare has it
	for a := range planeNodes {
		clear(line)
		for b := range planeNodes {
			g.addSquare(line, g.first[b], &g.values[b], g.density[a*planeNodes+b]*planeWeight(b))
		}
		for i := range p + 1 {
			for l := range i + 1 {
				f := g.values[a][i] * g.values[a][l] * planeWeight(a)
				g.addLine(h, bands, g.first[a]+i, g.first[a]+l, line, f)
			}
		}
	}
	if !factorBanded(h, k*k, bands) {
		return nil, false
	}
	s = append([]float64(nil), slope...)
	solveBanded(h, s, bands)
	return s, true
}

// addLine adds f times the line to the block of H of B_i and B_l of the first coordinate, l ≤ i, of which the part below the diagonal is kept.
func (g *planeGenerator) addLine(h []float64, bands, i, l int, line []float64, f float64) {
	k, p := g.count, g.degree
	for j := range k {
		for b := range min(p, j) + 1 {
			v := f * line[j*(p+1)+b]
			row := i*k + j
			h[row*(bands+1)+row-(l*k+j-b)] += v
			if i > l && b > 0 {
				row -= b
				h[row*(bands+1)+row-(l*k+j)] += v
			}
		}
	}
}

// planePath is one run: more and more samples of one target in the plane.
type planePath struct {
	target  *planeTarget
	g       *planeGenerator
	samples *rng.Stream
	sums    []float64 // of B over the samples
	n       int64
	bias    float64
	fit     []float64 // the best w, which knows the target
}

func newPlanePath(c *lab.Cell) *planePath {
	beta := c.Number(smoothnessName)
	p := &planePath{
		target:  newPlaneTarget(beta, c.Number(amplitudeName), uint64(c.Config.Seed)),
		g:       newPlaneGenerator(splines{degreeOf(beta), int(c.Number(piecesName))}),
		samples: rng.New(uint64(c.Config.Seed), "rates/samples"),
		bias:    math.NaN(),
	}
	p.sums = make([]float64, len(p.g.w))
	if match(p.g, p.g.moments(p.target.density)) {
		p.bias = planeJS(p.target.density, p.g.density)
	}
	p.fit = append(p.fit, p.g.w...)
	return p
}

// planeCost is that of the samples and of Newton's steps at each mark, by what was timed.
func planeCost(c *lab.Cell) float64 {
	k := c.Number(piecesName)
	return 1e8 + 700*float64(c.Last()) + float64(len(c.Grid.Marks()))*(3e7+float64(60*float64(k*k*k*k)))
}

// Advance is that of lab.Runner: it draws samples, some thousands at a time.
func (p *planePath) Advance(mark int64) bool {
	const slice = 4096
	k := p.g.count
	for end := min(mark, p.n+slice); p.n < end; p.n++ {
		u := p.samples.Float64()
		x1, x2 := p.target.at(u, p.samples.Float64())
		i, across := p.g.at(x1)
		j, along := p.g.at(x2)
		for a := range p.g.degree + 1 {
			p.g.add(p.sums[(i+a)*k:(i+a+1)*k], j, &along, across[a])
		}
	}
	return p.n >= mark
}

// Measure is that of lab.Runner. A run whose game has no equilibrium has diverged.
func (p *planePath) Measure() ([]float64, bool) {
	m := means(p.sums, p.n)
	copy(p.g.w, p.fit) // so that a row depends on no other
	p.g.tabulate()
	if !match(p.g, m) || math.IsNaN(p.bias) {
		return measured{used: float64(p.n)}.values(), true
	}
	likelihood := linear.Dot(p.g.w, m)
	js := planeJS(p.target.density, p.g.density)
	return measured{js: js, bias: p.bias, likelihood: likelihood, used: float64(p.n)}.values(), math.IsNaN(js)
}

// planeJS is jensenShannon of densities on [0,1]².
func planeJS(p, q []float64) float64 {
	var rows [planeNodes]float64
	for i := range rows {
		rows[i] = jensenShannon(p[i*planeNodes:(i+1)*planeNodes], q[i*planeNodes:(i+1)*planeNodes])
	}
	return trapezoid(rows[:])
}
