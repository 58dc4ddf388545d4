package gan

// The designs on pairs of coordinates as a problem for each, θ being the pair's parameters.

func (f *Faces) problems() (count, features int) { return len(f.pairs), f.n }

func (f *Faces) features(psi []float64, p int, x []float64) {
	pair, d, raw := &f.pairs[p], f.D, f.raw
	for at := 0; len(x) > 0; at, x = at+f.n, x[d:] {
		f.sort(f.spot, x[:d])
		clear(raw)
		if fi := f.spot[pair.i]; f.blocks.one {
			f.blocks.accumulate(raw, 1, f.blocks.at[fi][0], fi, fi, x[0], 0)
		} else {
			fj := f.spot[pair.j]
			f.blocks.accumulate(raw, 1, f.blocks.at[fi][fj], fi, fj, x[pair.i], x[pair.j])
		}
		pair.orthonormal(psi[at:at+f.n], raw)
	}
}

func (f *Faces) load(theta, v []float64, p int) { copy(theta, v[p*f.n:]) }

func (f *Faces) store(v, theta []float64, p int) { copy(v[p*f.n:], theta) }

func (f *Faces) penalised(theta, gap []float64) { copy(theta, gap) }

func (f *Faces) sees(p int) (coordinates []int, weight float64) {
	if f.blocks.one {
		return []int{0}, 1
	}
	return []int{f.pairs[p].i, f.pairs[p].j}, f.weight
}

// rows: for each pair.
func (f *Faces) rows() int { return 32768 / len(f.pairs) }

// unseen: the features are orthonormal, but the rows may show little of a face.
func (f *Faces) unseen() bool { return true }
