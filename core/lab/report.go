package lab

import (
	"math"
	"strconv"
	"strings"

	"saddle/core/figure"
	"saddle/core/stat"
)

// Report is what a table says so far.
type Report struct {
	Findings
	Done, Cells int       // cells that have come, and all
	Failed      []Failure // paths that could not be completed
	Left        float64   // seconds that the rest will take, 0 where nobody has said how long the work took
}

// Failure is a path that could not be completed.
type Failure struct {
	Query, Why string // of the path; in a sentence
}

// Report fits and draws what has come. It changes nothing.
func (t *Table) Report() Report {
	r := Report{Findings: t.grid.of.Report(t), Done: t.done, Cells: t.grid.Cells()}
	for path := range t.grid.Paths() {
		if why, ok := t.failed[path]; ok {
			r.Failed = append(r.Failed, Failure{t.grid.RunQuery(path), why})
		}
	}
	return r
}

// Told writes an estimate with the digits that its standard error leaves it.
func Told(e stat.Estimate) string {
	if !(e.SE > 0) {
		if e.Value == math.Trunc(e.Value) || e.Value == -0.5 {
			return strings.Replace(number(e.Value), "-", "−", 1)
		}
		return figure.Digits(e.Value, 3)
	}
	places := decimals(e.SE)
	return fixed(e.Value, places) + plusMinus + fixed(e.SE, places)
}

// plusMinus keeps a number and its error on one line.
const plusMinus = "\u00a0±\u00a0"

// decimals is how many a standard error leaves: three or fewer, more only where it would be lost.
func decimals(se float64) int {
	places := 3
	for limit := 0.1; se >= limit && places > 0; limit *= 10 {
		places--
	}
	for limit := 0.0005; se < limit && places < 9; limit /= 10 {
		places++
	}
	return places
}

func fixed(v float64, places int) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', places, 64), "-", "−", 1)
}

// ToldCount does so for counts, to three digits.
func ToldCount(e stat.Estimate) string {
	if !(e.SE > 0) {
		return figure.Digits(e.Value, 3)
	}
	return figure.Digits(e.Value, 3) + plusMinus + figure.Digits(e.SE, 2)
}

// told writes the value of a fit as its words do.
func (f *Fit) told() string {
	if f.Counts {
		return ToldCount(f.Estimate)
	}
	return Told(f.Estimate)
}

// interval writes the 95 % confidence interval; empty where one observation has none.
func (f *Fit) interval() string {
	lo, hi := f.Interval()
	if !(f.SE > 0) || math.IsInf(lo, 0) {
		return ""
	}
	if f.Counts {
		return figure.Digits(lo, 3) + " … " + figure.Digits(hi, 3)
	}
	places := decimals(f.SE)
	return fixed(lo, places) + " … " + fixed(hi, places)
}

// expected writes what is predicted; empty where nothing is.
func (f *Fit) expected() string {
	switch {
	case math.IsNaN(f.Predicted):
		return ""
	case f.Predicted == -0.5 || f.Count == 1 && f.Predicted == math.Trunc(f.Predicted): // one exact number beside another
		return Told(stat.Estimate{Value: f.Predicted})
	}
	return figure.Digits(f.Predicted, 3)
}
