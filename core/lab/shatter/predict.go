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
	return s.foretell(s.partings())
}

func (s *scene) foretell(list []parting) []predict.Prediction {
	loss := 0.0
	blind := s.alike() || s.radius == 0
	if blind {
		loss = robustAmong(list, 0)
	}
	return []predict.Prediction{
		{Name: lossPatterns, Value: loss, Valid: blind,
			Formula: "the labellings whose two sides have hulls apart, m² − m + 2 if no three dots lie on a line, for dots of one label, whatever ε, or any labels at ε = 0",
			Source:  "Cover 1965 for the formula; that one label makes half-planes blind to ε is derived here"},
		{Name: margins, Value: robustAmong(list, s.radius), Valid: true,
			Formula: "the labellings whose two sides have hulls further apart than 2ε",
			Source:  "derived here, package shatter"},
		{Name: network, Value: productBound(len(s.dots)), Valid: true,
			Formula: "at most: (C(m,0) + C(m,1) + C(m,2) + C(m,3))³, the product of the growth numbers of three neurons",
			Source:  "Qi and Wilder (arXiv 1912.08865) tie a network's growth number to its neurons'; this product, with Sauer's bound at dimension 3 for each, is derived here"},
		{Name: samplesName, Value: math.Floor(crossing(s.weights)) + 1, Valid: true,
			Formula: "the smallest m with 2^m > (em)^E: ⌊−(E/ln 2) W₋₁(−ln 2/(eE))⌋ + 1",
			Source:  "that of linear threshold networks of E weights is below (em)^E: Baum and Haussler 1989"},
	}
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

// robustAmong is how many labellings are given at a radius.
func robustAmong(list []parting, radius float64) (n float64) {
	for i := range list {
		if list[i].gap > 2*radius {
			n += 2
		}
	}
	return n
}
