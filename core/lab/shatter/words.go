package shatter

import (
	"strconv"
	"strings"

	"saddle/core/figure"
)

// signs writes a labelling, on one line: + − +.
func (s *scene) signs(l labelling) string {
	list := make([]string, len(s.dots))
	for i := range list {
		list[i] = sign(l.has(i))
	}
	return strings.Join(list, "\u00a0")
}

func sign(plus bool) string {
	if plus {
		return "+"
	}
	return "−"
}

// name of the norm in a sentence.
func (n norm) name() string { return normOptions[n].Label }

// fill puts the values in the places of a sentence that are marked by %.
//
//go:noinline
func fill(sentence string, values ...string) string {
	parts := strings.Split(sentence, "%")
	for i, v := range values {
		parts[i] += v
	}
	return strings.Join(parts, "")
}

// radiusWords is "ε = 0.3 in ℓ₂".
func (s *scene) radiusWords() string {
	return fill("ε\u00a0=\u00a0% in %", figure.Shortest(s.radius), s.norm.name())
}

// equals keeps a number and its name on one line.
const equals = "\u00a0=\u00a0"

// mixture writes the weights of one sign as a mean of dots: 0.25 x₁ + 0.75 x₃.
func mixture(weights []float64, sign float64) string {
	var parts []string
	for i, a := range weights {
		if a *= sign; a <= 0 {
			continue
		}
		part := "x" + string([]rune("₁₂₃₄₅₆₇₈")[i])
		if a != 1 {
			part = figure.Digits(a, 3) + "\u00a0" + part
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " + ")
}

// verdict says in a sentence whether a labelling is given at the scene's radius, and what proves it.
func (s *scene) verdict(l labelling, p *parting) string {
	given := s.signs(l)
	switch {
	case l == s.all():
		return fill("%: any half-plane far off gives it.", given)
	case p.gap > 2*s.radius:
		return fill("%: given robustly. The widest half-plane leaves % on both sides, more than ε\u00a0=\u00a0%.", given, figure.Digits(p.gap/2, 3), figure.Shortest(s.radius))
	}
	a, b := mixture(p.weights, 1), mixture(p.weights, -1)
	if p.gap == 0 {
		return fill("%: missing at every ε. % is %: one place, which would have to be on both sides.", given, a, b)
	}
	return fill("%: missing. % and % are % apart, not more than 2ε\u00a0=\u00a0%.", given, a, b, figure.Digits(p.gap, 3), figure.Shortest(2*s.radius))
}

// of writes "6 of the 8", 8 the labellings of the dots.
func (s *scene) of(n float64) string { return fill("% of the %", count(n), count(float64(s.all())+1)) }

// count writes a whole number.
//
//go:noinline
func count(n float64) string { return strconv.Itoa(int(n)) }
