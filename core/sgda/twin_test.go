package sgda

import (
	"math"
	"slices"
	"testing"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/rng"
)

// TestAgainstPlainTwin repeats a few steps by loops that follow doc.go word for word.
func TestAgainstPlainTwin(t *testing.T) {
	for _, query := range []string{"d=3&whiten=off", "d=3&whiten=off&rule=simultaneous", "d=2&whiten=off&phi=relu&schedule=constant",
		"d=3&whiten=off&inner=3", "d=3&whiten=off&rule=optimistic", "d=2&whiten=off&phi=relu&rule=extragradient", "d=3&whiten=off&rule=extragradient&inner=2"} {
		c := parse(t, query+"&batch=5&fakes=2&etaD=0.7&etaG=0.3")
		tr := New(c)
		twin := newTwin(c, tr)
		for range 25 {
			tr.Step()
			twin.step()
		}
		s := tr.State()
		close := func(what string, got, want []float64) {
			t.Helper()
			for i := range want {
				if math.Abs(got[i]-want[i]) > 1e-11*(1+math.Abs(want[i])) {
					t.Errorf("%s: %s[%d] = %v, twin %v", query, what, i, got[i], want[i])
				}
			}
		}
		close("W", s.W, twin.w)
		close("A", s.A, twin.a)
		close("b", []float64{s.B}, []float64{twin.b})
	}
}

type twin struct {
	c            config.Config
	d            int
	phi          gan.Activation
	w, star, a   []float64
	b            float64
	t            int
	real, latent *rng.Stream
	last         *twinGradients // of the optimistic rule
}

func newTwin(c config.Config, tr *Trainer) *twin {
	s := tr.State()
	return &twin{c: c, d: c.D, phi: c.Activation(), w: s.W, star: s.WStar, a: s.A,
		real: rng.New(uint64(c.Seed), rng.Real), latent: rng.New(uint64(c.Seed), rng.Latent)}
}

// draw returns rows of latents.
func (w *twin) draw(r *rng.Stream, rows int) (z [][]float64) {
	flat := make([]float64, rows*w.d)
	r.Normals(flat)
	for k := range rows {
		z = append(z, flat[k*w.d:(k+1)*w.d])
	}
	return z
}

// see returns what the discriminator sees of φ(m·latent).
func (w *twin) see(m []float64, z [][]float64) (u [][]float64) {
	for _, zk := range z {
		uk := make([]float64, w.d)
		for i := range uk {
			for j := range zk {
				uk[i] += m[i*w.d+j] * zk[j]
			}
			if w.phi.Name() == gan.ReLU {
				uk[i] = math.Max(uk[i], 0)
			}
		}
		u = append(u, uk)
	}
	return u
}

func (w *twin) push(u []float64) (au []float64, prob float64) {
	au = make([]float64, w.d)
	h := w.b
	for i := range u {
		for j := range u {
			au[i] += w.a[i*w.d+j] * u[j]
		}
		h += u[i] * au[i] / 2
	}
	return au, 1 / (1 + math.Exp(-h))
}

func (w *twin) descentGradient(z, u [][]float64) []float64 {
	g := make([]float64, w.d*w.d)
	for k := range u {
		au, prob := w.push(u[k])
		for i := range au {
			if w.phi.Name() == gan.ReLU && u[k][i] <= 0 {
				continue
			}
			for j := range au {
				g[i*w.d+j] -= prob * au[i] * z[k][j] / float64(len(u))
			}
		}
	}
	return g
}

// gradients are those of V at the twin's players on target samples and latents.
func (w *twin) gradients(targets, z [][]float64) (ga []float64, gb float64, gw []float64) {
	ga = make([]float64, w.d*w.d)
	add := func(u []float64, by float64) {
		gb += by
		for i := range u {
			for j := range u {
				ga[i*w.d+j] += by * u[i] * u[j] / 2
			}
		}
	}
	for _, u := range targets {
		_, prob := w.push(u)
		add(u, (1-prob)/float64(len(targets)))
	}
	fakes := w.see(w.w, z)
	for _, u := range fakes {
		_, prob := w.push(u)
		add(u, -prob/float64(len(fakes)))
	}
	return ga, gb, w.descentGradient(z, fakes)
}

// ascend and descend move one player by a multiple of a direction.
func (w *twin) ascend(eta float64, ga []float64, gb float64) {
	for i := range ga {
		w.a[i] += eta * ga[i]
	}
	w.b += eta * gb
}

func (w *twin) descend(eta float64, gw []float64) {
	for i := range gw {
		w.w[i] -= eta * gw[i]
	}
}

func (w *twin) step() {
	c := w.c
	size := func(eta, tau, gamma float64) float64 {
		if c.Schedule == "constant" {
			return eta
		}
		return eta / math.Pow(1+float64(w.t)/tau, gamma)
	}
	etaD, etaG := size(c.EtaD, c.TauD, c.GammaD), size(c.EtaG, c.TauG, c.GammaG)
	var gw []float64
	for range c.Inner {
		targets := w.see(w.star, w.draw(w.real, c.Batch))
		z := w.draw(w.latent, c.Batch*c.Fakes)
		ga, gb, g := w.gradients(targets, z)
		gw = g
		switch c.Rule {
		case "optimistic":
			last := w.last
			w.last = &twinGradients{ga, gb, gw}
			if last != nil {
				ga, gb, gw = twice(ga, last.a), 2*gb-last.b, twice(gw, last.w)
			}
		case "extragradient":
			there := *w
			there.a, there.w = slices.Clone(w.a), slices.Clone(w.w)
			there.ascend(etaD, ga, gb)
			there.descend(etaG, gw)
			ga, gb, gw = there.gradients(targets, z)
		}
		w.ascend(etaD, ga, gb)
	}
	if c.Rule == "alternating" {
		z := w.draw(w.latent, c.Batch*c.Fakes)
		gw = w.descentGradient(z, w.see(w.w, z))
	}
	w.descend(etaG, gw)
	w.t++
}

type twinGradients struct {
	a []float64
	b float64
	w []float64
}

// twice is 2g − last.
func twice(g, last []float64) []float64 {
	out := make([]float64, len(g))
	for i := range g {
		out[i] = 2*g[i] - last[i]
	}
	return out
}
