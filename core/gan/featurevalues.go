package gan

// Features are ψ_1, …, ψ_m, of which the logits are linear in the parameters: h = Σ v_k (Tψ)_k, for each discriminator over its own k.
type Features struct {
	Count int // m
	// At sets psi, m numbers, to ψ at pre-activations x, and unless it is nil slope, m×d, to ∂ψ/∂x within the faces of a design that
	// knows them; no other sets it.
	At     func(psi, slope, x []float64)
	Basis  []float64 // T, m×m; nil: I
	Own    []int     // m: whose discriminator's each is
	Weight float64   // of each discriminator in what the generator descends
	Raise  []float64 // m×m: what the ascent makes of a gradient; nil: I
	Size   []float64 // d×d rows of m: the A of Logit, of the coordinates of (Tψ)_k
}

// Features are the plain features, pair by pair, of which the basis makes such as are orthonormal under the law that they are balanced by.
func (f *Faces) Features() Features {
	m := f.Parameters()
	out := Features{Count: m, At: f.plain, Basis: f.basis(), Own: make([]int, m), Weight: f.weight, Size: make([]float64, f.D*f.D*m)}
	v := make([]float64, m)
	for k := range m {
		out.Own[k] = k / f.n
		v[k] = 1
		a, _ := f.Logit(v, nil)
		for i, entry := range a {
			out.Size[i*m+k] = entry
		}
		v[k] = 0
	}
	return out
}

// plain sets psi (Parameters() numbers) to the plain features of the sample with pre-activations x (d numbers, in the
// coordinates of SeeFakes), pair by pair; basis makes of them those of which the logits are linear in the parameters. Unless it
// is nil, slope (Parameters()×d) becomes ∂ψ/∂x within the faces.
func (f *Faces) plain(psi, slope, x []float64) {
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

// basis returns the matrix, Parameters()×Parameters() and one block for each pair, by which the plain features become
// orthonormal under the law that they are balanced by: the logit of a pair is Σ v_k (Tψ)_k over its own k.
func (f *Faces) basis() []float64 {
	m, n := f.Parameters(), f.n
	t := make([]float64, m*m)
	for p := range f.pairs {
		for r := range n {
			copy(t[(p*n+r)*m+p*n:], f.pairs[p].basis[r*n:(r+1)*n])
		}
	}
	return t
}
