package predict

import (
	"math"
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
	all := []string{Floor, PriceBefore, PriceAfter, Edge, Spiral, Radius, TemperatureG, TemperatureD, VarS, VarA}
	for query, unknown := range map[string][]string{
		"":                                   {Floor, TemperatureG, TemperatureD, VarS, VarA},                // n = 0, steps that fall
		"n=1000&schedule=constant":           nil,                                                            // all
		"n=1000&gammaD=0&gammaG=0":           nil,                                                            // which is the same
		"phi=relu&d=3&n=9&schedule=constant": {Floor, PriceBefore, PriceAfter},                               // after the fold
		"phi=relu&d=4&n=9&schedule=constant": all,                                                            //
		"d=40&n=9000&schedule=constant":      {Edge, Spiral, Radius, TemperatureG, TemperatureD, VarS, VarA}, // too many scales
		"n=1000&schedule=constant&phi=identity&rule=simultaneous&etaG=9": {TemperatureG, TemperatureD, VarS, VarA}, // unstable
		"n=1000&schedule=constant&rule=exact":                            {Spiral},
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
