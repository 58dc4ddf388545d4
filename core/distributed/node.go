package distributed

import (
	"encoding/binary"
	"math"
	"strconv"

	"saddle/core/rng"
	"saddle/core/sgda"
)

// Node is a replica of the run: a worker's, or the server's, which looks at no samples.
type Node struct {
	Trainer *sgda.Trainer // its players and minibatches
	index   int           // which worker
	numbers []float64
	common  *common
}

// common is what all nodes of one thread compute alike, so that it is computed once.
type common struct {
	seed       uint64
	d, m       int
	drawn      int64       // the round of the directions
	directions [][]float64 // m lists of p numbers
	merged     int64       // the round of the estimate
	estimate   []float64   // p
}

func newCommon(p *Plan) *common {
	c := &common{seed: uint64(p.Config.Seed), d: p.Config.D, m: p.Workers, drawn: -1, merged: -1, estimate: make([]float64, sgda.Freedom(p.Config.D))}
	for range p.Workers {
		c.directions = append(c.directions, make([]float64, len(c.estimate)))
	}
	return c
}

// at draws the directions of a round, which has a stream of its own.
func (c *common) at(round int64) [][]float64 {
	if c.drawn != round {
		c.drawn = round
		r := rng.New(c.seed, "directions "+strconv.FormatInt(round, 10))
		for _, u := range c.directions {
			sgda.Direction(u, c.d, r)
		}
	}
	return c.directions
}

// newNode returns the k-th worker's.
func newNode(p *Plan, k int, c *common) *Node {
	return &Node{Trainer: sgda.NewWorker(p.Config, k), index: k, numbers: make([]float64, sgda.Freedom(p.Config.D)), common: c}
}

// appendNumbers writes numbers as 8 bytes each, little-endian.
func appendNumbers(out []byte, x ...float64) []byte {
	for _, v := range x {
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(v))
	}
	return out
}

// readNumbers fills x from bytes.
func readNumbers(x []float64, b []byte) {
	for i := range x {
		x[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
}

// appendMean writes the means of lists of p numbers, one list from each worker.
func appendMean(out []byte, told [][]byte) []byte {
	m := float64(len(told))
	for at := 0; at < len(told[0]); at += 8 {
		sum := 0.0
		for _, b := range told {
			sum += math.Float64frombits(binary.LittleEndian.Uint64(b[at:]))
		}
		out = appendNumbers(out, sum/m)
	}
	return out
}
