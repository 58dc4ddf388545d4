package distributed

import (
	"saddle/core/config"
	"saddle/core/sgda"
)

// Name is a method's in a query.
type Name string

// The methods by their names.
const (
	HybridMethod  Name = "hybrid"  // gradients now and then, otherwise one number
	FullMethod    Name = "full"    // gradients
	AverageMethod Name = "average" // players now and then
	ZerothMethod  Name = "zeroth"  // one number
	QSGDMethod    Name = "qsgd"    // gradients in levels
)

// Plan is what everyone knows beforehand.
type Plan struct {
	Config  config.Config // of the run: rule=simultaneous, the quadratic design and a zero-sum loss; Batch is that of one worker
	Method  Name          // what workers say
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
	// Sizes returns how many bytes a worker of the plan says and hears in a round that is not silent.
	Sizes(p *Plan, round int64) (up, down int)
	// Cycle is after how many rounds the rounds repeat.
	Cycle() int64
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
	panic("distributed: no method " + string(p.Method))
}

// Sizes returns how many bytes a worker says and hears in a round.
func (p *Plan) Sizes(round int64) (up, down int) {
	m := p.method()
	if m.Silent(round) {
		return 0, 0
	}
	return m.Sizes(p, round)
}

// whole is the bytes of a gradient, or of all players.
func (p *Plan) whole() int { return 8 * sgda.Freedom(p.Config.D) }

// Work returns the evaluations of V and the gradients that a worker computes in a round.
func (p *Plan) Work(round int64) (evaluations, gradients int64) { return p.method().Work(round) }

// Cycle is after how many rounds the rounds repeat.
func (p *Plan) Cycle() int64 { return p.method().Cycle() }
