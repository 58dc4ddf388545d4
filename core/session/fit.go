package session

import (
	"math"
	"saddle/core/kernel"
	"saddle/core/metric"
)

// fitRate fits log TV = c + s log N by least squares to the rows since the run came within settledBy times the
// floor that FloorTV predicts: there the theory says s = −½. It returns
//
//	s, its standard error, N and the fitted TV at both ends of the rows, their number
//
// or nil if there are fewer than fewest rows or they span less than a factor 2 in N. Neighbouring rows share
// most of their samples: with the autocorrelation r of neighbouring residuals the error is √((1 + r)/(1 − r))
// times that of independent ones.
func fitRate(rows []float64, width, d int) []float64 {
	const settledBy, fewest = 4, 6
	n := len(rows) / width
	from := n
	for from > 0 {
		row := rows[(from-1)*width:]
		if !(row[1] > 0 && row[2] > 0 && row[2] <= settledBy*metric.FloorTV(d, row[1])) {
			break
		}
		from--
	}
	n -= from
	if n < fewest || rows[len(rows)-width+1] < 2*rows[from*width+1] {
		return nil
	}
	x, y := make([]float64, n), make([]float64, n)
	mx, my := 0.0, 0.0
	for i := range n {
		row := rows[(from+i)*width:]
		x[i], y[i] = kernel.Log(row[1]), kernel.Log(row[2])
		mx += x[i] / float64(n)
		my += y[i] / float64(n)
	}
	sxx, sxy := 0.0, 0.0
	for i := range n {
		sxx += float64((x[i] - mx) * (x[i] - mx))
		sxy += float64((x[i] - mx) * (y[i] - my))
	}
	s := sxy / sxx
	sum, lag, last := 0.0, 0.0, 0.0
	for i := range n {
		r := y[i] - my - float64(s*(x[i]-mx))
		sum += float64(r * r)
		lag += float64(r * last)
		last = r
	}
	rho := 0.0
	if sum > 0 {
		rho = min(max(lag/sum, 0), 0.95)
	}
	se := math.Sqrt(sum / float64(n-2) / sxx * (1 + rho) / (1 - rho))
	at := func(x float64) float64 { return kernel.Exp(my + float64(s*(x-mx))) }
	return []float64{s, se, rows[from*width+1], at(x[0]), rows[len(rows)-width+1], at(x[n-1]), float64(n)}
}
