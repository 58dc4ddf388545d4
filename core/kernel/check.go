package kernel

import "strconv"

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
		panic("kernel: row stride ldb=" + strconv.Itoa(ldb) + " or ldc=" + strconv.Itoa(ldc) + " is less than n=" + strconv.Itoa(n))
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
		panic("kernel: " + name + " has length " + strconv.Itoa(got) + ", want at least " + strconv.Itoa(want))
	}
}

func checkSame(name string, got, want int) {
	if got != want {
		panic("kernel: " + name + " has length " + strconv.Itoa(got) + ", x has " + strconv.Itoa(want))
	}
}
