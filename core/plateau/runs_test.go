package plateau

import (
	"math"
	"testing"

	"saddle/core/config"
	"saddle/core/metric"
	"saddle/core/sgda"
)

// TestRunsFlatten: over seeds of the samples, one target, the divergence that runs end at is that of the law which matches moments, within
// three standard errors.
func TestRunsFlatten(t *testing.T) {
	const one, two = "wstar=0.9&d=1&", "wstar=1,0,0.32,0.73&d=2&"
	list, seeds, samples := []string{one + "phi=leaky&star=tanh", one + "phi=relu&star=tanh", one + "phi=hardtanh&star=identity", two + "phi=leaky&star=tanh"}, 8, int64(60_000)
	if *long {
		seeds, samples = 20, 300_000
		list = append(list, one+"phi=cubic&star=identity", one+"phi=elu&star=tanh", one+"phi=softplus&star=sigmoid", one+"phi=identity&star=relu", one+"phi=relu&star=softplus",
			two+"phi=relu&star=tanh", two+"phi=hardtanh&star=identity", two+"phi=softplus&star=sigmoid", two+"phi=leaky&star=tanh&loss=wasserstein")
	}
	for _, query := range list {
		var sum, squares, want float64
		for seed := range seeds {
			cfg, bad := config.Parse(query + "&eps=0")
			if len(bad) > 0 {
				t.Fatal(bad)
			}
			run := sgda.New(cfg.WithSeed(uint64(seed)))
			for run.Samples() < samples && run.Failure() == "" {
				run.Step()
			}
			if run.Failure() != "" {
				t.Errorf("%s, seed %d: %s", query, seed, run.Failure())
				continue
			}
			state := run.State()
			phi := cfg.Activation()
			target := metric.Law{Phi: cfg.TargetActivation(), Factor: state.WStar}
			judge := metric.NewJudgeOf(target, phi, cfg.D, 0)
			if seed == 0 {
				w, ok := Matched(target, phi, cfg.D)
				if !ok {
					t.Fatalf("%s: nothing matches", query)
				}
				want = judge.Distances(w).JS
			}
			js := judge.Distances(state.Factor).JS
			sum += js
			squares += js * js
		}
		n := float64(seeds)
		mean := sum / n
		se := math.Sqrt((squares/n - mean*mean) / (n - 1))
		t.Logf("%s: JS %.6f ± %.6f, where moments match %.6f: %.1f standard errors", query, mean, se, want, (mean-want)/se)
		if math.Abs(mean-want) > 3*se {
			t.Errorf("%s: runs end at JS %.6f ± %.6f, where moments match it is %.6f", query, mean, se, want)
		}
	}
}
