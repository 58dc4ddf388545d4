package rates

import (
	"math"
	"strconv"

	"saddle/core/chart"
	"saddle/core/figure"
	"saddle/core/kernel"
	"saddle/core/lab"
	"saddle/core/stat"
)

// group are the rows of one smoothness and amplitude.
type group struct {
	label   string
	beta    float64
	d       int  // 1, or 2 in the plane
	descent bool // the players move by descent-ascent
	pieces  []float64
	marks   []float64
	cells   [][][]measured // by seed, pieces, mark; only seeds of which all pieces have come
	runs    int
	paths   [][]int // by seed and pieces
}

// bottom is the lowest place of the mean divergence over the pieces at one n.
type bottom struct {
	n, pieces float64
	k, mark   int           // places among the pieces and the marks
	js        stat.Estimate // there, over the seeds
	chosen    stat.Estimate // where Akaike's rule would stop
	inside    bool          // not at an end of the list
}

// fewest is how many seeds a standard error takes.
const fewest = 3

// groupsOf sorts a table by target. Marks to which no seed has come with all pieces are left out.
func groupsOf(t *lab.Table) (list []*group) {
	g := t.Grid()
	byKey := map[string]*group{}
	bySeed := map[*group]map[int64]int{}
	for path := range g.Paths() {
		key, label := g.Setting(path, piecesName)
		x := byKey[key]
		cell := g.Cell(path)
		if pictureOf(cell).dimension == 0 {
			continue
		}
		if x == nil {
			x = &group{label: label, beta: cell.Number(smoothnessName), d: pictureOf(cell).dimension, descent: descends(cell)}
			for _, n := range g.Marks() {
				x.marks = append(x.marks, float64(n))
			}
			byKey[key], bySeed[x] = x, map[int64]int{}
			list = append(list, x)
		}
		s, known := bySeed[x][cell.Config.Seed]
		if !known {
			s = len(x.paths)
			bySeed[x][cell.Config.Seed] = s
			x.paths = append(x.paths, nil)
		}
		x.paths[s] = append(x.paths[s], path)
		if s == 0 {
			x.pieces = append(x.pieces, cell.Number(piecesName))
		}
	}
	for _, x := range list {
		x.fill(t)
	}
	return list
}

// fill takes the rows of the seeds that are whole.
func (x *group) fill(t *lab.Table) {
	for _, paths := range x.paths {
		whole := make([][]measured, 0, len(paths))
		for _, path := range paths {
			if _, begun := t.Row(path, 0); begun {
				x.runs++
			}
			if !t.PathDone(path) {
				continue
			}
			var rows []measured
			for mark := range x.marks {
				row, _ := t.Row(path, mark)
				m := read(row)
				if row.Diverged {
					m.js = math.NaN()
				}
				rows = append(rows, m)
			}
			whole = append(whole, rows)
		}
		if len(whole) == len(paths) {
			x.cells = append(x.cells, whole)
		}
	}
}

// over is the mean of f over the seeds that have a number.
func (x *group) over(k, mark int, f func(measured) float64) stat.Estimate {
	var list []float64
	for _, seed := range x.cells {
		if v := f(seed[k][mark]); !math.IsNaN(seed[k][mark].js) {
			list = append(list, v)
		}
	}
	return stat.Mean(list)
}

func js(m measured) float64   { return m.js }
func bias(m measured) float64 { return m.bias }

// at finds the bottom of a mark.
func (x *group) at(mark int) (b bottom, ok bool) {
	least := math.Inf(1)
	for k := range x.pieces {
		if e := x.over(k, mark, js); e.Count == len(x.cells) && e.Value < least {
			least = e.Value
			b = bottom{n: x.marks[mark], mark: mark, pieces: x.pieces[k], k: k, js: e, inside: k > 0 && k < len(x.pieces)-1}
		}
	}
	var chosen []float64
	for _, seed := range x.cells {
		if k := x.akaike(seed, mark); k >= 0 {
			chosen = append(chosen, seed[k][mark].js)
		}
	}
	b.chosen = stat.Mean(chosen)
	return b, !math.IsInf(least, 1)
}

// akaike is the place of the pieces with the largest likelihood less its bias, (K−1)/n on the line, which the samples alone tell
// (Akaike 1973).
func (x *group) akaike(seed [][]measured, mark int) int {
	best, most := -1, math.Inf(-1)
	for k, pieces := range x.pieces {
		m := seed[k][mark]
		if v := m.likelihood - free(pieces, x.d)/x.marks[mark]; !math.IsNaN(m.js) && v > most {
			best, most = k, v
		}
	}
	return best
}

func (x *group) bottoms() (list []bottom) {
	for mark := range x.marks {
		if b, ok := x.at(mark); ok {
			list = append(list, b)
		}
	}
	return list
}

// slope is that of log JS at the bottoms on log n, JS being the mean over the seeds, with its error by leaving out one seed after the other:
// the samples of a seed at one n are part of those at the next, so that only seeds are independent, and the mean of logarithms would depend on
// K, by 1/(K − 1). Bottoms at an end of the list are none.
func (x *group) slope(list []bottom) stat.Estimate {
	var at []float64
	var js [][]float64 // by bottom and seed
	for _, b := range list {
		if !b.inside {
			continue
		}
		var seeds []float64
		for _, seed := range x.cells {
			seeds = append(seeds, seed[b.k][b.mark].js)
		}
		at, js = append(at, kernel.Log(b.n)), append(js, seeds)
	}
	return slopeOfMeans(at, js)
}

// slopeOfMeans is that of log E y on x by least squares, y being a list over the seeds for each x, with its error by the jackknife. It is NaN
// for too few of either.
func slopeOfMeans(x []float64, y [][]float64) stat.Estimate {
	if len(x) < fewest || len(y[0]) < fewest {
		return stat.Estimate{Value: math.NaN()}
	}
	fit := func(without int) float64 {
		var logs []float64
		for _, seeds := range y {
			sum := 0.0
			for i, v := range seeds {
				if i != without {
					sum += v
				}
			}
			logs = append(logs, kernel.Log(sum))
		}
		_, slope, _, _ := stat.Line(x, logs, nil)
		return slope
	}
	without := make([]float64, len(y[0]))
	for i := range without {
		without[i] = fit(i)
	}
	return stat.Estimate{Value: fit(-1), SE: stat.Jackknife(without), Count: len(without)}
}

// expected is that slope for the sum of bias and noise, at its own best pieces and the same n.
func (x *group) expected(list []bottom) float64 {
	var at, y []float64
	for mark, n := range x.marks {
		least := math.Inf(1)
		for k, pieces := range x.pieces {
			if e := x.over(k, mark, bias); e.Count == len(x.cells) {
				least = math.Min(least, e.Value+noise(pieces, x.d, n))
			}
		}
		for _, b := range list {
			if b.inside && b.n == n {
				at, y = append(at, kernel.Log(n)), append(y, kernel.Log(least))
			}
		}
	}
	_, slope, _, _ := stat.Line(at, y, nil)
	return slope
}

// report fits and draws what has come. It changes nothing.
func report(t *lab.Table) (f lab.Findings) {
	groups := groupsOf(t)
	for _, x := range groups {
		f.Runs += x.runs
		list := x.bottoms()
		f.Fits = append(f.Fits, x.fits(list, len(groups) <= fewest)...)
	}
	f.Charts = charts(t, groups)
	games := seriesOf(t)
	for _, x := range games {
		f.Runs += x.runs
		f.Fits = append(f.Fits, x.gameFits(t.Grid().Marks(), len(games) <= 2*fewest)...)
	}
	f.Charts = append(f.Charts, chart.Drawn(gameCharts(games, t.Grid().Marks())...)...)
	return f
}

// beside is the mean over the seeds of JS over that of the exact rule, all pieces and n of a seed together.
func (x *group) beside() stat.Estimate {
	var list []float64
	for _, seed := range x.cells {
		sum, n := 0.0, 0.0
		for _, rows := range seed {
			for _, m := range rows {
				if m.exact > 0 && !math.IsNaN(m.js) {
					sum += m.js / m.exact
					n++
				}
			}
		}
		if n > 0 {
			list = append(list, sum/n)
		}
	}
	if len(list) < fewest {
		return stat.Estimate{Value: math.NaN()}
	}
	return stat.Mean(list)
}

// splines says how many there are.
func (x *group) splines(k float64) string {
	n := strconv.Itoa(int(k))
	if x.d == 2 {
		return n + " × " + n + " pieces"
	}
	return n + " pieces"
}

func (x *group) with(words string) string {
	if x.label == "" {
		return words
	}
	return "With " + x.label + ", " + string(words[0]-'A'+'a') + words[1:]
}

func (x *group) fits(list []bottom, main bool) (fits []lab.Fit) {
	if e := x.slope(list); !math.IsNaN(e.Value) {
		fits = append(fits, lab.Fit{What: "slope of log JS on log n", Of: x.label, Estimate: e, Predicted: x.expected(list), Main: main,
			Words: x.with("At the best number of pieces the divergence falls as n to the power ") + lab.Told(e) + "; predicted " +
				figure.Digits(x.expected(list), 3) + " for these targets and n, " + figure.Digits(bottomSlope(x.beta, x.d), 3) + " in the long run."})
	}
	if e := x.beside(); x.descent && !math.IsNaN(e.Value) {
		fits = append(fits, lab.Fit{What: "JS by descent-ascent over the exact rule", Of: x.label, Estimate: e, Predicted: 1, Main: main,
			Words: x.with("Averaged descent-ascent ends at ") + lab.Told(e) + " times the divergence of players who move to the end at once; predicted 1, in the long run."})
	}
	if len(list) == 0 {
		return fits
	}
	b := list[len(list)-1]
	if len(x.cells) < fewest {
		return fits
	}
	e := x.over(b.k, b.mark, func(m measured) float64 { return m.js / (m.bias + noise(b.pieces, x.d, b.n)) })
	where := x.splines(b.pieces) + " and " + figure.Count(b.n) + " samples"
	fits = append(fits, lab.Fit{What: "JS over bias and noise", Of: x.label, Estimate: e, Predicted: 1, Main: main,
		Words: x.with("At ") + where + " the divergence is " + lab.Told(e) + " times the sum of bias and noise; predicted 1, to first order."})
	e = stat.Estimate{Value: b.chosen.Value / b.js.Value, SE: b.chosen.SE / b.js.Value, Count: b.chosen.Count}
	fits = append(fits, lab.Fit{What: "JS by Akaike’s rule over the bottom", Of: x.label, Estimate: e, Predicted: math.NaN(), Main: main,
		Words: x.with("Pieces chosen by the samples alone, by Akaike’s rule, cost ") + lab.Told(e) + " times the divergence at the bottom."})
	return fits
}
