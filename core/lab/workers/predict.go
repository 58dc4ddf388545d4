package workers

import (
	"math"

	"saddle/core/distributed"
	"saddle/core/lab"
	"saddle/core/predict"
	"saddle/core/sgda"
	"saddle/core/theory"
)

// The names of the predictions.
const (
	floatsName    = "floats"
	downName      = "floatsDown"
	evaluateName  = "evaluations"
	gradientsName = "gradients"
	errorName     = "errSigma"
	restName      = "tvRest"
)

const ours = "derived here, theory.Model.Shared"

// law is what theory says of a path.
type law struct {
	perRound
	linear  bool       // there is a linear game that says whether these steps rest
	rests   bool       // squared is known
	squared float64    // E‖Σ − I‖²_F where Σ_* = I, in the long run
	target  [3]float64 // Σ_* as in the column law
	slow    int64      // rounds in which a displacement falls by e; 0 where nothing rests
}

func lawOf(p *distributed.Plan, t *sgda.Trainer) (l law) {
	l.perRound = perRoundOf(p)
	l.target = corner(t.State().SigmaStar, p.Config.D)
	model, ok := theory.New(&p.Config, t.Equilibrium(), nil)
	crew, known := crewOf(p)
	if !ok || !predict.Constant(&p.Config) || !t.Equilibrium().Phi.Bijective() {
		return l
	}
	steps := theory.StepsOf(&p.Config)
	if r, ok := model.Radius(steps); ok && r < 1 {
		l.slow = int64(math.Ceil(min(1/(1-r), 1e9)))
	}
	if l.linear = known; known {
		var s float64
		s, l.rests = model.Shared(steps, crew)
		l.squared = 4 * s
	}
	return l
}

// predictions says what is expected of a path.
func predictions(c *lab.Cell) (list []predict.Prediction) {
	p := planOf(c)
	l := lawOf(p, sgda.New(p.Config))
	add := func(name string, value float64, valid bool, formula, source string) {
		if !valid {
			value = 0
		}
		list = append(list, predict.Prediction{Name: name, Value: value, Valid: valid, Formula: formula, Source: source})
	}
	const counted = "counted, package distributed"
	add(floatsName, l.up, true, "floats of 8 bytes that a worker sends in a round on average: hybrid 1 + (p − 1)/τ, full p, model averaging p/τ, zeroth 1, quantised 1 + p⌈log₂(2s + 1)⌉/64, p = 1 + d(d+1)/2 + d²", counted)
	add(downName, l.down, true, "those that it is sent: hybrid m + (p − m)/τ, full and quantised p, model averaging p/τ, zeroth m", counted)
	add(evaluateName, l.evaluations, true, "values of V that a worker computes in a round: hybrid 2(τ − 1)/τ, zeroth 2", counted)
	add(gradientsName, l.gradients, true, "gradients that a worker computes in a round: hybrid 1/τ, zeroth 0, otherwise 1", counted)
	add(errorName, l.squared, l.rests, "E‖Σ − I‖²_F in the long run where Σ_* = I, at constant steps, from P = TPTᵀ + noise over a period with that of the directions", ours)
	add(restName, plateau(p.Config.D, l.squared), l.rests, "total variation in the long run: C_d √(E‖Σ − I‖²/d(d+1))", ours)
	return list
}
