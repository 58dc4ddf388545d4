package figure

import (
	"strings"

	"saddle/core/snapshot"
)

// Sentence says the moment of s in words, for the status line and for screen readers. A total variation that is
// estimated comes with its standard error. For the reader's own samples it
// says which law stands for them.
func Sentence(s *snapshot.Snapshot) string {
	tv := about(s) + Digits(s.TV, 3)
	if s.TVError > 0 {
		tv += "\u00a0±\u00a0" + Digits(s.TVError, 1)
	}
	from := ""
	if s.DataLaw != "" {
		from = " from " + s.DataLaw
	}
	times := func(what string) string {
		// A floor of 0 or 1 says nothing: no samples yet, or too few to have a covariance of full rank.
		if !(s.TVFloor > 0 && s.TVFloor < 1) {
			return "."
		}
		return ", " + Digits(s.TV/s.TVFloor, 2) + " times " + what + "."
	}
	switch {
	case s.Error != "":
		return s.Error
	case s.Status == snapshot.Loading:
		return "Loading."
	case s.Progress > 0 && s.Progress < 1:
		return "Replaying the run: " + Count(100*s.Progress) + "\u202f% of the way."
	case s.Status == snapshot.Converged:
		return "Converged after " + Count(s.Samples) + " samples: total variation" + from + " " + tv +
			times("that of the sample covariance of the same samples")
	case s.Status == snapshot.Diverged || s.Status == snapshot.Failed:
		return "The run stopped after " + Count(s.Samples) + " samples."
	case s.Step == 0:
		return "Ready: total variation" + from + " " + tv + " before the first step."
	}
	return "After " + Count(s.Samples) + " samples the total variation" + from + " is " + tv + times("the floor")
}

// label describes the picture: what each colour is, then the moment.
func label(s *snapshot.Snapshot) string {
	var b strings.Builder
	b.WriteString(Count(float64(len(s.View.Target)/2)) + " target samples in blue and " +
		Count(float64(len(s.View.Generated)/2)) + " generated samples in orange")
	if a := s.View.Axes; len(a) == 2 && s.D > 2 {
		b.WriteString(", coordinates " + Count(a[0]) + " and " + Count(a[1]))
	}
	b.WriteString(". " + Sentence(s))
	return b.String()
}
