package sgda

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/data/datatest"
	"saddle/core/rng"
)

// spike is a column that is 1 in every fortieth row and 0 elsewhere, and a normal one.
func spike() (d, n int, row func(x []float64, i int)) {
	r := rng.New(11, "test")
	return 2, 400, func(x []float64, i int) {
		r.Normals(x[:2])
		x[0] = 0
		if i%40 == 0 {
			x[0] = 1
		}
	}
}

// wine is like a table of measurements: 12 columns that hang together, most of them skewed, some with tails of many deviations, of
// scales from 0.002 to 30.
func wine() (d, n int, row func(x []float64, i int)) {
	r := rng.New(12, "test")
	return 12, 1599, func(x []float64, i int) {
		var z [13]float64
		r.Normals(z[:])
		for j := range 12 {
			v := 0.6*z[12]*math.Cos(float64(j)) + 0.8*z[j]
			switch j % 4 {
			case 0:
				v = math.Exp(0.9 * v)
			case 1:
				v = math.Exp(0.4 * v)
			case 2:
				v *= v * v
			}
			x[j] = (v + 1) * math.Pow(10, float64(j%5)-2.5)
		}
	}
}

// No seed diverges on tables such as people have, which are not normal: whitening knows all rows, and the ascent is balanced by them.
func TestWildTablesAreTrainedOn(t *testing.T) {
	queries, steps := []string{"phi=leaky", "phi=leaky&loss=leastsquares"}, int64(200)
	if *long {
		queries = append(queries, "phi=identity", "phi=leaky&loss=wasserstein", "phi=relu", "phi=relu&disc=facewise", "phi=identity&schedule=decay&average=settled")
		steps = 1000
	}
	for name, table := range map[string]func() (int, int, func([]float64, int)){"spike": spike, "wine": wine} {
		for _, query := range queries {
			t.Run(name+"/"+query, func(t *testing.T) {
				t.Parallel()
				d, n, row := table()
				query := fmt.Sprintf("schedule=theory&average=off&%s&target=data&d=%d&eps=0", query, d)
				cfg := parse(t, query)
				if phi := cfg.Phi; phi == "relu" { // whose values are none below 0
					signed := row
					row = func(x []float64, i int) {
						signed(x, i)
						for j := range x {
							x[j] = max(0, x[j])
						}
					}
				}
				law := datatest.Law(t, cfg.Activation(), cfg.Phi == "identity", d, n, row)
				failed := 0
				var tv []float64
				for seed := range 20 {
					tr := NewOn(cfg.WithSeed(uint64(seed+1)), law)
					for tr.Steps() < steps && tr.Failure() == "" {
						tr.Step()
					}
					if tr.Failure() != "" {
						failed++
						continue
					}
					s := tr.State()
					tv = append(tv, totalVariation(t, s.Sigma, law.Covariance(), d))
				}
				mean, se := 0.0, 0.0
				if len(tv) > 1 {
					mean, se = meanAndError(tv)
				}
				t.Logf("%s, %s: %d of 20 seeds diverge; TV %.3f ± %.3f", name, query, failed, mean, se)
				if failed > 0 {
					t.Errorf("%s, %s: %d of 20 seeds diverge", name, query, failed)
				}
			})
		}
	}
}
