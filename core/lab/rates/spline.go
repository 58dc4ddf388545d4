package rates

import "math"

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

// add adds f times the splines that at has looked up.
func (s splines) add(sum []float64, first int, values *[widest]float64, f float64) {
	for j := range s.degree + 1 {
		sum[first+j] += float64(f * values[j])
	}
}

// addSquare adds f BBᵀ to a matrix with degree bands below its diagonal, of which entry (i, i−b) is at i(degree+1)+b.
func (s splines) addSquare(h []float64, first int, values *[widest]float64, f float64) {
	p := s.degree
	for a := range p + 1 {
		fa := f * values[a]
		row := (first + a) * (p + 1)
		for b := range a + 1 {
			h[row+a-b] += float64(fa * values[b])
		}
	}
}

// factorBanded turns a matrix of k rows with p bands into its Cholesky factor; ok is false where it is not positive definite.
func factorBanded(h []float64, k, p int) (ok bool) {
	for i := range k {
		for b := min(p, i); b >= 0; b-- {
			j := i - b
			sum := h[i*(p+1)+b]
			for c := max(0, i-p, j-p); c < j; c++ {
				sum -= float64(h[i*(p+1)+i-c] * h[j*(p+1)+j-c])
			}
			if b > 0 {
				h[i*(p+1)+b] = sum / h[j*(p+1)]
				continue
			}
			if !(sum > 0) {
				return false
			}
			h[i*(p+1)] = math.Sqrt(sum)
		}
	}
	return true
}

// solveBanded overwrites s by H⁻¹s for such a factor.
func solveBanded(h, s []float64, p int) {
	k := len(s)
	for i := range k {
		for c := max(0, i-p); c < i; c++ {
			s[i] -= float64(h[i*(p+1)+i-c] * s[c])
		}
		s[i] /= h[i*(p+1)]
	}
	for i := k - 1; i >= 0; i-- {
		for c := i + 1; c < min(k, i+p+1); c++ {
			s[i] -= float64(h[c*(p+1)+c-i] * s[c])
		}
		s[i] /= h[i*(p+1)]
	}
}

// dot returns w·B at the place that at has looked up.
func (s splines) dot(w []float64, first int, values *[widest]float64) (sum float64) {
	for j, c := range w[first : first+s.degree+1] {
		sum += float64(c * values[j])
	}
	return sum
}
