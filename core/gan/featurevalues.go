package gan

// Weight returns 1/(d−1), what each pair counts in the generator's objective; 1 for d = 1.
func (f *Faces) Weight() float64 { return f.weight }

// Plain sets psi (Parameters() numbers) to the plain features of the sample with pre-activations x (d numbers, in the
// coordinates of SeeFakes), pair by pair; Basis makes of them those of which the logits are linear in the parameters. Unless it
// is nil, slope (Parameters()×d) becomes ∂ψ/∂x within the faces.
func (f *Faces) Plain(psi, slope, x []float64) {
	var room [64]int8
	face := room[:]
	f.sort(face[:f.D], x)
	clear(slope)
	for p := range f.pairs {
		i, j := f.pairs[p].i, f.pairs[p].j
		at, on := [2]float64{x[i], x[j]}, [2]int{int(face[i]), int(face[j])}
		if f.blocks.one {
			on[1] = 0
		}
		for c, feature := range f.blocks.features {
			k := p*f.n + c
			psi[k] = feature.at(at, on)
			if slope != nil {
				slope[k*f.D+i] = feature.slope(0, at, on)
				if i != j {
					slope[k*f.D+j] = feature.slope(1, at, on)
				}
			}
		}
	}
}

// slope returns the derivative of the feature in one of its coordinates.
func (f feature) slope(coordinate int, x [2]float64, face [2]int) float64 {
	if f.powers[coordinate] == 0 {
		return 0
	}
	f.coef *= float64(f.powers[coordinate])
	f.powers[coordinate]--
	return f.at(x, face)
}

// Basis returns the matrix, Parameters()×Parameters() and one block for each pair, by which the plain features become
// orthonormal under the law that they are balanced by: the logit of a pair is Σ v_k (Tψ)_k over its own k.
func (f *Faces) Basis() []float64 {
	m, n := f.Parameters(), f.n
	t := make([]float64, m*m)
	for p := range f.pairs {
		for r := range n {
			copy(t[(p*n+r)*m+p*n:], f.pairs[p].basis[r*n:(r+1)*n])
		}
	}
	return t
}
