package kernel

// Gemm computes the matrix product C = A·B, C[i,j] = Σ_l A[i,l]·B[l,j], each sum taken in ascending l from +0.
//
// A is m×k with element (i, l) at a[i*rs+l*cs], so a transpose costs nothing: swap rs and cs. B is k×n, row-major, with
// row l starting at b[l*ldb]. C is m×n, row-major, with row i starting at c[i*ldc]. Only those m·n elements of c are
// written; with k = 0 they become 0. The fast cases are cs = 1 (A row-major) and rs = 1 (A transposed).
//
// c must not overlap a or b. Gemm panics if a size or a stride is negative, if ldb or ldc is less than n, or if a slice
// is too short for its matrix.
func Gemm(m, n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int) {
	checkGemm(m, n, k, a, rs, cs, b, ldb, c, ldc)
	fastGemm(m, n, k, a, rs, cs, b, ldb, c, ldc, false)
}

// GemmUpper computes the n×n product C = A·B of which the caller knows that it is symmetric: A is n×k and B is
// k×n, laid out as in [Gemm], with the same sums. Only C[i,j] with j ≥ i is guaranteed; below the diagonal an
// element is either written with its product or left alone. [Symmetrize] mirrors it. It panics as Gemm does.
func GemmUpper(n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int) {
	checkGemm(n, n, k, a, rs, cs, b, ldb, c, ldc)
	fastGemm(n, n, k, a, rs, cs, b, ldb, c, ldc, true)
}

// Symmetrize copies the upper triangle of the n×n row-major matrix c onto its lower one: C[j,i] = C[i,j] for j > i.
// It panics if c is shorter than n² or n is negative.
func Symmetrize(n int, c []float64) {
	checkSizes(n)
	checkLen("c", len(c), n*n)
	for i := 0; i < n; i += 4 {
		j := i + 4
		for ; j+4 <= n; j += 4 {
			transpose4(n, c[j*n+i:], c[i*n+j:])
		}
		for k := i; k < min(i+4, n); k++ {
			for l := k + 1; l < min(i+4, n); l++ {
				c[l*n+k] = c[k*n+l]
			}
			for l := j; l < n; l++ {
				c[l*n+k] = c[k*n+l]
			}
		}
	}
}

// Transpose writes the transpose of the n×n row-major matrix src to dst, which must not overlap it. It panics if either
// is shorter than n² or n is negative.
func Transpose(n int, dst, src []float64) {
	checkSizes(n)
	checkLen("dst", len(dst), n*n)
	checkLen("src", len(src), n*n)
	whole := n &^ 3
	for i := 0; i < whole; i += 4 {
		for j := 0; j < whole; j += 4 {
			transpose4(n, dst[j*n+i:], src[i*n+j:])
		}
	}
	for i := whole; i < n; i++ {
		for j := range i {
			dst[j*n+i], dst[i*n+j] = src[i*n+j], src[j*n+i]
		}
		dst[i*n+i] = src[i*n+i]
	}
}

// transpose4 transposes 4×4 elements of matrices of n columns. By such squares a large matrix stays in the processor's cache,
// where rows that are a large power of two apart push each other out.
func transpose4(n int, dst, src []float64) {
	a, b := (*[4]float64)(src), (*[4]float64)(src[n:])
	c, d := (*[4]float64)(src[2*n:]), (*[4]float64)(src[3*n:])
	*(*[4]float64)(dst) = [4]float64{a[0], b[0], c[0], d[0]}
	*(*[4]float64)(dst[n:]) = [4]float64{a[1], b[1], c[1], d[1]}
	*(*[4]float64)(dst[2*n:]) = [4]float64{a[2], b[2], c[2], d[2]}
	*(*[4]float64)(dst[3*n:]) = [4]float64{a[3], b[3], c[3], d[3]}
}
