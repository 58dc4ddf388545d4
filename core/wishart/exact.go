package wishart

import (
	"math"

	"saddle/core/approx"
	"saddle/core/kernel"
	"saddle/core/linear"
)

// Law is the exact law of the largest eigenvalue of XᴴX for Gaussian X. Make it with [NewLaw]; it is not changed afterwards.
//
// The joint density of the m = min(N, P) eigenvalues, Π|λ_i − λ_j|^β Πw(λ_i)^β, w² = λ^(|N−P|+1−2/β)… integrates up to x to a
// determinant for β = 2 and to a Pfaffian for β = 1 (de Bruijn 1955; for this law Khatri 1964, Chiani 2014). In the basis of
// Laguerre functions ψ_k, orthonormal on the half-line, with u² = λ:
//
//	β = 2:  F(x) = det G(x)/det G(∞), G_jk = ∫_0^x ψ_jψ_k dλ
//	β = 1:  F(x) = Pf A(x)/Pf A(∞),   A_jk = ∫_0^√x ∫_0^√x sgn(v − u) ψ_j(u²)ψ_k(v²) du dv
//
// and for β = 1 and odd m, A has another row and column, ∫_0^√x ψ_k(u²) du. All of them are well conditioned in this basis.
type Law struct {
	cdf approx.Series // of u = √λ
}

const (
	lawNodes     = 110   // of the table; what is left is below 10⁻¹⁰
	below, above = 9, 14 // where the table ends, in units of σ from μ
	panelNodes   = 16
)

// NewLaw returns the law for n×p matrices, β = 1 or 2, 1 ≤ n, p ≤ 10⁶ and min(n, p) ≤ 256, beyond which the first Laguerre functions
// vanish in the arithmetic; it panics there. It takes some 0.1 s for 128 columns, 5 ms for 32.
func NewLaw(beta, n, p int) *Law {
	if min(n, p) > 256 {
		panic("wishart: no exact law of more than 256 rows and columns")
	}
	c := ConstantsOf(Ma, beta, n, p)
	lo, hi := math.Sqrt(math.Max(c.At(-below), 0)), math.Sqrt(c.At(above))
	g := newGram(beta, min(n, p), max(n, p)-min(n, p))
	at := approx.Chebyshev(lo, hi, lawNodes)
	logs := make([]float64, lawNodes)
	for i := lawNodes - 1; i >= 0; i-- { // upwards
		g.extend(at[i])
		logs[i] = g.logDeterminant()
	}
	g.extend(math.Sqrt(c.At(2 * above)))
	whole := g.logDeterminant()
	for i, v := range logs {
		if v -= whole; beta == 1 {
			v /= 2
		}
		logs[i] = kernel.Exp(math.Min(v, 0))
	}
	return &Law{approx.Fit(lo, hi, logs)}
}

// CDF returns P(λ ≤ x), with an absolute error of about 10⁻¹⁰.
func (l *Law) CDF(x float64) float64 {
	u := math.Sqrt(math.Max(x, 0))
	switch {
	case u <= l.cdf.Lo:
		return 0
	case u >= l.cdf.Hi:
		return 1
	}
	return min(max(l.cdf.At(u), 0), 1)
}

// Mean returns Eλ = ∫(1 − F) dλ.
func (l *Law) Mean() float64 {
	x, w := approx.Legendre(lawNodes)
	lo, half := l.cdf.Lo, (l.cdf.Hi-l.cdf.Lo)/2
	sum := float64(lo * lo)
	for i, t := range x {
		u := lo + float64(half*(1+t))
		sum += float64(half * w[i] * float64(2*u) * (1 - l.cdf.At(u)))
	}
	return sum
}

// Distance returns the largest difference between the law of (λ − μ)/σ and a limit, given by its distribution function, to
// about 10⁻⁹.
func (l *Law) Distance(c Constants, limit func(s float64) float64) float64 {
	const points = 1200
	lo, hi := c.Rescaled(float64(l.cdf.Lo*l.cdf.Lo)), c.Rescaled(float64(l.cdf.Hi*l.cdf.Hi))
	step := (hi - lo) / points
	gap := func(s float64) float64 { return math.Abs(l.CDF(c.At(s)) - limit(s)) }
	best, at := 0.0, lo
	for i := range points + 1 {
		s := lo + float64(step*float64(i))
		if g := gap(s); g > best {
			best, at = g, s
		}
	}
	for width := step; width > 1e-9; width /= 2 { // climb from the best point of the grid
		for _, s := range [2]float64{at - width, at + width} {
			if g := gap(s); g > best {
				best, at = g, s
			}
		}
	}
	return best
}

// gram is the matrix G or A of a Law as it grows with its upper end.
type gram struct {
	beta, m int
	a       float64   // |N − P|
	end     float64   // u so far
	matrix  []float64 // m×m: G, or ∫ Φ_j dΦ_k where Φ_j = ∫ ψ_j
	phi     []float64 // Φ at the end, for β = 1

	panel     float64 // the longest step
	x, w      []float64
	inner     []float64 // panelNodes×panelNodes: integrals from −1 to each node
	logNorm   float64   // log Γ(a + 1) by Stirling's formula: the law is a quotient, in which it does not count
	psi, sums []float64 // panelNodes×m: ψ and, for β = 1, Φ at the nodes of a panel
}

func newGram(beta, m, a int) *gram {
	g := &gram{beta: beta, m: m, a: float64(a), matrix: make([]float64, m*m), phi: make([]float64, m),
		panel: 1.5 / math.Sqrt(float64(m)), psi: make([]float64, panelNodes*m), sums: make([]float64, panelNodes*m)}
	g.x, g.w = approx.Legendre(panelNodes)
	g.inner = integrals(g.x)
	if a > 0 {
		g.logNorm = float64((g.a+0.5)*kernel.Log(g.a)) - g.a + 0.9189385332046727
	}
	return g
}

// integrals returns the matrix that takes values at the nodes to the integrals of their polynomial from −1 to each node.
func integrals(x []float64) []float64 {
	n := len(x)
	out := make([]float64, n*n)
	points, weights := approx.Legendre(n)
	for i, end := range x {
		half := (end + 1) / 2
		for q, t := range points {
			at := -1 + float64(half*(1+t))
			for j := range x {
				basis := float64(half * weights[q])
				for k := range x {
					if k != j {
						basis = float64(basis * (at - x[k]) / (x[j] - x[k]))
					}
				}
				out[i*n+j] += basis
			}
		}
	}
	return out
}

// extend takes the integrals on to u.
func (g *gram) extend(u float64) {
	pieces := math.Ceil((u - g.end) / g.panel)
	half := (u - g.end) / (2 * pieces)
	for k := 0.0; k < pieces; k++ {
		g.add(g.end+float64(2*half*k), half)
	}
	g.end = u
}

// add adds the panel from u on, of length 2·half.
func (g *gram) add(u, half float64) {
	m := g.m
	weight := make([]float64, panelNodes)
	for i, t := range g.x {
		at := u + float64(half*(1+t))
		g.laguerre(float64(at*at), g.psi[i*m:(i+1)*m])
		weight[i] = half * g.w[i]
		if g.beta == 2 {
			weight[i] *= 2 * at // dλ = 2u du
		}
	}
	left := g.psi
	if g.beta == 1 {
		kernel.Gemm(panelNodes, m, panelNodes, g.inner, panelNodes, 1, g.psi, m, g.sums, m)
		for i := range panelNodes {
			row := g.sums[i*m : (i+1)*m]
			for k := range row {
				row[k] = g.phi[k] + float64(half*row[k])
			}
		}
		left = g.sums
	}
	for i, w := range weight {
		for j, v := range left[i*m : (i+1)*m] {
			kernel.Axpy(float64(w*v), g.psi[i*m:(i+1)*m], g.matrix[j*m:(j+1)*m])
		}
		if g.beta == 1 {
			kernel.Axpy(w, g.psi[i*m:(i+1)*m], g.phi)
		}
	}
}

// laguerre fills psi with ψ_k(x) = √(k!/Γ(k+a+1)) x^(a/2) e^(−x/2) L_k^a(x), k < m, by their three-term recursion.
func (g *gram) laguerre(x float64, psi []float64) {
	a := g.a
	start := float64(-x / 2)
	if a > 0 {
		start += float64(a/2*kernel.Log(x)) - float64(g.logNorm/2)
	}
	psi[0] = kernel.Exp(start)
	before, root := 0.0, 0.0
	for k := 0; k+1 < len(psi); k++ {
		i := float64(k)
		next := math.Sqrt((i + 1) * (i + 1 + a))
		psi[k+1] = (float64((2*i+1+a-x)*psi[k]) - float64(root*before)) / next
		before, root = psi[k], next
	}
}

// logDeterminant returns log det of G, or of A, which is the square of its Pfaffian. It is −708 or less where nothing is
// left of it.
func (g *gram) logDeterminant() float64 {
	m := g.m
	if g.beta == 2 {
		return logDet(append([]float64(nil), g.matrix...), m)
	}
	size := m + m%2
	a := make([]float64, size*size)
	for j := range m {
		for k := range m {
			a[j*size+k] = g.matrix[j*m+k] - g.matrix[k*m+j]
		}
		if size > m {
			a[j*size+m], a[m*size+j] = g.phi[j], -g.phi[j]
		}
	}
	return logDet(a, size)
}

// logDet returns log|det a| of an n×n matrix, which it overwrites; −1000 where it is 0.
func logDet(a []float64, n int) float64 {
	if sum, ok := linear.LogDeterminant(a, n); ok {
		return sum
	}
	return -1000
}
