package gan

import (
	"saddle/core/kernel"

	"saddle/core/linear"
)

// Reference is a law N(0, LLᵀ) that the target's pre-activations are taken to have, near enough to choose directions by: of the
// ascent ([Design.Balance]) and of the descent ([Natural]).
type Reference struct {
	d, rows int
	l       []float64 // d×d: L, lower triangular
	z, x    []float64 // rows×d: latents that stand for N(0, I), and x = Lz
	beside  []float64 // rows of d: of the target, nil: none
}

// NewReference returns the law of l (d×d, lower triangular), on the latents z, rows of d numbers. It keeps both.
func NewReference(l, z []float64, d int) *Reference {
	r := &Reference{d: d, rows: len(z) / d, l: l, z: z, x: make([]float64, len(z))}
	g := Generator{D: d, W: l}
	g.PreActivations(r.x, z, make([]float64, d*d))
	return r
}

// Beside adds pre-activations of the target itself, rows of d numbers, where its samples are at hand and need not have the law of r: the
// second moments of the features are then the mean of both.
func (r *Reference) Beside(x []float64) { r.beside = x }

// gram returns E ψψᵀ of the m features of problem p.
func (r *Reference) gram(of linearDesign, p, m int) []float64 {
	sum := make([]float64, m*m)
	laws := [][]float64{r.x}
	if r.beside != nil {
		laws = append(laws, r.beside)
	}
	for _, x := range laws {
		rows := len(x) / r.d
		psi, own := make([]float64, rows*m), make([]float64, m*m)
		of.features(psi, p, x)
		kernel.GemmUpper(m, rows, psi, 1, m, psi, m, own, m)
		kernel.Symmetrize(m, own)
		kernel.Axpy(1/float64(len(laws)*rows), own, sum)
	}
	return sum
}

// part returns the factor of the law of some coordinates, lower triangular, and it times the given d×d matrix for L: rows of d.
func (r *Reference) part(coordinates []int, m []float64) (l, rows []float64) {
	k, d := len(coordinates), r.d
	own := make([]float64, k*d)
	for i, c := range coordinates {
		copy(own[i*d:(i+1)*d], r.l[c*d:(c+1)*d])
		rows = append(rows, m[c*d:(c+1)*d]...)
	}
	l = linear.Product(own, linear.Transposed(own, k, d), k, d, k)
	linear.Factor(l, k, 0) // rows of a factor are never dependent
	return l, rows
}

// Law returns L, d×d, which must not be written to.
func (r *Reference) Law() []float64 { return r.l }
