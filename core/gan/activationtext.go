package gan

import (
	"slices"
	"strconv"
	"strings"
)

// Slope returns that of the leaky ReLU below zero, 0 for any other φ.
func (a Activation) Slope() float64 { return a.slope }

// Knots returns those of the piecewise linear φ as NewActivation takes them, none for any other φ.
func (a Activation) Knots() (points []float64) {
	for i := range a.knots.n {
		points = append(points, a.knots.x[i], a.knots.y[i])
	}
	return points
}

// Text returns what [ParseActivation] makes φ of: its name, and after a blank each the slope of the leaky ReLU or the knots, as in
// "leaky 0.5" and "pl -1 -1 1 1".
func (a Activation) Text() string {
	text, numbers := a.Name(), a.Knots()
	if a.name == Leaky {
		numbers = []float64{a.slope}
	}
	for _, v := range numbers {
		text += " " + digits(v)
	}
	return text
}

// ParseActivation returns the activation with the given Text, and false for any other text.
func ParseActivation(text string) (a Activation, ok bool) {
	words := strings.Split(text, " ")
	name, numbers := words[0], make([]float64, len(words)-1)
	for i := range numbers {
		v, err := strconv.ParseFloat(words[i+1], 64)
		if err != nil {
			return a, false
		}
		numbers[i] = v
	}
	slope := 0.0
	switch name {
	case Leaky:
		if ok = len(numbers) == 1 && numbers[0] > 0 && numbers[0] <= 1; ok {
			slope = numbers[0]
		}
	case Piecewise:
		ok = BadKnots(numbers) == ""
	default:
		ok = len(numbers) == 0 && slices.Contains(plain, name)
	}
	if ok {
		a = NewActivation(name, slope, numbers)
	}
	return a, ok
}

// plain are the activations that their name tells all of.
var plain = []string{Identity, ReLU, ELU, Softplus, Tanh, Sigmoid, Cubic, HardTanh}

// digits prints v so that it is read back to the bit.
func digits(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
