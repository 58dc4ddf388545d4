package distributed

import (
	"saddle/core/config"
	"saddle/core/sgda"
)

// The methods by their names in a query.
const (
	HybridMethod  = "hybrid"  // gradients now and then, otherwise one number
	FullMethod    = "full"    // gradients
	AverageMethod = "average" // players now and then
	ZerothMethod  = "zeroth"  // one number
	QSGDMethod    = "qsgd"    // gradients in levels
)

// Plan is what everyone knows beforehand.
type Plan struct {
	Config  config.Config // of the run: rule=simultaneous, the quadratic design and a zero-sum loss; Batch is that of one worker
	Method  string        // by name
	Workers int           // m ≥ 1
	Period  int           // τ ≥ 1
	Mu      float64       // μ > 0: how far apart the two evaluations are
	Levels  int           // s ≥ 1 of qsgd
}

// Method is what workers say and what is made of it.
type Method interface {
	// Silent says whether nothing is said in a round.
	Silent(round int64) bool
	// Tell lets a worker look at its minibatch of the round and appends to out what it says; in a silent round nothing.
	Tell(n *Node, round int64, out []byte) []byte
	// Merge appends to out what the server tells everyone, having heard the workers, in their order.
	Merge(told [][]byte, round int64, out []byte) []byte
	// Hear moves the players of a node by what the server has told.
	Hear(n *Node, round int64, heard []byte)
	// Work returns the evaluations of V and the gradients that a worker computes in a round.
	Work(round int64) (evaluations, gradients int64)
}

// method returns the one of a plan. Names other than those above are a panic.
func (p *Plan) method() Method {
	switch p.Method {
	case FullMethod:
		return full{}
	case HybridMethod:
		return hybrid{zeroth: zeroth{p}, period: int64(p.Period)}
	case ZerothMethod:
		return zeroth{p}
	case AverageMethod:
		return average{int64(p.Period)}
	case QSGDMethod:
		return qsgd{p}
	}
	panic("distributed: no method " + p.Method)
}

// Sizes returns how many bytes a worker says and hears in a round.
func (p *Plan) Sizes(round int64) (up, down int) {
	whole := 8 * sgda.Freedom(p.Config.D)
	switch {
	case p.method().Silent(round):
		return 0, 0
	case p.Method == ZerothMethod, p.Method == HybridMethod && round%int64(p.Period) != 0:
		return 8, 8 * p.Workers
	case p.Method == QSGDMethod:
		return 8 + (qsgd{p}.width()*whole/8+7)/8, whole
	}
	return whole, whole
}

// Work returns the evaluations of V and the gradients that a worker computes in a round.
func (p *Plan) Work(round int64) (evaluations, gradients int64) { return p.method().Work(round) }

// Cycle is after how many rounds the rounds repeat.
func (p *Plan) Cycle() int64 {
	if p.Method == HybridMethod || p.Method == AverageMethod {
		return int64(p.Period)
	}
	return 1
}
