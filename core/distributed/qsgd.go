package distributed

import (
	"math"
	"math/bits"
	"strconv"

	"saddle/core/rng"
	"saddle/core/sgda"
)

// qsgd sends the length of the gradient and each entry in s levels of it: with a = s|g_i|/|g| the level is ⌊a⌋, or with the
// probability a − ⌊a⌋ one more, so that its mean is right. A level with its sign takes ⌈log₂(2s+1)⌉ bits.
type qsgd struct{ *Plan }

func (qsgd) Silent(int64) bool { return false }

// width is the bits of one entry.
func (q qsgd) width() int { return bits.Len(uint(2 * q.Levels)) }

func (q qsgd) Tell(n *Node, round int64, out []byte) []byte {
	n.Trainer.Look()
	n.Trainer.Gradient(n.numbers)
	return q.encode(n.numbers, rng.New(n.common.seed, "levels "+strconv.FormatInt(round, 10)+" "+strconv.Itoa(n.index)), out)
}

func (q qsgd) encode(g []float64, r *rng.Stream, out []byte) []byte {
	sum := 0.0
	for _, v := range g {
		sum += float64(v * v)
	}
	length := math.Sqrt(sum)
	out = appendNumbers(out, length)
	s := float64(q.Levels)
	held, have := uint64(0), 0 // bits on their way
	for _, v := range g {
		level := 0.0
		if length > 0 {
			a := s * min(math.Abs(v)/length, 1)
			level = math.Floor(a)
			if r.Float64() < a-level {
				level++
			}
		}
		held |= uint64(s+math.Copysign(level, v)) << have
		for have += q.width(); have >= 8; have -= 8 {
			out = append(out, byte(held))
			held >>= 8
		}
	}
	if have > 0 {
		out = append(out, byte(held))
	}
	return out
}

// decode adds the gradient that bytes tell to sum.
func (q qsgd) decode(sum []float64, b []byte) {
	var length [1]float64
	readNumbers(length[:], b)
	b = b[8:]
	s := float64(q.Levels)
	held, have := uint64(0), 0
	for i := range sum {
		for have < q.width() {
			held |= uint64(b[0]) << have
			b, have = b[1:], have+8
		}
		code := held & (1<<q.width() - 1)
		held, have = held>>q.width(), have-q.width()
		sum[i] += float64(length[0] * ((float64(code) - s) / s))
	}
}

func (q qsgd) Merge(told [][]byte, _ int64, out []byte) []byte {
	sum := make([]float64, sgda.Freedom(q.Config.D))
	for _, b := range told {
		q.decode(sum, b)
	}
	for i := range sum {
		sum[i] /= float64(len(told))
	}
	return appendNumbers(out, sum...)
}

func (qsgd) Hear(n *Node, _ int64, heard []byte) { full{}.Hear(n, 0, heard) }

func (qsgd) Work(int64) (evaluations, gradients int64) { return 0, 1 }

func (q qsgd) Sizes(p *Plan, _ int64) (up, down int) {
	return 8 + (q.width()*p.whole()/8+7)/8, p.whole()
}

func (qsgd) Cycle() int64 { return 1 }
