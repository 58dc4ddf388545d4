package session

import (
	"math"
	"strconv"

	"saddle/core/config"
	"saddle/core/predict"
	"saddle/core/sgda"
	"saddle/core/theory"
)

// foretold is what theory says of a run near its equilibrium, as the page shows it. It is found when somebody looks at the
// run for the first time.
type foretold struct {
	game  predict.Game
	fresh bool // game is that of a run before
	marks []string
	cloud []float64
	left  theory.Fluctuation // what constant steps leave
	rests bool               // left is known
	after float64            // steps after which the run, begun at the equilibrium, shows it
}

// of prepares what is said of the run of t.
func (f *foretold) of(cfg *config.Config, t *sgda.Trainer) *foretold {
	if !f.fresh {
		return f
	}
	if !predict.Constant(cfg) && cfg.Schedule != config.Annealed { // the steps fall: there is nothing to say
		*f = foretold{game: f.game}
		return f
	}
	*f = foretold{game: f.game.Follow(cfg, t)}
	if edge := f.game.Edge(); edge.Valid {
		f.marks = []string{"etaG=" + strconv.FormatFloat(edge.Value, 'g', -1, 64) + " edge"}
	}
	if f.left, f.rests = f.game.Fluctuation(); !f.rests || f.left.S == 0 {
		f.rests = false
		return f
	}
	relaxation, _ := f.game.Relaxation()
	f.after = blocks * relaxation
	if line, ok := f.game.Line(); ok {
		f.cloud = line[:]
	} else {
		f.cloud = []float64{2 * math.Sqrt(f.left.S), math.Sqrt(f.left.Round)}
	}
	return f
}

// blocks are the stretches of a run whose means give the error of what is measured over it.
const blocks = 8

// heat returns the numbers of snapshot.HeatColumns for the rows of the trail, each of so many numbers: temperatures as predicted and as measured over
// the later half of the run, by how ‖Σ − Σ_*‖² and ‖A‖² there compare with what is predicted. Measured ones are 0 until
// the half is blocks relaxations long.
func (f *foretold) heat(rows []float64, width int) []float64 {
	if !f.rests {
		return nil
	}
	out := []float64{f.left.HeatG, 0, 0, f.left.HeatD, 0, 0}
	if len(rows) == 0 {
		return out
	}
	end := rows[len(rows)-width]
	if end < 2*f.after {
		return out
	}
	for i, expected := range []float64{4 * f.left.S, f.left.Round} {
		mean, se := laterHalf(rows, width, 4+i)
		out[3*i+1], out[3*i+2] = out[3*i]*mean/expected, out[3*i]*se/expected
	}
	return out
}

// student is the 97.5 % quantile of Student's law for so many blocks, over 2: with it twice the standard error covers 95 of 100.
const student = 2.365 / 2

// laterHalf returns the mean over the later half of the steps of the square of a column, and its standard error by the spread of
// the means over equal stretches, widened by student. Column 0 is the step. Rows are weighted alike, stretch by stretch.
func laterHalf(rows []float64, width, column int) (mean, se float64) {
	end := rows[len(rows)-width]
	var sum, count [blocks]float64
	for at := 0; at < len(rows); at += width {
		k := int(blocks * (2*rows[at]/end - 1))
		if 2*rows[at] < end {
			continue
		}
		k = min(k, blocks-1)
		sum[k] += float64(rows[at+column] * rows[at+column])
		count[k]++
	}
	for k := range sum {
		mean += sum[k] / max(count[k], 1) / blocks
	}
	for k := range sum {
		off := sum[k]/max(count[k], 1) - mean
		se += float64(off * off)
	}
	return mean, student * math.Sqrt(se/(blocks*(blocks-1)))
}

// gauge returns the numbers of snapshot.GaugeColumns, nil but under the schedule that goes by them.
func gauge(t *sgda.Trainer) []float64 {
	a, ok := t.Annealing()
	if !ok {
		return nil
	}
	g, d := a.Gauges[sgda.Generator], a.Gauges[sgda.Discriminator]
	return []float64{g.Ratio, g.Error, d.Ratio, d.Error, a.Share}
}
