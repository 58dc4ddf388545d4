package gan

import (
	"saddle/core/kernel"

	"saddle/core/linear"
)

// The quadratic design as one problem with the features 1, ½u_i² and u_iu_j, less their means where it is balanced, and θ
// made of b, less those means, A_ii and A_ij, row by row.

func (q *Quadratic) problems() (count, features int) { return 1, 1 + q.D*(q.D+1)/2 }

func (q *Quadratic) features(psi []float64, _ int, x []float64) {
	d := q.D
	_, n := q.problems()
	for at := 0; len(x) > 0; at, x = at+n, x[d:] {
		q.see(q.row, x[:d])
		q.products(psi[at:at+n], func(i, j int) float64 { return q.row[i] * q.row[j] })
	}
}

// products sets psi to the features of samples whose products u_iu_j are given.
func (q *Quadratic) products(psi []float64, of func(i, j int) float64) {
	psi[0] = 1
	k := 1
	for i := range q.D {
		for j := i; j < q.D; j++ {
			psi[k] = of(i, j)
			if q.metric != nil {
				psi[k] -= q.metric.mean()[i*q.D+j]
			}
			if i == j {
				psi[k] *= 0.5
			}
			k++
		}
	}
}

func (q *Quadratic) load(theta, v []float64, _ int) {
	theta[0] = v[0]
	k := 1
	for i := range q.D {
		k += copy(theta[k:], v[1+i*q.D+i:1+(i+1)*q.D])
	}
}

func (q *Quadratic) store(v, theta []float64, _ int) {
	v[0] = theta[0]
	k := 1
	for i := range q.D {
		k += copy(v[1+i*q.D+i:1+(i+1)*q.D], theta[k:])
	}
	kernel.Symmetrize(q.D, v[1:])
}

func (q *Quadratic) rows() int { return max(512, 8*q.Parameters()) }

// penalised: off the diagonal each θ stands for two entries of A, and balanced the penalty is the variance of ½uᵀAu.
func (q *Quadratic) penalised(theta, gap []float64) {
	d, a := q.D, q.spare
	k := 1
	for i := range d {
		for j := i; j < d; j++ {
			a[i*d+j] = gap[k]
			if i != j {
				a[i*d+j] *= 0.5
			}
			k++
		}
	}
	kernel.Symmetrize(d, a)
	if q.metric != nil {
		q.metric.raise(a)
	}
	theta[0] = gap[0]
	k = 1
	for i := range d {
		k += copy(theta[k:], a[i*d+i:(i+1)*d])
	}
}

// sees: all coordinates.
func (q *Quadratic) sees(int) (coordinates []int, weight float64) {
	for i := range q.D {
		coordinates = append(coordinates, i)
	}
	return coordinates, 1
}

// unseen: every row shows all products.
func (q *Quadratic) unseen() bool { return false }

// approach moves θ a few steps towards the maximum, where there are too many features for Newton's method: along the gradient, in
// coordinates in which near the equilibrium a step of 1 is as good as Newton's if the design is balanced.
func (q *Quadratic) approach(b *Best) {
	const steps, least = 3, 1e-3
	d := q.D
	if q.many == nil {
		q.many = &many{u: make([]float64, 2*b.rows*d), push: make([]float64, 2*b.rows*d), v: make([]float64, 1+d*d), move: make([]float64, 1+d*d)}
	}
	m := q.many
	q.see(m.u[:b.rows*d], b.kept)
	q.see(m.u[b.rows*d:], b.fakes)
	value := q.valueOf(b, b.theta)
	for range steps {
		q.moveOf(b)
		part := 1.0
		for ; part > least; part /= 4 {
			copy(b.trial, b.theta)
			q.load(b.move, m.move, 0)
			kernel.Axpy(part, b.move, b.trial)
			if next := q.valueOf(b, b.trial); next >= value {
				value = next
				break
			}
		}
		if part <= least {
			return
		}
		copy(b.theta, b.trial)
	}
}

// many is the scratch of approach.
type many struct{ u, push, v, move []float64 }

// valueOf returns V − V(0) at θ, and leaves the logits in h.
func (q *Quadratic) valueOf(b *Best, theta []float64) float64 {
	m, d := q.many, q.D
	q.store(m.v, theta, 0)
	kernel.Gemm(2*b.rows, d, d, m.u, d, 1, m.v[1:], d, m.push, d)
	kernel.RowDot(2*b.rows, d, m.push, m.u, b.h)
	halve(b.h, q.Constant(m.v))
	value := 0.0
	for _, h := range b.h {
		value += b.loss.rest(h)
	}
	alpha, _ := b.loss.even()
	return value/float64(b.rows) + float64(alpha*linear.Dot(b.exact, theta))
}

// moveOf sets move to the step from where valueOf was asked last.
func (q *Quadratic) moveOf(b *Best) {
	m, d := q.many, q.D
	alpha, bend := b.loss.even()
	b.slopes()
	constant, a := sum(b.h), m.move[1:]
	kernel.ScaleRows(2*b.rows, d, m.push, b.h, m.u)
	kernel.GemmUpper(d, 2*b.rows, m.push, 1, d, m.u, d, a, d)
	kernel.Symmetrize(d, a)
	if q.metric != nil {
		kernel.Axpy(-constant, q.metric.mean(), a)
	}
	k := 1
	for i := range d {
		for j := i; j < d; j++ {
			g := float64(0.5 * (a[i*d+j] + float64(alpha*b.exact[k])))
			if i == j {
				g += float64(0.5 * alpha * b.exact[k])
			}
			a[i*d+j], a[j*d+i] = g, g
			k++
		}
	}
	if q.metric != nil {
		q.metric.raise(a)
	}
	scale(a, 1/bend)
	m.move[0] = (constant + float64(alpha*b.exact[0])) / (2 * bend)
}
