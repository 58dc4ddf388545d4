package theory

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"saddle/core/config"
	"saddle/core/linear"
	"saddle/core/sgda"
)

// simulated runs a query from the equilibrium and returns the means of ‖S‖² and ‖A‖² over the run, with their standard errors
// by means over twenty stretches.
func simulated(t *testing.T, query string, settle, steps int) (s, a, errS, errA float64) {
	t.Helper()
	cfg, problems := config.Parse(query + "&schedule=constant&average=off&init=target&eps=0")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	const every, stretches = 5, 20
	tr := sgda.New(cfg)
	star := tr.Equilibrium().W
	d := cfg.D
	sing, u, _ := singular(star, d)
	inverse := make([]float64, d*d) // s⁻¹Uᵀ, which is W_*⁻¹ but for a rotation
	for i := range d {
		for j := range d {
			inverse[i*d+j] = u[i*d+j] / sing[i]
		}
	}
	for range settle {
		tr.Step()
	}
	var means [2][stretches]float64
	for k := range stretches {
		for range steps / stretches / every {
			for range every {
				tr.Step()
			}
			now := tr.State()
			for i, x := range linear.Congruent(inverse, now.SigmaLast, d) {
				if i%(d+1) == 0 {
					x--
				}
				means[0][k] += x * x / 4
			}
			means[1][k] += linear.Dot(now.A, now.A)
		}
		for i := range means {
			means[i][k] /= float64(steps / stretches / every)
		}
	}
	if tr.Failure() != "" {
		t.Fatal(tr.Failure())
	}
	var mean, se [2]float64
	for i := range means {
		for _, v := range means[i] {
			mean[i] += v / stretches
		}
		for _, v := range means[i] {
			se[i] += (v - mean[i]) * (v - mean[i]) / (stretches * (stretches - 1))
		}
	}
	return mean[0], mean[1], math.Sqrt(se[0]), math.Sqrt(se[1])
}

// small are steps of the same effect for every loss.
func small(loss string) string {
	switch loss {
	case "wasserstein":
		return "&etaD=0.1&etaG=0.08"
	case "leastsquares":
		return "&etaD=0.1&etaG=0.32"
	}
	return "&etaD=0.4&etaG=0.08"
}

// What constant steps leave is what the linear game predicts, to within 5 %, extragradient with least squares to within 15 %: E‖S‖² and
// E‖A‖² of runs from the equilibrium in raw coordinates, for every loss and rule. In short one of each, as exactly as so few steps tell.
func TestFluctuations(t *testing.T) {
	rules := []string{"simultaneous", "alternating", "optimistic", "extragradient", "alternating&inner=3"}
	for i, target := range []string{"phi=identity&d=1", "phi=identity&d=2", "phi=identity&d=3", "phi=relu&d=1", "phi=relu&d=2", "phi=relu&d=3"} {
		for j, loss := range []string{"minimax", "nonsaturating", "wasserstein", "leastsquares"} {
			for k, rule := range rules {
				if !*long && (i != j || k != (i+j)%len(rules)) && (i != 4 || j != 2 || k != 3) {
					continue
				}
				fluctuates(t, fmt.Sprintf("%s&loss=%s&rule=%s&whiten=off&kappa=1&fakes=2&seed=%d%s", target, loss, rule, 100*i+10*j+k, small(loss)), loss == "leastsquares" && rule == "extragradient")
			}
		}
	}
}

func fluctuates(t *testing.T, query string, rough bool) {
	t.Helper()
	batch, steps, within := 64, 20_000, 0.05
	if *long {
		steps = 120_000
		if strings.Contains(query, "d=1") {
			steps *= 4 // one number tells less of a step, and costs less
		}
	}
	if rough {
		within = 0.15
	}
	query = fmt.Sprintf("%s&batch=%d", query, batch)
	m, s := model(t, query)
	f, ok := m.Stationary(s)
	if !ok {
		t.Fatalf("%s: the prediction is that there is no equilibrium", query)
	}
	gotS, gotA, errS, errA := simulated(t, query, 500, steps)
	errS, errA = errS/f.S, errA/f.A
	t.Logf("%s: E‖S‖² %.3g, %.3f ± %.3f of it seen; E‖A‖² %.3g, %.3f ± %.3f of it", query, f.S, gotS/f.S, errS, f.A, gotA/f.A, errA)
	chance := 3.0
	if *long {
		chance = 0
	}
	for _, x := range []struct{ ratio, se float64 }{{gotS / f.S, errS}, {gotA / f.A, errA}} {
		if math.Abs(x.ratio-1) > within+chance*x.se || x.se > 0.06 {
			t.Errorf("%s: %.3f ± %.3f of the prediction", query, x.ratio, x.se)
		}
	}
}

// Against the best discriminator the noise dies out, and a run from the equilibrium shows where the edge is: it returns at 0.98 of
// the predicted η_G and leaves at 1.02. Package sgda shows the same of the other rules, without noise.
func TestExactRunsFlipAtTheEdge(t *testing.T) {
	for _, d := range []int{1, 2} {
		query := fmt.Sprintf("phi=identity&target=isotropic&whiten=off&d=%d&rule=exact&batch=2048&fakes=1", d)
		m, s := model(t, query)
		edge, ok := m.Edge(s)
		if !ok {
			t.Fatalf("%s: no edge is predicted", query)
		}
		before, past := farthest(t, query, 0.98*edge, m, s), farthest(t, query, 1.02*edge, m, s)
		if before > 0.01 || past < 0.05 {
			t.Errorf("%s: at 0.98 of the edge %.4f ‖S‖ comes to %.3f, at 1.02 to %.3f", query, edge, before, past)
		}
	}
}

// farthest returns the largest ‖S‖ in the last quarter of a run at a step of the generator: as long as a displacement takes to grow by e⁷
// past the edge.
func farthest(t *testing.T, query string, etaG float64, m Model, s Steps) (most float64) {
	t.Helper()
	cfg, problems := config.Parse(fmt.Sprintf("%s&schedule=constant&average=off&init=target&eps=0&etaG=%v", query, etaG))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s.EtaG = etaG
	r, _ := m.Radius(s)
	steps := int(7 / math.Abs(math.Log(r)))
	tr := sgda.New(cfg)
	for k := range steps {
		tr.Step()
		if k < 3*steps/4 {
			continue
		}
		sum := 0.0
		for i, x := range tr.State().SigmaLast {
			if i%(cfg.D+1) == 0 {
				x--
			}
			sum += x * x / 4
		}
		most = max(most, math.Sqrt(sum))
	}
	return most
}
