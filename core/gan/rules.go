package gan

// Rule names which player moves on which parameters; see package sgda for what each does and package theory for its linear form.
type Rule string

// The update rules by their names in a query.
const (
	Alternating   Rule = "alternating"   // the generator answers the new discriminator
	Simultaneous  Rule = "simultaneous"  // both answer the old parameters
	Optimistic    Rule = "optimistic"    // both follow twice the gradient less the one before
	Extragradient Rule = "extragradient" // both follow the gradient one step ahead
	Exact         Rule = "exact"         // the discriminator is always at its best
)

// Together says whether both players answer the old parameters.
func (r Rule) Together() bool { return r != Alternating && r != Exact }

// Descent names the form of the gradient that the generator follows.
type Descent string

// The forms by their names in a query; Flux is chosen where none is named.
const (
	Pathwise Descent = "pathwise" // the samples move: [Design.DescentGradient]
	Score    Descent = "score"    // their probability moves: [Design.ScoreGradient]
	Flux     Descent = "flux"     // the samples move, and cross the faces on which h jumps: [Design.FluxGradient]
)

// Gradient sets w (d×d) to ∂U/∂W of gen in this form, at the discriminator last judged; where it is not defined, as the score of a
// singular W, to 0.
func (f Descent) Gradient(w []float64, design Design, gen *Generator) {
	switch f {
	case Score:
		if !design.ScoreGradient(w, gen) {
			clear(w)
		}
	case Flux:
		design.FluxGradient(w)
	default:
		design.DescentGradient(w)
	}
}
