package distributed

// average lets every worker take steps of its own, and puts all of them at the mean of their players after every τ-th.
type average struct{ period int64 }

// Silent is that of [Method]: all rounds but every τ-th.
func (a average) Silent(round int64) bool { return (round+1)%a.period != 0 }

// Tell is that of [Method]: a step of its own, and after every τ-th the players.
func (a average) Tell(n *Node, round int64, out []byte) []byte {
	n.Trainer.Look()
	n.Trainer.Gradient(n.numbers)
	n.Trainer.Move(n.numbers)
	if a.Silent(round) {
		return out
	}
	n.Trainer.Players(n.numbers)
	return appendNumbers(out, n.numbers...)
}

// Merge is that of [Method]: the mean of the players.
func (average) Merge(told [][]byte, _ int64, out []byte) []byte { return appendMean(out, told) }

// Hear is that of [Method]: the players are put at the mean.
func (average) Hear(n *Node, round int64, heard []byte) {
	readNumbers(n.numbers, heard)
	n.Trainer.Place(n.numbers, round+1)
}

// Work is that of [Method]: one gradient.
func (average) Work(int64) (evaluations, gradients int64) { return 0, 1 }

// Sizes are those of [Method]: all players, both ways.
func (average) Sizes(p *Plan, _ int64) (up, down int) { return p.whole(), p.whole() }

// Cycle is that of [Method].
func (a average) Cycle() int64 { return a.period }
