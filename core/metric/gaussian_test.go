package metric

// Gaussian returns the distances between P = N(0, W_*W_*ᵀ) and Q = N(0, WWᵀ). Shapes, errors and panics are those
// of Spectrum.
func Gaussian(w, star []float64, d int) (Distances, error) {
	lambda, err := Spectrum(w, star, d)
	if err != nil {
		return Distances{}, err
	}
	return Of(lambda), nil
}
