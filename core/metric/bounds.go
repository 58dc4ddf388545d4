package metric

import "math"

// DevroyeBand returns bounds lo ≤ TV ≤ hi of the form
//
//	TV / min{1, ‖λ − 1‖} ∈ [1/100, 3/2],   ‖λ − 1‖² = FrobeniusSq(λ),
//
// with hi cut at 1, after Devroye, Mehrabian and Reddad, "The total variation
// distance between high-dimensional Gaussians with the same mean". They show
// that the Frobenius error alone fixes TV up to a constant, in every dimension.
func DevroyeBand(lambda []float64) (lo, hi float64) {
	size := math.Min(1, math.Sqrt(FrobeniusSq(lambda)))
	return size / 100, math.Min(1, 1.5*size)
}

// Pinsker returns the upper bound of total variation
//
//	TV ≤ √(KL(Q‖P)/2) = ½ √(tr Σ_*⁻¹Σ − d − log det Σ_*⁻¹Σ),
//
// cut at 1: Pinsker's inequality for the two Gaussian laws, as Devroye, Mehrabian and Reddad state it
// beside their band.
func Pinsker(lambda []float64) float64 {
	return math.Min(1, math.Sqrt(ReverseKL(lambda)/2))
}
