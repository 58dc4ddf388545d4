package sgda

import (
	"math"

	"saddle/core/config"
	"saddle/core/kernel"
	"saddle/core/linear"
)

// average takes in Σ_t of the iterations t = 1, 2, …, and says what of them is judged.
type average interface {
	// add takes in Σ_t, d×d.
	add(t int64, sigma []float64)
	// mean sets dst to the average. There must have been an iteration.
	mean(dst []float64)
	// copied returns one that goes on from here by itself.
	copied() average
}

// newAverage returns the named average of nothing yet, where Σ_0, which it keeps, is first.
func newAverage(name config.Average, first []float64, d int) average {
	switch name {
	case config.SecondHalf:
		return secondHalf{newTailMean(d*d, true)}
	case config.SinceSettled:
		return sinceSettled{newTailMean(d*d, false), d * (d + 1) / 2}
	}
	return &wholeRun{first}
}

// wholeRun is the mean over all iterations.
type wholeRun struct{ sofar []float64 }

func (m *wholeRun) add(t int64, sigma []float64) {
	for i, s := range sigma {
		m.sofar[i] += (s - m.sofar[i]) / float64(t)
	}
}

func (m *wholeRun) mean(dst []float64) { copy(dst, m.sofar) }
func (m *wholeRun) copied() average    { return &wholeRun{clone(m.sofar)} }

// secondHalf is the mean over the second half of the iterations, to within one block.
type secondHalf struct{ *tailMean }

func (m secondHalf) mean(dst []float64) { m.from(dst, m.second()) }
func (m secondHalf) copied() average    { return secondHalf{m.clone()} }

// sinceSettled is the mean since the run has settled; see tailMean.settled.
type sinceSettled struct {
	*tailMean
	freedom int
}

func (m sinceSettled) mean(dst []float64) { m.settled(dst, m.freedom) }
func (m sinceSettled) copied() average    { return sinceSettled{m.clone(), m.freedom} }

// tailMean averages lists of numbers, such as Σ_t, over the late part of the iterations. They fall into
// blocks, each longer than the last by 3/16 of the age of the run, and only the sums of the blocks are
// kept.
type tailMean struct {
	n      int
	half   bool        // only the second half matters: older blocks are forgotten
	blocks []tailBlock // oldest first
	free   [][]float64
	next   int64 // iteration that opens the next block
	last   int64
	block  []float64 // scratch
}

type tailBlock struct {
	first int64 // its first iteration, counted from 1
	sum   []float64
}

// newTailMean returns the mean of nothing yet, of lists of n numbers.
func newTailMean(n int, half bool) *tailMean {
	return &tailMean{n: n, half: half, next: 1, block: make([]float64, n)}
}

// add takes in the list of iteration t = 1, 2, ….
func (m *tailMean) add(t int64, list []float64) {
	m.last = t
	if t >= m.next {
		m.blocks = append(m.blocks, tailBlock{t, m.zeros()})
		m.next = t + max(1, 3*t/16)
	}
	kernel.Axpy(1, list, m.blocks[len(m.blocks)-1].sum)
	for m.half && len(m.blocks) > 1 && m.second() > 0 {
		m.free = append(m.free, m.blocks[0].sum)
		m.blocks = append(m.blocks[:0], m.blocks[1:]...)
	}
}

func (m *tailMean) zeros() []float64 {
	last := len(m.free) - 1
	if last < 0 {
		return make([]float64, m.n)
	}
	sum := m.free[last]
	m.free = m.free[:last]
	clear(sum)
	return sum
}

// second returns the block with which the second half of the iterations begins, to within one block.
func (m *tailMean) second() int {
	k := 0
	for k+1 < len(m.blocks) && 2*(m.blocks[k+1].first-1) <= m.last {
		k++
	}
	return k
}

// from sets dst to the mean over the blocks from k on.
func (m *tailMean) from(dst []float64, k int) {
	clear(dst)
	for _, b := range m.blocks[k:] {
		kernel.Axpy(1, b.sum, dst)
	}
	n := float64(m.last - m.blocks[k].first + 1)
	for i := range dst {
		dst[i] /= n
	}
}

// settled sets dst to the mean over all iterations since the run has settled: the second half, and before
// it every block whose mean differs from that of all later ones by no more than noise explains. Were the
// noise of the iterations short in memory, ‖mean of w of them − mean‖² would be s²/w on average; s² is
// taken from the blocks of the second half, and freedom, the number of independent entries of a list, says how
// widely such a distance scatters. A block is refused at surprise deviations, which is rare, because one refusal
// ends the search.
//
// So a run that has forgotten its start gives nearly all of its iterations to the average, and one that
// has not only half of them.
func (m *tailMean) settled(dst []float64, freedom int) {
	const surprise = 9
	k := m.second()
	m.from(dst, k)
	blocks := len(m.blocks) - k
	if blocks < 3 {
		return
	}
	noise := 0.0
	for i := k; i < len(m.blocks); i++ {
		noise += float64(m.length(i) * m.distance(i, dst))
	}
	noise /= float64(blocks - 1)
	most := noise * (1 + float64(surprise*math.Sqrt(2/float64(freedom)*(1+1/float64(blocks-1)))))
	for k > 0 {
		own, later := m.length(k-1), float64(m.last-m.blocks[k].first+1)
		if m.distance(k-1, dst) > most*(1/own+1/later) {
			return
		}
		k--
		share := own / (own + later)
		for i, sum := range m.blocks[k].sum {
			dst[i] += float64(share * (sum/own - dst[i]))
		}
	}
}

// length returns the iterations in block k.
func (m *tailMean) length(k int) float64 {
	if k+1 < len(m.blocks) {
		return float64(m.blocks[k+1].first - m.blocks[k].first)
	}
	return float64(m.last - m.blocks[k].first + 1)
}

// distance returns ‖mean of block k − mean‖².
func (m *tailMean) distance(k int, mean []float64) float64 {
	n := m.length(k)
	for i, sum := range m.blocks[k].sum {
		m.block[i] = sum/n - mean[i]
	}
	return linear.Dot(m.block, m.block)
}
