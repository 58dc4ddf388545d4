// Package predict is the one place where predictions of a run are declared: their names, values, formulas and sources.
// Everything that prints or draws one takes it from here; what they are computed by is package theory.
package predict

import (
	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/sgda"
	"saddle/core/theory"
)

// Prediction is one number that a run should show.
type Prediction struct {
	Name    string  // one of those below
	Value   float64 // meaningless unless Valid
	Formula string  // what it is and when it holds, in one line
	Source  string  // who says so
	Valid   bool    // it is known for this run
}

// ours is the source of what is derived in package theory.
const ours = "derived here, package theory"

// The names of the predictions of a figure.
const (
	Floor        = "floor"        // of total variation, for n samples
	PriceBefore  = "priceBefore"  // squared error before φ
	PriceAfter   = "priceAfter"   // samples after φ
	Reach        = "reach"        // samples until the total variation is ε
	Edge         = "edge"         // of stability: η_G
	Spiral       = "spiral"       // η_D/η_G where it ends
	Radius       = "radius"       // of one iteration
	TemperatureG = "temperatureG" // of the generator
	TemperatureD = "temperatureD" // of the discriminator
	VarS         = "varS"         // of the generator's law at constant steps
	VarA         = "varA"         // of the logit at constant steps
)

// Of returns what is predicted of the run that cfg describes, in a fixed order; what is not known is there, too, and not
// Valid. It takes the whitening samples of the run, which decide in what coordinates its steps are taken.
func Of(cfg config.Config) []Prediction { return For(&cfg, sgda.New(cfg)) }

// For is Of for the trainer of the run, made of cfg.
func For(cfg *config.Config, t *sgda.Trainer) []Prediction {
	var out list
	out.samples(cfg, t)
	return append(out, NewGame(cfg, t).All()...)
}

// By returns the prediction of a name, one that is not Valid if there is none.
func By(all []Prediction, name string) Prediction {
	for _, p := range all {
		if p.Name == name {
			return p
		}
	}
	return Prediction{Name: name}
}

// Constant says whether the steps of a run stay what they are, so that it has a long run.
func Constant(cfg *config.Config) bool {
	return cfg.Schedule == config.ConstantSteps || cfg.Schedule != config.Annealed && cfg.GammaD == 0 && cfg.GammaG == 0
}

type list []Prediction

func (l *list) add(name string, value float64, valid bool, formula string) {
	*l = append(*l, told(name, value, valid, formula))
}

func told(name string, value float64, valid bool, formula string) Prediction {
	if !valid {
		value = 0
	}
	return Prediction{Name: name, Value: value, Valid: valid, Formula: formula, Source: ours}
}

// samples adds what so many samples should give.
func (l *list) samples(cfg *config.Config, t *sgda.Trainer) {
	phi, sigma := cfg.Activation(), t.State().SigmaStar
	known := !cfg.Unlike() && (phi.Bijective() || cfg.Target != config.OwnSamples) // otherwise the law is not that of a W_*
	var floor theory.Floor
	ok := known && cfg.N > 0
	if ok {
		floor, ok = theory.NewExpectedFloor(phi, sigma, cfg.D).TV(float64(cfg.N))
	}
	l.add(Floor, floor.Mean, ok, "E TV of the law of greatest likelihood for n samples of φ(W_*x): C_d/√n for large n where φ is one-to-one")
	var price theory.Price
	ok = known && (cfg.Loss != gan.Wasserstein || phi.Bijective())
	if ok {
		price, ok = theory.PriceOf(cfg.Disc, phi, sigma, cfg.D)
	}
	l.add(PriceBefore, price.Before, ok, "n E‖Σ_*^−½(Σ − Σ_*)Σ_*^−½‖²_F of the averaged game with as many fakes as one likes; times 1 + B/B_f with B_f")
	l.add(PriceAfter, price.After, ok, "samples for the same total variation after φ, in those that the game takes without a fold")
	run := LongRunOf(cfg, sigma)
	l.add(Reach, run.Reach(cfg.Eps), run.Known && cfg.Eps > 0, "samples after which the total variation of the law shown is ε on average, once the start is forgotten")
}
