package kernel

// RowDot computes the m row-wise inner products q[i] = Σ_j P[i,j]·Z[i,j] of the m×d row-major matrices p and z.
//
// The order of the sum is fixed: even columns and odd columns apart, each ascending from +0; then even plus odd; then,
// when d is odd, the last column. q must not overlap p or z. RowDot panics if a slice is too short or a
// size negative.
func RowDot(m, d int, p, z, q []float64) {
	checkSizes(m | d)
	checkLen("p", len(p), m*d)
	checkLen("z", len(z), m*d)
	checkLen("q", len(q), m)
	fastRowDot(m, d, p, z, q)
}

// ScaleRows computes the m×d row-major matrix dst[i,j] = s[i]·src[i,j]. dst may be src, but not overlap it otherwise.
// It panics if a slice is too short or a size negative.
func ScaleRows(m, d int, dst, s, src []float64) {
	checkSizes(m | d)
	checkLen("dst", len(dst), m*d)
	checkLen("s", len(s), m)
	checkLen("src", len(src), m*d)
	fastScaleRows(m, d, dst, s, src)
}

// Axpy adds alpha·x to y: y[i] += alpha·x[i] for every i in x. y may be x, but not overlap it otherwise. It panics if y
// and x differ in length.
func Axpy(alpha float64, x, y []float64) {
	checkSame("y", len(y), len(x))
	fastAxpy(alpha, x, y)
}
