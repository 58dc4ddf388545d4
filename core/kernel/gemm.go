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

// block is the side of the squares by which a matrix is mirrored: rows that are a large power of two apart would push each
// other out of the cache.
const block = 8

// Symmetrize copies the upper triangle of the n×n row-major matrix c onto its lower one: C[j,i] = C[i,j] for j > i.
// It panics if c is shorter than n² or n is negative.
func Symmetrize(n int, c []float64) {
	checkSizes(n)
	checkLen("c", len(c), n*n)
	for i0 := 0; i0 < n; i0 += block {
		for j0 := i0; j0 < n; j0 += block {
			for i := i0; i < min(i0+block, n); i++ {
				for j := max(i+1, j0); j < min(j0+block, n); j++ {
					c[j*n+i] = c[i*n+j]
				}
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
	for i0 := 0; i0 < n; i0 += block {
		for j0 := 0; j0 < n; j0 += block {
			for i := i0; i < min(i0+block, n); i++ {
				for j := j0; j < min(j0+block, n); j++ {
					dst[j*n+i] = src[i*n+j]
				}
			}
		}
	}
}
