package edge

import (
	"math"
	"strconv"

	"saddle/core/config"
	"saddle/core/lab"
	"saddle/core/wishart"
)

// The experiment's own parameters, and those of a figure that mean something of their own here.
const (
	drawsName    = "draws"
	entriesName  = "entries"
	nuName       = "nu"
	betaName     = "beta"
	ratioName    = "ratio"
	excessName   = "excess"
	centringName = "centring"
	needleName   = "s"
	rowsName     = "n"
	columnsName  = "d"
)

func fixed(text string) func(*config.Config) string {
	return func(*config.Config) string { return text }
}

// Experiment is the laboratory of the largest eigenvalue.
var Experiment = &lab.Experiment{
	Name: "edge", Title: "The largest eigenvalue as a judge",
	Own: []config.Param{
		{Name: drawsName, Label: "Draws", Symbol: "R", Kind: config.Int, Min: 1, Max: 1e7, Log: true, Default: fixed("10000"),
			Help: "Matrices that a run draws, one largest eigenvalue each."},
		{Name: entriesName, Label: "Entries", Kind: config.Choice, Default: fixed(wishart.Gaussian),
			Options: []config.Option{{Value: wishart.Gaussian, Label: "Gaussian entries"}, {Value: wishart.Sign, Label: "entries ±1"}, {Value: wishart.Uniform, Label: "uniform entries"}, {Value: wishart.Student, Label: "entries of Student’s t"}},
			Help:    "The law of the entries of the matrix, scaled to variance 1."},
		{Name: nuName, Label: "Degrees of freedom", Symbol: "ν", Kind: config.Float, Min: 2.1, Max: 100, Log: true, Default: fixed("3"),
			Help: "Of Student’s t, where the entries have it: the fewer, the heavier its tails. Up to 4 it has no fourth moment."},
		{Name: betaName, Label: "Field", Symbol: "β", Kind: config.Choice, Default: fixed("1"),
			Options: []config.Option{{Value: "1", Label: "real entries"}, {Value: "2", Label: "complex entries"}},
			Help:    "Real or complex entries; the limit is F₁ or F₂."},
		{Name: ratioName, Label: "Rows per column", Symbol: "n/d", Kind: config.Float, Min: 0.01, Max: 10000, Log: true, Default: fixed("2"),
			Help: "So many rows has the matrix for each of its columns, where n is 0."},
		{Name: excessName, Label: "Error of the worst direction", Symbol: "θ", Kind: config.Float, Min: 0, Max: 100, Default: fixed("0"),
			Help: "The first column has the variance 1 + θ."},
		{Name: centringName, Label: "Constants", Kind: config.Choice, Default: fixed(wishart.Ma),
			Options: []config.Option{{Value: wishart.Plain, Label: "plain"}, {Value: wishart.Johnstone, Label: "Johnstone’s"}, {Value: wishart.Ma, Label: "Ma’s"}},
			Help:    "The constants μ and σ with which the eigenvalue is centred and scaled, in the histogram and where entries are compared."},
		{Name: needleName, Label: "Needle", Symbol: "s", Kind: config.Float, Min: -10, Max: 13, Default: fixed("1"),
			Help: "Where the needle stands; its p-value is 1 − F(s)."},
	},
	Defaults: rowsName + "=0&" + columnsName + "=32",
	Single:   []string{centringName, needleName},
	Along:    drawsName, Marks: "100,1000,10000",
	Columns: []lab.Column{
		{Name: "counts", Width: bins, Whole: true, Doc: "draws with s = (λ − μ)/σ by Ma’s constants below −6, in each tenth from −6 to 4, and from 4 on"},
		{Name: "found", Whole: true, Doc: "draws in which the test by Ma’s constants at 5 % rejects that all variances are 1"},
		{Name: "mean", Doc: "the mean of λ, the largest eigenvalue of XᵀX"},
	},
	Presets: presets, Published: published,
	Check:   unfit,
	Cost:    cost,
	Start:   func(c *lab.Cell) lab.Runner { return newDrawing(c) },
	Predict: predictions,
	Report:  report,
}

// shape is what a path draws.
type shape struct {
	beta, n, p int
	entries    string
	nu, excess float64
}

// mostRows is how many rows a matrix has at most that is drawn in full.
const mostRows = 100_000

// shapeOf reads it from a path.
func shapeOf(c *lab.Cell) shape {
	s := shape{n: int(c.Config.N), p: c.Config.D, entries: c.Own(entriesName), nu: c.Number(nuName), excess: c.Number(excessName)}
	s.beta, _ = strconv.Atoi(c.Own(betaName))
	if s.n == 0 {
		s.n = max(1, int(math.Round(c.Number(ratioName)*float64(s.p))))
	}
	if s.full() {
		s.n = min(s.n, mostRows)
	}
	return s
}

// full says whether the matrix must be drawn entry by entry.
func (s *shape) full() bool { return s.entries != wishart.Gaussian }

// exact says whether the law at this n is known.
func (s *shape) exact() bool { return !s.full() && s.excess == 0 && s.n <= 1_000_000 }

func (s *shape) constants(name string) wishart.Constants {
	return wishart.ConstantsOf(name, s.beta, s.n, s.p)
}

// unfit says what a path cannot do.
func unfit(c *lab.Cell) []config.Problem {
	if s := shapeOf(c); s.full() && c.Config.N > mostRows {
		return []config.Problem{{Name: rowsName, Range: "at most 100000 with other entries than Gaussian ones", Used: strconv.Itoa(mostRows),
			Message: "n=" + strconv.FormatInt(c.Config.N, 10) + " is too many rows to draw entry by entry; with entries=" + s.entries + " at most 100000 are taken."}}
	}
	return nil
}

// cost is that of the draws: 200 for each row of a bidiagonal matrix; for a full one of width w 60 an entry, w²/2 a row, and
// 2w³ for the eigenvalue.
func cost(c *lab.Cell) float64 {
	s := shapeOf(c)
	each := float64(200 * min(s.n, s.p))
	if s.full() {
		w := float64(s.beta * s.p)
		each = float64(float64(s.n)*(float64(60*w)+float64(w*w/2))) + float64(2*w*w*w)
	}
	return float64(c.Last()) * each
}
