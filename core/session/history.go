package session

import "saddle/core/sgda"

// move is a kind of step.
type move uint8

const (
	whole move = iota
	ascent
	descent
)

// stretch is a number of moves of one kind.
type stretch struct {
	move move
	n    int64
}

// history knows the way that a run has taken and may take again: as a rule whole iterations, but readers
// may move one player alone, in any order. Checkpoints on the way make it quick to go back.
type history struct {
	moves []stretch
	at    place
	ahead int64 // step up to which the way is known
	marks []mark
	every int64 // steps between two checkpoints
}

// place is a place on the way: n moves of stretch i are done.
type place struct {
	i int
	n int64
}

type mark struct {
	*sgda.Checkpoint
	at place
}

const (
	mostMarks  = 64
	markMemory = 32 << 20 // bytes of all checkpoints
)

func (h *history) begin() { *h = history{every: 1, marks: h.marks[:0]} }

// next returns the move that was made here before.
func (h *history) next() (m move, known bool) {
	i := h.at.i
	if i < len(h.moves) && h.at.n == h.moves[i].n {
		i++
	}
	if i >= len(h.moves) {
		return 0, false
	}
	return h.moves[i].move, true
}

// plain says whether whole iterations alone have led here, so that their number says it all.
func (h *history) plain() bool { return h.at.i == 0 && (len(h.moves) == 0 || h.moves[0].move == whole) }

// made notes a move that ended at the given step, and says whether it left the known way.
func (h *history) made(m move, step int64) (left bool) {
	next, known := h.next()
	if known && next == m {
		if h.at.n == h.moves[h.at.i].n {
			h.at = place{h.at.i + 1, 0}
		}
		h.at.n++
		h.ahead = max(h.ahead, step)
		return false
	}
	if known {
		h.moves = h.moves[:h.at.i+1]
		h.moves[h.at.i].n = h.at.n
		if h.at.n == 0 {
			h.moves = h.moves[:h.at.i]
		}
	}
	if last := len(h.moves) - 1; last >= 0 && h.moves[last].move == m {
		h.moves[last].n++
	} else {
		h.moves = append(h.moves, stretch{m, 1})
	}
	last := len(h.moves) - 1
	h.at, h.ahead = place{last, h.moves[last].n}, step
	return known
}

// keep makes a checkpoint if one is due. Their number is bounded: when there are too many, every other one
// goes, and the next ones come half as often.
func (h *history) keep(t *sgda.Trainer) {
	step := t.Steps()
	if step%h.every != 0 || len(h.marks) > 0 && h.marks[len(h.marks)-1].Steps() >= step {
		return
	}
	h.marks = append(h.marks, mark{t.Checkpoint(), h.at})
	if most := min(mostMarks, max(8, markMemory/h.marks[0].Bytes())); len(h.marks) < most {
		return
	}
	h.every *= 2
	kept := h.marks[:0]
	for _, m := range h.marks {
		if m.Steps()%h.every == 0 {
			kept = append(kept, m)
		}
	}
	clear(h.marks[len(kept):])
	h.marks = kept
}

// before returns the last checkpoint before a step.
func (h *history) before(step int64) (m mark, ok bool) {
	for i := len(h.marks) - 1; i >= 0; i-- {
		if h.marks[i].Steps() < step {
			return h.marks[i], true
		}
	}
	return mark{}, false
}

// forget drops the checkpoints after a step.
func (h *history) forget(step int64) {
	for n := len(h.marks); n > 0 && h.marks[n-1].Steps() > step; n-- {
		h.marks = h.marks[:n-1]
	}
}
