package theory

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/gan"
	"saddle/core/linear"
	"saddle/core/metric"
	"saddle/core/rng"
)

// sight is one sample of y: the seen pre-activations in units of deviations, and the faces.
func (f *fold) sight(flat []gan.Interval, sigma, x []float64) [3]float64 {
	var face [2]int
	for i, v := range x {
		for k, piece := range flat {
			if v >= piece.Lo && v <= piece.Hi {
				face[i] = k + 1
			}
		}
	}
	if f.d == 1 || face[0] > 0 && face[1] > 0 {
		for _, n := range f.nodes {
			if n.face == face && face[0] > 0 {
				return n.score
			}
		}
		return [3]float64{(x[0]*x[0]/sigma[0] - 1) / 2}
	}
	s1, s2 := math.Sqrt(sigma[0]), math.Sqrt(sigma[3])
	rho := sigma[1] / (s1 * s2)
	c := math.Sqrt((1 - rho) * (1 + rho))
	u, v, one := x[0]/s1, x[1]/s2, &fold{d: 2, p: 3}
	switch {
	case face[0] == 0 && face[1] == 0:
		z := (v - rho*u) / c
		return scoreOf(u*u, u*z, z*z)
	case face[0] == 0:
		b := flat[face[1]-1]
		one.given(u, 1, gan.Interval{Lo: (b.Lo/s2 - rho*u) / c, Hi: (b.Hi/s2 - rho*u) / c}, face, rho, c, s1, s2)
	default:
		a := flat[face[0]-1]
		one.edge(v, 1, gan.Interval{Lo: (a.Lo/s1 - rho*v) / c, Hi: (a.Hi/s1 - rho*v) / c}, face, rho, c, s2)
	}
	return one.nodes[0].score
}

// likeliest returns the covariance of greatest likelihood for the pre-activations x seen through φ, by Fisher's scoring
// from the truth: δ = I⁻¹ mean score.
func likeliest(phi gan.Activation, x, truth []float64, d int) []float64 {
	sigma, p := append([]float64(nil), truth...), d*(d+1)/2
	for range 60 {
		f := newFold(phi, sigma, d)
		inv, ok := linear.Inverse(f.information(), p, lost)
		if !ok {
			return nil
		}
		var mean, delta [3]float64
		for k := 0; k < len(x); k += d {
			s := f.sight(phi.Flat(), sigma, x[k:k+d])
			for a := range p {
				mean[a] += s[a] * float64(d) / float64(len(x))
			}
		}
		far := 0.0
		for a := range p {
			for b := range p {
				delta[a] += inv[a*p+b] * mean[b]
			}
			far = math.Max(far, math.Abs(delta[a]))
		}
		sigma = moved(sigma, delta, math.Min(1, 0.5/far), d)
		if far < 1e-5 {
			return sigma
		}
	}
	return nil
}

// moved returns L(I + step·δ)Lᵀ for sigma = LLᵀ.
func moved(sigma []float64, delta [3]float64, step float64, d int) []float64 {
	if d == 1 {
		return []float64{sigma[0] * (1 + step*delta[0])}
	}
	l := append([]float64(nil), sigma...)
	linear.Factor(l, 2, lost)
	l[1] = 0
	off := step * delta[1] / math.Sqrt2
	return linear.Congruent(l, []float64{1 + step*delta[0], off, off, 1 + step*delta[2]}, 2)
}

// The floor after a fold is what maximum likelihood on simulated samples has, with exact distances.
func TestFloorAfterTheFold(t *testing.T) {
	relu, hard := gan.NewActivation(gan.ReLU, 0, nil), gan.NewActivation(gan.HardTanh, 0, nil)
	for _, c := range []struct {
		phi        gan.Activation
		sigma      []float64
		d, n, sets int
		mean       float64
	}{{relu, []float64{1}, 1, 8, 1000, 0.07}, {relu, []float64{4}, 1, 200, 1000, 0.02}, {hard, []float64{1}, 1, 50, 1000, 0.04}, {hard, []float64{4}, 1, 200, 1000, 0.03},
		{relu, correlated(-0.4), 2, 16, 120, 0.07}, {relu, correlated(0.4), 2, 50, 80, 0.04}} {
		t.Run(fmt.Sprintf("%s/%v/n=%d", c.phi.Name(), c.sigma, c.n), func(t *testing.T) {
			judge, r := metric.NewJudge(c.phi, rooted(t, c.sigma, c.d), c.d, 1), rng.New(uint64(c.n), "likelihood")
			x, root := make([]float64, c.n*c.d), append([]float64(nil), c.sigma...)
			linear.Factor(root, c.d, lost)
			var tv []float64
			for range c.sets {
				r.Normals(x)
				for k := 0; k < len(x); k += c.d {
					for i := c.d - 1; i >= 0; i-- {
						sum := 0.0
						for j := range i + 1 {
							sum += root[i*c.d+j] * x[k+j]
						}
						x[k+i] = sum
					}
				}
				if s := likeliest(c.phi, x, c.sigma, c.d); s != nil {
					reached, _ := judge.TV(rooted(t, s, c.d))
					tv = append(tv, reached)
				}
			}
			if len(tv) < c.sets*97/100 {
				t.Errorf("only %d of %d data sets have a likeliest law", len(tv), c.sets)
			}
			f, ok := NewExpectedFloor(c.phi, c.sigma, c.d).TV(float64(c.n))
			if !ok {
				t.Fatal("unknown")
			}
			alike(t, "TV", f, tv, c.mean, 2*c.mean)
		})
	}
}
