package shatter

import (
	"strconv"
	"strings"

	"saddle/core/figure"
)

// signs writes a labelling: + − +.
func (s *scene) signs(l labelling) string {
	list := make([]string, len(s.dots))
	for i := range list {
		list[i] = "−"
		if l.has(i) {
			list[i] = "+"
		}
	}
	return strings.Join(list, " ")
}

// name of the norm in a sentence.
func (n norm) name() string { return normOptions[n].Label }

// radiusWords is "ε = 0.3 in ℓ₂".
func (s *scene) radiusWords() string {
	return "ε" + equals + figure.Shortest(s.radius) + " in " + s.norm.name()
}

// equals keeps a number and its name on one line.
const equals = "\u00a0=\u00a0"

// x writes the place of dot i: x₃.
func x(i int) string { return "x" + string([]rune("₁₂₃₄₅₆₇₈")[i]) }

// mixture writes the weights of one sign as a mean of dots: 0.25 x₁ + 0.75 x₃.
func mixture(weights []float64, sign float64) string {
	var parts []string
	for i, a := range weights {
		switch a *= sign; {
		case a == 1:
			parts = append(parts, x(i))
		case a > 0:
			parts = append(parts, figure.Digits(a, 3)+"\u00a0"+x(i))
		}
	}
	return strings.Join(parts, " + ")
}

// verdict says in a sentence whether a labelling is given at the scene's radius, and what proves it.
func (s *scene) verdict(l labelling, p *parting) string {
	given := s.signs(l)
	switch {
	case l == s.all():
		return given + ": any half-plane far off gives it."
	case p.gap == 0:
		return given + ": missing at every ε. " + mixture(p.weights, 1) + " is " + mixture(p.weights, -1) + ": one place, which would have to be on both sides."
	case p.gap <= 2*s.radius:
		return given + ": missing. " + mixture(p.weights, 1) + " and " + mixture(p.weights, -1) + " are " + figure.Digits(p.gap, 3) +
			" apart, not more than 2ε" + equals + figure.Shortest(2*s.radius) + "."
	}
	return given + ": given robustly. The widest half-plane leaves " + figure.Digits(p.gap/2, 3) + " on both sides, more than ε" + equals + figure.Shortest(s.radius) + "."
}

// of writes "6 of 8", 8 the labellings of the dots.
func (s *scene) of(n float64) string {
	return strconv.Itoa(int(n)) + " of the " + strconv.Itoa(1<<len(s.dots))
}
