package shatter

import (
	"math"

	"saddle/core/kernel"
)

// capacity is the VC dimension of half-planes of the plane, and their adversarial one for balls of every radius in every
// norm: 3 (Cullina, Bhagoji, Mittal 2018).
const capacity = 3

// sauer is how many patterns a class of VC dimension v has on m points at most: Σ_{k ≤ v} C(m, k).
func sauer(m, v int) float64 {
	sum, term := 0.0, 1.0
	for k := 0; k <= min(m, v); k++ {
		sum += term
		term = float64(term*float64(m-k)) / float64(k+1)
	}
	return sum
}

// neurons of the network: two that look at the plane and one that looks at these two.
const neurons = 3

// networkWeights is E of the network: each neuron has two weights and a bias.
const networkWeights = neurons * capacity

// productBound is how many patterns the network has on m dots at most: the product of what its neurons have, each of which
// looks at two numbers. (As networkPatterns shows, the last of them makes no more than 2 of its own, whatever m is.)
func productBound(m int) float64 {
	one := sauer(m, capacity)
	return float64(one*one) * one
}

// networkPatterns returns the sets of dots that networks of three sign neurons get right although each of the first two
// neurons is corrupted: it knows a dot's side only where that is the same for all the places to which the adversary may
// move the dot. lone are the patterns of one such neuron.
//
// A sign neuron of two signs that does not ignore one of them is an "and" or an "or" of the two, up to signs that
// half-planes have already. An "and" is surely +1 where both are, and surely −1 where one is; an "or" the other way round.
func (s *scene) networkPatterns(lone *patterns) (found patterns) {
	var list []labelling
	for l := labelling(0); l <= s.all(); l++ {
		if lone.has(l) {
			list = append(list, l)
		}
	}
	for i, a := range list {
		for _, b := range list[:i+1] {
			both, either := a&b, a|b
			found.add(both&s.right | either&^s.right)
			found.add(either&s.right | both&^s.right)
		}
	}
	return found
}

// exponent is log₂ (em)^E.
func exponent(m float64, weights int) float64 {
	return float64(float64(weights)*(1+kernel.Log(m))) / math.Ln2
}

// samples returns the smallest m with 2^m > (em)^E by comparing the exponents, for E from 1 to mostWeights. Over all these
// the two differ by more than 5·10⁻⁸ at m and at m − 1, which a test goes through, and rounding changes them by less than
// 2·10⁻⁸, six roundings of at most 3·10⁷ bits: m is exact.
func samples(weights int) float64 {
	low := float64(weights) / math.Ln2 // where the difference is least
	high := 2 * low
	for !(high > exponent(high, weights)) {
		low, high = high, 2*high
	}
	low, high = math.Floor(low), math.Ceil(high)
	for high-low > 1 {
		if middle := math.Floor((low + high) / 2); middle > exponent(middle, weights) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}

// crossing is where 2^m = (em)^E: m = −(E/ln 2)·W₋₁(−ln 2/(eE)), W₋₁ the lower branch of Lambert's function.
func crossing(weights int) float64 {
	return -float64(weights) / math.Ln2 * lambert(1+kernel.Log(float64(weights)/math.Ln2))
}

// lambert is W₋₁(−e^(−u)) for u > 1, the w < −1 with w + log(−w) = −u, by Newton's rule: from the left of the root the
// tangents of a concave function stay there.
func lambert(u float64) float64 {
	w := -u - kernel.Log(2*u)
	for range 60 {
		next := w - (w+kernel.Log(-w)+u)/(1+1/w)
		if !(math.Abs(next-w) > 1e-15*math.Abs(w)) {
			return next
		}
		w = next
	}
	return w
}
