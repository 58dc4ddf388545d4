package gan

// Weight returns 1/(d−1), what each pair counts in the generator's objective; 1 for d = 1.
func (f *Faces) Weight() float64 { return f.weight }

// Features sets psi (Parameters() numbers) to the features ψ of the sample with pre-activations x (d numbers, in the
// coordinates of SeeFakes), of which the logits are linear: that of a pair is Σ v_k ψ_k over its own k. Unless it is nil,
// slope (Parameters()×d) becomes ∂ψ/∂x within the faces.
func (f *Faces) Features(psi, slope, x []float64) {
	d, n := f.D, f.n
	face, raw := make([]int8, d), make([]float64, 3*n)
	f.sort(face, x)
	clear(slope)
	for p := range f.pairs {
		pair := &f.pairs[p]
		f.blocks.values(raw, face, x, pair.i, pair.j)
		for r := range n {
			var sum [3]float64
			for c := range r + 1 {
				for k := range sum {
					sum[k] += float64(pair.basis[r*n+c] * raw[k*n+c])
				}
			}
			psi[p*n+r] = sum[0]
			if slope == nil {
				continue
			}
			slope[(p*n+r)*d+pair.i] = sum[1]
			if !f.blocks.one {
				slope[(p*n+r)*d+pair.j] = sum[2]
			}
		}
	}
}

// values sets raw to the plain features of coordinates i and j, then to their derivatives in x_i and in x_j.
func (b *blocks) values(raw []float64, face []int8, x []float64, i, j int) {
	n := len(b.features)
	at, on := [2]float64{x[i], x[j]}, [2]int{int(face[i]), int(face[j])}
	if b.one {
		on[1] = 0
	}
	for c := range b.features {
		f := b.features[c]
		raw[c] = f.at(at, on)
		for k := range f.powers {
			raw[(1+k)*n+c] = 0
			if f.powers[k] > 0 {
				slope := f
				slope.coef *= float64(f.powers[k])
				slope.powers[k]--
				raw[(1+k)*n+c] = slope.at(at, on)
			}
		}
	}
}
