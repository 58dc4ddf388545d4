package distributed

// hybrid is full in the rounds 0, τ, 2τ, … and zeroth in the others.
type hybrid struct {
	zeroth
	full
	period int64
}

func (h hybrid) of(round int64) Method {
	if round%h.period == 0 {
		return h.full
	}
	return h.zeroth
}

func (hybrid) Silent(int64) bool { return false }

func (h hybrid) Tell(n *Node, round int64, out []byte) []byte { return h.of(round).Tell(n, round, out) }

func (h hybrid) Merge(told [][]byte, round int64, out []byte) []byte {
	return h.of(round).Merge(told, round, out)
}

func (h hybrid) Hear(n *Node, round int64, heard []byte) { h.of(round).Hear(n, round, heard) }

func (h hybrid) Work(round int64) (evaluations, gradients int64) { return h.of(round).Work(round) }

func (h hybrid) Sizes(p *Plan, round int64) (up, down int) { return h.of(round).Sizes(p, round) }

func (h hybrid) Cycle() int64 { return h.period }
