package sgda

import (
	"math"
	"testing"

	"saddle/core/config"
	"saddle/core/metric"
)

func bilevelOf(t *testing.T, query string) (run *Trainer, rows [][]float64) {
	t.Helper()
	cfg, problems := config.Parse(query)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	run = New(cfg)
	s := run.State()
	lambda, err := metric.Spectrum(s.W, s.WStar, cfg.D)
	if err != nil {
		t.Fatal(err)
	}
	flat := run.Bilevel(lambda)
	if c := run.Trace(); c != nil {
		for c.Next() {
		}
		flat = c.Rows()
	}
	k := 3 + len(Shown(cfg.D))
	for at := 0; at < len(flat); at += k {
		rows = append(rows, flat[at:at+k])
	}
	return run, rows
}

// V* = 2 JS − 2 log 2 falls along its gradient flow as dV*/dτ = −Σ s_i′², with the Jensen–Shannon divergence
// computed exactly.
func TestBilevelFlowIsTheGradientFlow(t *testing.T) {
	for _, d := range []int{1, 2, 3} {
		f := flow{loss: "minimax", d: d}
		f.prepare()
		s := []float64{0.3, 0.8, 1.6}[:d]
		rate := make([]float64, d)
		f.rates(rate, s)
		const h = 1e-4
		for i := range s {
			moved := append([]float64(nil), s...)
			js := func(by float64) float64 {
				moved[i] = s[i] + by
				var lambda []float64
				for _, v := range moved {
					lambda = append(lambda, v*v)
				}
				return metric.JS(lambda)
			}
			want := -(js(h) - js(-h)) / h                     // of 2 JS, over 2h
			if math.Abs(rate[i]-want) > 0.05*math.Abs(want) { // the latents' error: 1/√2048 of a few units
				t.Errorf("d = %d: s_%d′ = %v, by differences %v", d, i+1, rate[i], want)
			}
		}
	}
}

func TestBilevelFlowGoesMonotonicallyToTheTarget(t *testing.T) {
	for _, query := range []string{"", "d=1", "d=5", "d=32", "loss=nonsaturating", "loss=wasserstein", "schedule=theory", "phi=tanh&target=ill"} {
		_, rows := bilevelOf(t, query)
		last := rows[len(rows)-1]
		if last[1] > 1e-3 || last[2] > 3e-3 {
			t.Errorf("%q ends at ‖Σ − I‖ = %v, ‖A‖ = %v after %d rows", query, last[1], last[2], len(rows))
		}
		for r := 1; r < len(rows); r++ {
			if rows[r][0] <= rows[r-1][0] {
				t.Fatalf("%q: row %d at %v samples after %v", query, r, rows[r][0], rows[r-1][0])
			}
			for c := 3; c < len(last); c++ {
				if a, b := math.Abs(rows[r-1][c]-1), math.Abs(rows[r][c]-1); b > a+1e-9 {
					t.Fatalf("%q: row %d: singular value %d goes away from 1, %v after %v", query, r, c-2, rows[r][c], rows[r-1][c])
				}
			}
		}
	}
}

// There is a curve, known or traced, but for discriminators of very many parameters.
func TestBilevelIsKnownWhere(t *testing.T) {
	for query, known := range map[string]bool{"d=5": true, "d=32": true, "phi=relu": true, "loss=leastsquares": true, "whiten=off": true,
		"phi=relu&d=17": true, "phi=relu&d=18": false, "whiten=off&d=17": true, "loss=leastsquares&d=18": false,
		"phi=relu&d=8&disc=facewise": true, "phi=relu&d=9&disc=facewise": false, "phi=relu&d=11&disc=truncated": true, "phi=relu&d=12&disc=truncated": false} {
		run := New(parse(t, query))
		s := run.State()
		lambda, err := metric.Spectrum(s.W, s.WStar, run.d)
		if err != nil {
			t.Fatal(err)
		}
		rows, c := run.Bilevel(lambda), run.Trace()
		if (rows != nil) && (c != nil) {
			t.Errorf("%q has two curves", query)
		}
		if c != nil && c.Next() {
			rows = c.Rows()
		}
		if (rows != nil) != known {
			t.Errorf("%q has a curve of %d numbers", query, len(rows))
		}
	}
}

// SGDA with the exact rule, short steps and large minibatches follows the curve, after the samples that it names.
func TestExactRuleFollowsTheBilevelCurve(t *testing.T) {
	for _, schedule := range []string{"constant", "decay", "theory&tauG=60"} {
		run, rows := bilevelOf(t, "rule=exact&batch=1024&fakes=8&etaG=0.03&n0=100000&schedule="+schedule)
		checked := 0
		for _, row := range rows {
			steps := (row[0] - 100000) / 1024
			if steps > 500 {
				break
			}
			for float64(run.Steps()) < steps {
				run.Step()
			}
			s := run.State()
			lambda, err := metric.Spectrum(s.W, s.WStar, 2)
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range SingularValues(lambda) {
				// The first singular value races from 0.2; a step of 0.03 is as long as the flow is curved there.
				if math.Abs(v-row[3+i]) > 0.05 {
					t.Errorf("%s: s_%d = %.3f at step %d, on the curve %.3f", schedule, i+1, v, run.Steps(), row[3+i])
				}
			}
			checked++
		}
		if checked < 20 {
			t.Errorf("%s: only %d rows", schedule, checked)
		}
	}
}

// In one dimension the best answer to N(0, w²) is A = 1/w² − 1/w_*², which is where the flow runs.
func TestResponse(t *testing.T) {
	run, _ := bilevelOf(t, "d=1&wstar=-2")
	w := run.State().W[0]
	rows := run.Response(w)
	for r := 0; r < len(rows); r += 2 {
		if want := 1/square(rows[r]) - 0.25; math.Abs(rows[r+1]-want) > 1e-12*(1+want) || rows[r]*w < 0 {
			t.Fatalf("v*(%v) = %v, want %v", rows[r], rows[r+1], want)
		}
	}
}
