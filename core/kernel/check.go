package kernel

import "fmt"

// checkSizes panics unless all of sizes, a bitwise or of them, lie in [0, 2³¹), where their products in bytes cannot
// overflow.
func checkSizes(sizes int) {
	if sizes>>31 != 0 {
		panic("kernel: a size or stride is negative or at least 2³¹")
	}
}

func checkGemm(m, n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int) {
	checkSizes(m | n | k | rs | cs | ldb | ldc)
	if ldb < n || ldc < n {
		panic(fmt.Sprintf("kernel: row stride ldb=%d or ldc=%d is less than n=%d", ldb, ldc, n))
	}
	if m == 0 || n == 0 {
		return
	}
	checkLen("c", len(c), (m-1)*ldc+n)
	if k > 0 {
		checkLen("a", len(a), (m-1)*rs+(k-1)*cs+1)
		checkLen("b", len(b), (k-1)*ldb+n)
	}
}

func checkLen(name string, got, want int) {
	if got < want {
		panic(fmt.Sprintf("kernel: %s has length %d, want at least %d", name, got, want))
	}
}

func checkSame(name string, got, want int) {
	if got != want {
		panic(fmt.Sprintf("kernel: %s has length %d, x has %d", name, got, want))
	}
}
