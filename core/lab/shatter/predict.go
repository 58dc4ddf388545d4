package shatter

import (
	"math"

	"saddle/core/lab"
	"saddle/core/predict"
)

// The names of the predictions.
const (
	lossPatterns = "lossPatterns"
	margins      = "margins"
	network      = "network"
	samplesName  = "samples"
)

// foretell is what is predicted of a path.
func foretell(c *lab.Cell) []predict.Prediction {
	s := sceneOf(c)
	m := len(s.dots)
	blind := s.general() && (s.alike() || s.radius == 0)
	return []predict.Prediction{
		{Name: lossPatterns, Value: value(blind, separable(m)), Valid: blind,
			Formula: "m² − m + 2 for m dots of one label, whatever ε, or for any labels at ε = 0, if no three dots lie on a line",
			Source:  "Cover 1965; that one label makes them blind to ε is derived here"},
		{Name: margins, Value: s.robust(s.radius), Valid: true,
			Formula: "the labellings whose two sides have hulls further apart than 2ε",
			Source:  "derived here, package shatter"},
		{Name: network, Value: productBound(m), Valid: true,
			Formula: "at most: (C(m,0) + C(m,1) + C(m,2) + C(m,3))³, the product of the growth numbers of three neurons",
			Source:  "the product is Qi and Wilder's (arXiv 1912.08865); the growth number of one is Sauer's bound at dimension 3"},
		{Name: samplesName, Value: math.Floor(crossing(s.weights)) + 1, Valid: true,
			Formula: "the smallest m with 2^m > (em)^E: ⌊−(E/ln 2) W₋₁(−ln 2/(eE))⌋ + 1",
			Source:  "derived here, package shatter"},
	}
}

func value(known bool, v float64) float64 {
	if !known {
		return 0
	}
	return v
}

// partings parts every labelling that calls the first dot +1; the others are their opposites, as far apart. Entry k has
// the labelling pairOf(k).
func (s *scene) partings() []parting {
	list := make([]parting, 1<<(len(s.dots)-1))
	for k := range list {
		list[k] = s.part(s.pairOf(k))
	}
	return list
}

// pairOf calls −1 those dots behind the first whose bits k has.
func (s *scene) pairOf(k int) labelling { return s.all() &^ (labelling(k) << 1) }

// robust is how many labellings are given at a radius.
func (s *scene) robust(radius float64) float64 { return robustAmong(s.partings(), radius) }

func robustAmong(list []parting, radius float64) (n float64) {
	for i := range list {
		if list[i].gap > 2*radius {
			n += 2
		}
	}
	return n
}
