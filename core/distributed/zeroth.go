package distributed

import "saddle/core/kernel"

// zeroth sends how V changes along a direction that everyone knows, one number, and gets those of all.
type zeroth struct{ *Plan }

func (zeroth) Silent(int64) bool { return false }

func (z zeroth) Tell(n *Node, round int64, out []byte) []byte {
	n.Trainer.Look()
	return appendNumbers(out, n.Trainer.Difference(n.common.at(round)[n.index], z.Mu))
}

func (zeroth) Merge(told [][]byte, _ int64, out []byte) []byte {
	for _, b := range told {
		out = append(out, b...)
	}
	return out
}

// Hear moves along p/m Σ s_i u_i.
func (z zeroth) Hear(n *Node, round int64, heard []byte) {
	c := n.common
	if c.merged != round {
		c.merged = round
		clear(c.estimate)
		share := float64(len(c.estimate)) / float64(z.Workers)
		slopes := make([]float64, z.Workers)
		readNumbers(slopes, heard)
		for i, u := range c.at(round) {
			kernel.Axpy(share*slopes[i], u, c.estimate)
		}
	}
	n.Trainer.Move(c.estimate)
}

func (zeroth) Work(int64) (evaluations, gradients int64) { return 2, 0 }

func (zeroth) Sizes(p *Plan, _ int64) (up, down int) { return 8, 8 * p.Workers }

func (zeroth) Cycle() int64 { return 1 }
