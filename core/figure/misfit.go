package figure

import (
	"math"
	"strconv"

	"saddle/core/snapshot"
)

// Misfit says how far the reader's samples are from everything that the generator can make, as far as a test has shown it;
// empty where it has shown nothing, and where the samples are not the target. See snapshot.Snapshot.Misfit.
func Misfit(s *snapshot.Snapshot) string {
	if low := misfitOf(s); low > 0 {
		return "Your samples are at least " + floored(low) + " from anything this generator can make."
	}
	return ""
}

// misfitOf returns what a test has shown, 0 for nothing worth a word.
func misfitOf(s *snapshot.Snapshot) float64 {
	const least = 0.001
	if len(s.Misfit) == len(snapshot.MisfitColumns) && s.Misfit[0] >= least {
		return s.Misfit[0]
	}
	return 0
}

// MisfitTest says what a test of the reader's samples found, for a row of snapshot.MisfitColumns; empty while there is none.
func MisfitTest(found []float64) string {
	if len(found) != len(snapshot.MisfitColumns) {
		return ""
	}
	low, estimate, rows := found[0], found[1], found[3]
	switch kept := Count(math.Ceil(rows / 2)); {
	case estimate == 0 && found[2] == 0:
		return "There are too few of them to test whether any law of this generator fits."
	case low > 0:
		return "With 95\u202f% confidence they are at least " + floored(low) + " from anything this generator can make, by a test on " + kept + " held-out rows that shows " + Digits(estimate, 2) + "."
	default:
		return "A test on " + kept + " held-out rows shows no misfit to the generator."
	}
}

// floored is a lower bound with two or three places, never rounded up.
func floored(low float64) string {
	places, unit := 2, 100.0
	if low < 0.1 {
		places, unit = 3, 1000
	}
	return strconv.FormatFloat(math.Floor(low*unit)/unit, 'f', places, 64)
}
