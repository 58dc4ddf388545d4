package figure

import (
	"strings"

	"saddle/core/snapshot"
)

// Describe adds to s what the picture says: its sentences, how much of the laws lies on points and lines, how often the
// discriminator is right, and the legend.
func Describe(s *snapshot.Snapshot) {
	s.Sentence, s.BestMethod, s.Narration = Sentence(s), BestMethod(s), Narration(s)
	s.Masses = nil
	Masses(s)
	Robust(s)
	Legend(s)
}

// Sentence says the moment of s in words, for the status line and for screen readers: always of the law that is shown.
// A total variation that is estimated comes with its standard error. For the reader's own samples it says which law
// stands for them, and how far they themselves are from all such laws.
func Sentence(s *snapshot.Snapshot) string {
	sentence, ofRun := distance(s)
	if misfit := Misfit(s); ofRun && misfit != "" {
		return sentence + " " + misfit
	}
	return sentence
}

// distance is the sentence without the misfit; ofRun says whether it is about the distance of the run from its target.
func distance(s *snapshot.Snapshot) (sentence string, ofRun bool) {
	tv := estimate(s.TV, s.TVError)
	law := "the total variation"
	if s.Averaged {
		law += " of the average"
	}
	if s.DataLaw != "" {
		law += " from " + s.DataLaw
	}
	after := "After " + Count(s.Samples) + " samples "
	end := "."
	if c := comparison(s); c != "" {
		end = ", " + c + "."
	}
	switch {
	case s.Error != "":
		return s.Error, false
	case s.Status == snapshot.Loading:
		return "Loading.", false
	case s.Progress > 0 && s.Progress < 1:
		return "Replaying the run: " + Count(100*s.Progress) + "\u202f% of the way.", false
	case s.Status == snapshot.Converged:
		reached := "Converged. "
		if misfitOf(s) > 0 { // to a law that is not the samples'
			reached = "Near the best fit. "
		}
		return reached + after + law + " first fell below " + Shortest(s.Eps) + ": it is " + tv + end, true
	case s.Status == snapshot.Finished:
		return "Finished. After the " + Count(s.Samples) + " samples asked for " + law + " is " + tv + end, true
	case s.Status == snapshot.Diverged || s.Status == snapshot.Failed:
		return "The run stopped after " + Count(s.Samples) + " samples.", false
	case s.Step == 0:
		return "Ready: " + law + " is " + tv + " before the first step.", true
	}
	return after + law + " is " + tv + end, true
}

// BestMethod says in numbers what the best method reaches from as many samples, on average and in its band; it is empty
// where the samples are too few.
func BestMethod(s *snapshot.Snapshot) string {
	switch {
	case s.Error != "" || s.Data != "" || s.Step == 0:
		return ""
	case len(s.Plateau) > 0:
		return "matching moments comes to " + plateau(s)
	case s.View.Star != s.View.Phi:
		return "what this generator can come to is not known here"
	case !s.FloorKnown:
		return "the best method’s distance is not known here"
	case len(s.Floor) != len(snapshot.FloorColumns):
		return ""
	}
	return "best method " + Digits(s.Floor[0], 3) + " on average, " + Digits(s.Floor[3], 2) + " to " + Digits(s.Floor[4], 2) + " in 95 of 100 cases"
}

// plateau is the total variation of the law that has the moments which the discriminator sees.
func plateau(s *snapshot.Snapshot) string { return estimate(s.Plateau[0], s.Plateau[3]) }

// comparison says how TV compares with that, never with one random data set.
func comparison(s *snapshot.Snapshot) string {
	if len(s.Plateau) > 0 && s.Step > 0 {
		return "and that of the law with the moments which the discriminator sees is " + plateau(s)
	}
	if len(s.Floor) != len(snapshot.FloorColumns) || s.Step == 0 {
		return ""
	}
	mean, low, high := s.Floor[0], s.Floor[3], s.Floor[4]
	// Where the ratio is foolish it is left out: far from the end of a run, and for a lucky one.
	const least, most = 0.5, 100
	ratio := s.TV / mean
	times := Digits(ratio, 2) + " times what the best method reaches on average"
	switch {
	case ratio > most:
		return ""
	case s.TV > high:
		return times
	case s.TV < low:
		return "nearer than the best method comes in 39 of 40 cases"
	case ratio < least:
		return "inside the best method’s band of 95 in 100"
	}
	return times + ", inside its band of 95 in 100"
}

// label describes the picture: what each colour is, then the moment.
func label(s *snapshot.Snapshot) string {
	var b strings.Builder
	b.WriteString(Count(float64(len(s.View.Target)/2)) + " target samples in blue and " +
		Count(float64(len(s.View.Generated)/2)) + " generated samples in orange")
	if a := s.View.Axes; len(a) == 2 && s.D > 2 {
		b.WriteString(", " + coordinates(s.Names, a))
	}
	b.WriteString(". " + Sentence(s))
	return b.String()
}

// coordinates names the two that are shown, by their places from 1, where they have names by these.
func coordinates(names []string, shown []float64) string {
	i, j := int(shown[0])-1, int(shown[1])-1
	if max(i, j) < len(names) && names[i] != "" && names[j] != "" {
		return names[i] + " and " + names[j]
	}
	return "coordinates " + Count(shown[0]) + " and " + Count(shown[1])
}
