package rates

// widest is the most splines that are not 0 at one place.
const widest = 4

// splines are the uniform B-splines of a degree, 1 or 3, on [0,1]. They sum to 1 everywhere.
type splines struct {
	degree int
	count  int // K, of which degree more than the pieces between knots
}

// at returns the splines that are not 0 at x, 0 ≤ x ≤ 1: values of number first and following.
func (s splines) at(x float64) (first int, values [widest]float64) {
	pieces := s.count - s.degree
	t := x * float64(pieces)
	first = min(int(t), pieces-1)
	u := t - float64(first)
	r := 1 - u
	if s.degree == 1 {
		return first, [widest]float64{r, u}
	}
	u2, r2 := u*u, r*r
	return first, [widest]float64{
		float64(r2*r) / 6,
		(4 - float64(6*u2) + float64(3*float64(u2*u))) / 6,
		(4 - float64(6*r2) + float64(3*float64(r2*r))) / 6,
		float64(u2*u) / 6,
	}
}

// dot returns w·B at the place that at has looked up.
func (s splines) dot(w []float64, first int, values *[widest]float64) (sum float64) {
	for j, c := range w[first : first+s.degree+1] {
		sum += float64(c * values[j])
	}
	return sum
}
