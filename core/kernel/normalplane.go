package kernel

import "math"

// gauss10 are the nodes > 0 and the weights of the Gauss-Legendre rule of ten points on (−1, 1).
var gauss10 = [5][2]float64{
	{0.1488743389816312, 0.2955242247147529}, {0.4333953941292472, 0.2692667193099963}, {0.6794095682990244, 0.2190863625159820},
	{0.8650633666889845, 0.1494513491505806}, {0.9739065285171717, 0.0666713443086881},
}

// NormalCDF2 returns Φ₂(h, k; ρ) = P(x ≤ h, y ≤ k) for standard normals x and y of correlation ρ, where rest = √(1 − ρ²), to
// about 10⁻¹⁵, near ρ = ±1 to 10⁻⁸, by Plackett's integral (1954)
//
//	Φ(h)Φ(k) + (1/2π) ∫₀^arcsin ρ exp(−(h² − 2hk sin θ + k²)/(2 cos² θ)) dθ,
//
// in panels each of which halves the distance to ±π/2, where the integrand changes ever faster.
func NormalCDF2(h, k, rho, rest float64) float64 {
	sum := float64(NormalCDF(h) * NormalCDF(k))
	if math.IsInf(h, 0) || math.IsInf(k, 0) {
		return sum
	}
	sign, end := math.Copysign(1, rho), math.Pi/2-Atan2(math.Abs(rho), rest)
	squares, product := float64(h*h)+float64(k*k), 2*sign*h*k
	total := 0.0
	for from := math.Pi / 2; from > end && from > 1e-17; { // end is 0 for ρ = ±1
		to := max(end, from/2)
		if to < 1.2*end {
			to = end
		}
		mid, half := float64((from+to)/2), (from-to)/2
		for _, node := range gauss10 {
			for _, t := range [2]float64{mid - float64(half*node[0]), mid + float64(half*node[0])} {
				cos, sin := Sincos(t) // of θ = π/2 − t
				total += float64(float64(half*node[1]) * Exp(-(squares-float64(product*sin))/float64(2*float64(cos*cos))))
			}
		}
		from = to
	}
	return sum + float64(sign*total/(2*math.Pi))
}
