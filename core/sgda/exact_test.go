package sgda

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/gan"
	"saddle/core/metric"
	"saddle/core/theory"
)

// The closed form for least squares is the maximum over very many latents, of which both laws are made.
func TestBestSquaresIsTheMaximum(t *testing.T) {
	const n = 20_000
	tr := New(parse(t, "d=2&loss=leastsquares&rule=exact&whiten=off&wstar=1,0.4,0,0.7&w0=0.6,0.1,-0.3,1.2"))
	z := evenLatents(2, n)
	x := make([]float64, len(z))
	tr.game.star.PreActivations(x, z, make([]float64, 4))
	tr.samples = n
	tr.accumulate(x)
	if !tr.best() {
		t.Fatal("no best discriminator")
	}
	m := gan.NewMinibatch(2, 1, 1, gan.LeastSquares)
	b := gan.NewBest(gan.NewQuadratic(m, tr.gen()), m, tr.gen(), z)
	b.SeeOnly(x)
	want := make([]float64, 5)
	b.Find(want)
	for k, v := range tr.game.disc {
		if math.Abs(v-want[k]) > 2e-3 {
			t.Errorf("parameter %d is %v, over the latents %v", k, v, want[k])
		}
	}
}

// exactly are the settings in which the exact rule is asked for what its samples allow.
func exactly() (queries []string) {
	for _, d := range []int{1, 2} {
		for _, loss := range []string{"minimax", "nonsaturating", "leastsquares", "wasserstein"} {
			queries = append(queries, fmt.Sprintf("d=%d&loss=%s", d, loss))
			for _, phi := range []string{"relu", "hardtanh"} {
				for _, disc := range []string{"quadratic", "facewise"} {
					if loss != "wasserstein" || d == 1 {
						queries = append(queries, fmt.Sprintf("d=%d&loss=%s&phi=%s&disc=%s", d, loss, phi, disc))
					}
				}
			}
		}
	}
	return queries
}

// TestExactRuleReachesTheFloor prints the total variation after 20,000 samples over that which the game of the design reaches from them in
// the long run (theory.PriceOf, without the noise of fakes): predicted to lie between 1 and √(8/7) = 1.07, as the last iterate averages
// what the samples said over the last times t^(1/4) with a gain of 4/t.
func TestExactRuleReachesTheFloor(t *testing.T) {
	queries, seeds := []string{"d=2", "d=2&loss=leastsquares", "d=1&phi=relu&loss=wasserstein", "d=2&phi=relu", "d=2&phi=hardtanh&loss=leastsquares&disc=facewise"}, 12
	if *long {
		queries, seeds = exactly(), 60
	}
	for _, query := range queries {
		t.Run(query, func(t *testing.T) {
			t.Parallel()
			var ratios []float64
			for seed := range seeds {
				tr := New(parse(t, query+"&rule=exact&eps=0").WithSeed(uint64(seed + 1)))
				for tr.Samples() < 20_000 && tr.Failure() == "" {
					tr.Step()
				}
				s := tr.State()
				price, ok := theory.PriceOf(tr.cfg.Disc, tr.game.gen.Phi, s.SigmaStar, tr.d)
				if !ok || tr.Failure() != "" {
					t.Fatal("no price, or", tr.Failure())
				}
				tv, _ := metric.NewJudge(tr.game.gen.Phi, s.WStar, tr.d, uint64(seed)).TV(s.Factor)
				ratios = append(ratios, tv*math.Sqrt(float64(tr.Samples()))/price.Constant)
			}
			mean, se := meanAndError(ratios)
			t.Logf("%s: %.2f ± %.2f times the expected floor of its game, at most 1.5", query, mean, se)
			if !(mean-se <= 1.5) {
				t.Errorf("%s: %.2f ± %.2f times the expected floor of its game", query, mean, se)
			}
		})
	}
}
