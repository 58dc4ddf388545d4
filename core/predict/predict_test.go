package predict

import (
	"math"
	"strings"
	"testing"

	"saddle/core/config"
	"saddle/core/theory"
)

func of(t *testing.T, query string) []Prediction {
	t.Helper()
	cfg, problems := config.Parse(query)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return Of(cfg)
}

// Values known otherwise: by formula, or from the documentation.
func TestKnownValues(t *testing.T) {
	for _, x := range []struct {
		query, name string
		want        float64
	}{
		{"d=1&n=10000", Floor, theory.Constant(1) / 100},
		{"d=8&n=1000000", Floor, 2.1550 / 1000},
		{"d=2", PriceBefore, 6},
		{"d=2", PriceAfter, 1},
		{"d=2", Reach, math.Pow(theory.Constant(2)/0.01, 2) * 1.25 * 16 / 7},
		{"d=8&schedule=decay&average=settled&fakes=1&eps=0.1", Reach, math.Pow(theory.Constant(8)/0.1, 2) * 2},
		{"d=2&phi=relu&kappa=1&whiten=off", PriceBefore, 14.35},
		{"phi=identity&d=1&whiten=off&rule=simultaneous&etaD=0.1", Edge, 1.4911},
		{"phi=identity&d=1&whiten=off&rule=simultaneous&etaD=0.1", Spiral, 20.930},
		{"phi=identity&d=2&whiten=off&target=isotropic&rule=simultaneous&schedule=constant&etaD=0.1", Edge, 1},
		{"phi=identity&d=2&whiten=off&target=isotropic&rule=exact&schedule=constant&etaG=0.1", Radius, 0.9},
		// Against a discriminator that answers at once the constant takes up the means: equipartition, (η_G/2B)·(1 + B/B_f)/2 in each
		// of the three coordinates.
		{"phi=identity&d=2&whiten=off&target=isotropic&schedule=constant&batch=64&fakes=4&etaD=0.01&etaG=0.00001", VarS, 3 * 0.00001 / 128 * 0.625},
		{"phi=identity&d=2&whiten=off&target=isotropic&schedule=constant&batch=64&fakes=4&etaD=0.01&etaG=0.00001", TemperatureG, 0.625},
		// Where φ cuts off the ascent follows centred features: equipartition for both players, for a target that whitening sees exactly.
		{"phi=relu&d=2&kappa=1&n0=1000000&schedule=constant&batch=64&fakes=4&etaD=0.001&etaG=0.001", TemperatureG, 0.625},
		{"phi=relu&d=2&kappa=1&n0=1000000&schedule=constant&batch=64&fakes=4&etaD=0.001&etaG=0.001", TemperatureD, 0.625},
		{"phi=identity&d=2&whiten=off&target=isotropic&rule=exact&schedule=constant", VarS, 0},
	} {
		p := By(of(t, x.query), x.name)
		if !p.Valid || math.Abs(p.Value-x.want) > 2e-3*math.Max(x.want, 1e-9)+1e-12 {
			t.Errorf("%s: %s is %v (%v), want %v", x.query, x.name, p.Value, p.Valid, x.want)
		}
	}
}

// What is not known is not Valid and 0, for the reasons stated; every prediction is there with its formula and source.
func TestUnknown(t *testing.T) {
	all := []string{Floor, PriceBefore, PriceAfter, Reach, Edge, Spiral, Radius, TemperatureG, TemperatureD, VarS, VarA}
	for query, unknown := range map[string][]string{
		"":                                   {Floor, TemperatureG, TemperatureD, VarS, VarA},                       // n = 0, steps that fall
		"n=1000&schedule=constant":           {Reach},                                                               // a constant step stays away from the target
		"n=1000&gammaD=0&gammaG=0":           {Reach},                                                               // which is the same
		"phi=relu&d=3&n=9&schedule=constant": {Floor, PriceBefore, PriceAfter, Reach},                               // after the fold
		"phi=relu&d=4&n=9&schedule=constant": all,                                                                   //
		"d=40&n=9000&schedule=constant":      {Reach, Edge, Spiral, Radius, TemperatureG, TemperatureD, VarS, VarA}, // too many scales
		"n=1000&schedule=constant&phi=identity&rule=simultaneous&etaG=9": {Reach, TemperatureG, TemperatureD, VarS, VarA}, // unstable
		"n=1000&schedule=constant&rule=exact&loss=leastsquares":          {Reach, Spiral},
		"n=1000&schedule=constant&rule=exact":                            {Reach, Spiral},
	} {
		for i, p := range of(t, query) {
			valid := true
			for _, name := range unknown {
				valid = valid && name != p.Name
			}
			if p.Valid != valid || p.Name != all[i] || p.Formula == "" || p.Source == "" || !valid && p.Value != 0 || math.IsNaN(p.Value) || math.IsInf(p.Value, 0) {
				t.Errorf("%q: %+v, known: %v", query, p, valid)
			}
		}
	}
	if p := By(nil, "nonsense"); p.Valid {
		t.Error("a name that nobody has declared is predicted")
	}
}

// What is predicted, and where nothing is: under constant steps, of the last of falling ones, where the gradient misses what
// crosses a border, and, for the price, where φ cuts off in more than two dimensions.
func TestLongRun(t *testing.T) {
	for query, want := range map[string]struct {
		falls bool
		times float64
	}{
		"":                                {true, 1.25},
		"fakes=1":                         {true, 2},
		"phi=tanh&d=9":                    {true, 1.25},
		"schedule=constant":               {false, 0},
		"schedule=fdr":                    {false, 0},
		"average=off":                     {false, 0},
		"average=half":                    {true, 0},
		"gammaG=0.3":                      {false, 0},
		"schedule=theory":                 {false, 0},
		"schedule=theory&average=off&d=3": {true, 1.25 * 4 / 3},
		"schedule=theory&average=off&d=2": {true, 1.25 * 16 / 7},
		"schedule=theory&average=off&loss=leastsquares&d=3": {true, 1.25 * 4 / 3},
		"schedule=theory&average=off&whiten=off":            {false, 0},
		"schedule=theory&average=off&phi=relu&kappa=1":      {true, 1.25 * 2.6796},
		"schedule=theory&average=off&phi=relu&d=3":          {false, 0},
		"rule=exact":                                      {false, 0},
		"phi=relu&d=3":                                    {true, 0},
		"phi=relu&kappa=1":                                {true, 1.25 * 1.2891},
		"phi=relu&kappa=1&disc=facewise":                  {true, 1.25 * 0.9709},
		"phi=relu&kappa=1&disc=truncated":                 {true, 1.25 * 2.8458},
		"phi=relu&kappa=1&disc=truncated&grad=pathwise":   {false, 0},
		"phi=relu&kappa=1&disc=facewise&loss=wasserstein": {true, 0},
	} {
		if !strings.Contains(query, "schedule") {
			query += "&schedule=decay"
		}
		if !strings.Contains(query, "average") {
			query += "&average=settled"
		}
		cfg, problems := config.Parse(query)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		sigma := make([]float64, cfg.D*cfg.D)
		for i := range cfg.D {
			sigma[i*cfg.D+i] = 1
		}
		l := LongRunOf(&cfg, sigma)
		if l.Falls != want.falls || l.Known != (want.times > 0) || l.Known && math.Abs(l.Times()/want.times-1) > 2e-4 {
			t.Errorf("%s: %+v, %v times the samples", query, l, l.Times())
		}
		if l.Known && math.Abs(l.TV(l.Reach(0.01))-0.01) > 1e-12 {
			t.Errorf("%s: %v after %v samples", query, l.TV(l.Reach(0.01)), l.Reach(0.01))
		}
	}
}
