package sgda

import (
	"flag"
	"math"
)

var long = flag.Bool("long", false, "run the statistical tables in full: minutes instead of seconds")

// meanAndError returns the mean and its standard error.
func meanAndError(v []float64) (mean, se float64) {
	n := float64(len(v))
	for _, x := range v {
		mean += x / n
	}
	for _, x := range v {
		se += square(x - mean)
	}
	return mean, math.Sqrt(se / (n - 1) / n)
}

// slope fits y = a + b x by least squares and returns b.
func slope(x, y []float64) (b float64) {
	mx, _ := meanAndError(x)
	my, _ := meanAndError(y)
	var sxx, sxy float64
	for i := range x {
		sxx += square(x[i] - mx)
		sxy += (x[i] - mx) * (y[i] - my)
	}
	return sxy / sxx
}
