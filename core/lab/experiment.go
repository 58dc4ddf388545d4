package lab

import (
	"saddle/core/chart"
	"saddle/core/config"
	"saddle/core/predict"
	"saddle/core/stat"
)

// Experiment is one laboratory: what distinguishes it from every other, as data and functions. The bench does the rest.
// It is immutable.
type Experiment struct {
	Name  string // in lab=; lower case
	Title string // above the laboratory

	Own      []config.Param // parameters of this experiment alone; their defaults depend on nothing
	Defaults string         // query of the defaults in which its runs differ from a figure's
	Single   []string       // parameters, of config or own, of which a grid has one value and no run knows

	Along string // the parameter, of config or own, through whose values a run passes; empty: a run is measured once
	Marks string // the values of Along where a grid names none

	Columns []Column // what a row holds
	Live    bool     // a whole grid takes so little that the desk runs it as soon as it is opened
	Presets []Preset // in the order of the page
	// Published are finished tables, by the names of their presets, some with more seeds than a reader waits for: see PublishedTable.
	Published map[string]string

	// Check finds what only shows in a combination, for one path of every setting; nil: nothing.
	Check func(*Cell) []config.Problem
	// Cost estimates the work of a path, in thirds of a nanosecond on a machine of 2026.
	Cost func(*Cell) float64
	// Start prepares a path.
	Start func(*Cell) Runner
	// Hands is how many hands the runner of a path, which is Shared, asks for; 0 where it plays alone. nil: no path has any.
	Hands func(*Cell) int
	// Hand prepares the k-th hand of a path.
	Hand func(c *Cell, k int) Hand
	// Predict says what theory expects of a path; nil: nothing.
	Predict func(*Cell) []predict.Prediction
	// Report fits and draws what has come; it changes nothing.
	Report func(*Table) Findings
}

// Column declares one number, or one list of numbers, of every row.
type Column struct {
	Name  string // in tables
	Doc   string // what it is, with its unit
	Whole bool   // whole numbers from 0 on
	Width int    // numbers of a list; 0: one number
}

// numbers is how many numbers of a row are the column's.
func (c *Column) numbers() int { return max(1, c.Width) }

// Preset is a named grid with what it shows.
type Preset struct {
	Name, Title, Note, Query string // on the command line; above it; what it shows; the grid
}

// Runner is one path on its way. It is advanced in slices, so that whoever runs it can do other things between.
type Runner interface {
	// Advance takes one step, of at most a few milliseconds, towards a mark, a value of the experiment's Along, and says
	// whether it has come there.
	Advance(mark int64) bool
	// Measure returns the numbers of the experiment's columns at the present moment, and whether the run has diverged.
	Measure() (values []float64, diverged bool)
}

// Findings are what an experiment reads off its table.
type Findings struct {
	Runs, Diverged int           // paths that have yielded rows, and those that have diverged
	Fits           []Fit         // fitted numbers beside predicted ones
	Charts         []chart.Chart // what there is to draw
}

// Fit is one fitted number beside the predicted one. Value is NaN where there is not enough to fit, Predicted where
// nothing is predicted.
type Fit struct {
	What string // as "slope of log TV on log N"
	Of   string // the setting and dimension; empty: all
	stat.Estimate
	Predicted float64 // NaN: nothing
	Words     string  // the fit in a sentence
	Main      bool    // what the experiment is about
	Counts    bool    // it is a number of things, told to three digits
}
