package sgda

import "saddle/core/kernel"

// tailMean is the mean of lists of numbers, such as Σ_t, over the second half of the iterations so far, to within one block: it
// forgets the transient completely and uses at least half of the run at any time. The iterations fall
// into blocks, each longer than the last by 3/16 of the age of the run, and only the sums of the blocks in the window are kept.
type tailMean struct {
	blocks []tailBlock // oldest first
	free   [][]float64
	next   int64 // iteration that opens the next block
	last   int64
}

type tailBlock struct {
	first int64 // its first iteration, counted from 1
	sum   []float64
}

// tailBlocks is enough for any window: (1+3/16)⁵ > 2, one block more that reaches out of the window,
// one being filled, and short ones at the start.
const tailBlocks = 9

// newTailMean returns the mean of nothing yet, of lists of n numbers.
func newTailMean(n int) *tailMean {
	m := &tailMean{next: 1}
	for range tailBlocks {
		m.free = append(m.free, make([]float64, n))
	}
	return m
}

// add takes in Σ_t of iteration t = 1, 2, ….
func (m *tailMean) add(t int64, sigma []float64) {
	m.last = t
	if t >= m.next {
		sum := m.free[len(m.free)-1]
		m.free = m.free[:len(m.free)-1]
		clear(sum)
		m.blocks = append(m.blocks, tailBlock{t, sum})
		m.next = t + max(1, 3*t/16)
	}
	kernel.Axpy(1, sigma, m.blocks[len(m.blocks)-1].sum)
	for len(m.blocks) > 1 && 2*(m.blocks[1].first-1) <= t {
		m.free = append(m.free, m.blocks[0].sum)
		m.blocks = append(m.blocks[:0], m.blocks[1:]...)
	}
}

// mean sets dst to the mean over the window. There must have been an iteration.
func (m *tailMean) mean(dst []float64) {
	clear(dst)
	for _, b := range m.blocks {
		kernel.Axpy(1, b.sum, dst)
	}
	n := float64(m.last - m.blocks[0].first + 1)
	for i := range dst {
		dst[i] /= n
	}
}

// reset forgets everything.
func (m *tailMean) reset() {
	for _, b := range m.blocks {
		m.free = append(m.free, b.sum)
	}
	m.blocks, m.next, m.last = m.blocks[:0], 1, 0
}
