package session

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/snapshot"
)

// What the reader does to the picture by hand. Places are shares of its side, from the left and from the top, so
// that the page needs to know nothing of coordinates.

// handed carries out the commands of the hand; known is false for another verb.
func (s *Session) handed(verb, rest string) (known bool, err error) {
	n := 3
	switch verb {
	case "move":
		n = 4
	case "zoom":
	case "pan":
		n = 2
	case "fit":
		n = 0
	default:
		return false, nil
	}
	var words []string
	if rest != "" {
		words = strings.Split(rest, " ")
	}
	v := make([]float64, len(words))
	for i, w := range words {
		if v[i], err = strconv.ParseFloat(w, 64); err != nil || math.IsNaN(v[i]) || math.IsInf(v[i], 0) {
			return true, errors.New("session: " + verb + " takes numbers, not " + w)
		}
	}
	if len(v) != n {
		return true, errors.New("session: " + verb + " takes " + strconv.Itoa(n) + " numbers")
	}
	switch verb {
	case "move":
		return true, s.move(v[0], v[1], v[2], v[3])
	case "zoom":
		s.zoom(v[0], v[1], v[2])
	case "pan":
		s.pan(v[0], v[1])
	case "fit":
		s.change(s.cfg.WithWindow(nil), nil)
	}
	return true, nil
}

// zoom shows 1/factor of the side around a place that stays.
func (s *Session) zoom(factor, left, top float64) {
	p := s.display
	x, y := p.at(left, top)
	half := (p.extent[1] - p.extent[0]) / 2
	next := p.held(half / min(max(factor, 0.01), 100))
	share := next / half
	cx, cy := (p.extent[0]+p.extent[1])/2, (p.extent[2]+p.extent[3])/2
	s.frameOn(x+(cx-x)*share, y+(cy-y)*share, next)
}

// pan moves what is seen by shares of the side, to the right and down.
func (s *Session) pan(right, down float64) {
	p := s.display
	across, up := p.extent[1]-p.extent[0], p.extent[3]-p.extent[2]
	s.frameOn((p.extent[0]+p.extent[1])/2-right*across, (p.extent[2]+p.extent[3])/2+down*up, across/2)
}

// frameOn sets the window, to four digits of its size: a link should not be longer than what it says.
func (s *Session) frameOn(x, y, half float64) {
	auto := s.display.auto
	held := func(v, lo, hi float64) float64 {
		reach, middle := 20*(hi-lo), (lo+hi)/2
		return min(max(v, middle-reach), middle+reach)
	}
	w := []float64{held(x, auto[0], auto[1]), held(y, auto[2], auto[3]), half}
	for i, size := range [3]float64{half, half * s.display.rise(), half} {
		w[i] = math.Round(w[i]/grain(size)) * grain(size)
	}
	s.change(s.cfg.WithWindow(tidied(w)), nil)
}

// grain is the power of ten that is a thousandth to a ten-thousandth of v > 0.
func grain(v float64) float64 { return math.Pow(10, math.Floor(math.Log10(v))-3) }

// tidied takes away what division by a power of ten leaves in the last digits.
func tidied(v []float64) []float64 {
	for i := range v {
		v[i], _ = strconv.ParseFloat(strconv.FormatFloat(v[i], 'g', 12, 64), 64)
	}
	return v
}

// held keeps half of a window between a thousandth and twenty times of what shows everything.
func (p *display) held(half float64) float64 {
	whole := (p.auto[1] - p.auto[0]) / 2
	return max(config.LeastWindow, min(max(half, whole/1000), 20*whole))
}

// at returns the data coordinates of a place.
func (p *display) at(left, top float64) (x, y float64) {
	return p.extent[0] + left*(p.extent[1]-p.extent[0]), p.extent[3] - top*(p.extent[3]-p.extent[2])
}

// place is the inverse of at.
func (p *display) place(x, y float64) (left, top float64) {
	return (x - p.extent[0]) / (p.extent[1] - p.extent[0]), (p.extent[3] - y) / (p.extent[3] - p.extent[2])
}

// move puts the tip of a column of W_* or of W to a place. That is another experiment: the run begins anew
// from where the generator stands, with an explicit W_* and W₀ in the query, so that its link is as good as any.
func (s *Session) move(player, column, left, top float64) error {
	p, d := s.display, s.cfg.D
	k := int(column)
	if k < 0 || k >= d || d > snapshot.MaxArrows {
		return errors.New("session: no column " + strconv.Itoa(k) + " to move")
	}
	state := s.trainer.State()
	rows := shownRows(&state, d, p.i, p.j) // of an average too what is seen is taken hold of
	copy(state.W[p.i*d:], rows[:d])
	copy(state.W[p.j*d:], rows[d:])
	w := state.W
	switch player {
	case 0:
		w = state.WStar
	case 1:
	default:
		return errors.New("session: no player to move but 0, the target, and 1, the generator")
	}
	x, y := p.at(left, top)
	phi := p.of(player)
	w[p.i*d+k] = unfolded(phi, x)
	if d > 1 {
		w[p.j*d+k] = unfolded(phi, y)
	}
	var next config.Config
	var ok bool
	if player == 0 {
		next, ok = s.cfg.WithTarget(rounded(w), rounded(state.W))
	} else {
		next, ok = s.cfg.WithStart(rounded(w))
	}
	if !ok {
		return nil // a target that no law with a density has, or one out of range: it stays where it was
	}
	s.holding = true
	s.change(next, nil)
	s.holding = false
	return nil
}

// of returns the activation of player 0, the target, or 1, the generator.
func (p *display) of(player float64) gan.Activation {
	if player == 0 {
		return p.star
	}
	return p.phi
}

// rounded returns w to about four digits of its largest entry.
func rounded(w []float64) []float64 {
	most := 0.0
	for _, v := range w {
		most = max(most, math.Abs(v))
	}
	out := append([]float64(nil), w...)
	if most > 0 {
		digit := grain(most)
		for i := range out {
			out[i] = math.Round(out[i]/digit) * digit
		}
	}
	return tidied(out)
}

// handles returns the rows of snapshot.HandleColumns, for rows i and j of W_* and of what is shown. A target that is the reader's own samples, without a W_*
// of its own, has none.
func (p *display) handles(wstar, shown []float64, marginals, own bool) (rows []float64) {
	if p.d > snapshot.MaxArrows {
		return nil
	}
	a, b := snapshot.Bands(marginals)
	height := [2]float64{(a[0] + a[1]) / 2, (b[0] + b[1]) / 2} // for d = 1, the middle of each law's band
	star := append(append([]float64(nil), wstar[p.i*p.d:(p.i+1)*p.d]...), wstar[p.j*p.d:(p.j+1)*p.d]...)
	for player, m := range [2][]float64{star, shown} {
		if own && player == 0 {
			continue
		}
		for k := range p.d {
			x, y := m[k], 0.0
			left, _ := p.place(folded(p.of(float64(player)), x), 0)
			top := height[player]
			if p.d > 1 {
				y = m[p.d+k]
				_, top = p.place(0, folded(p.of(float64(player)), y))
			}
			rows = append(rows, float64(player), float64(k), left, top, x, y)
		}
	}
	return rows
}

// folded is φ, but where φ is constant up to an end of the line it goes on with slope 1: a hand can reach there.
func folded(phi gan.Activation, u float64) float64 {
	for _, f := range phi.Flat() {
		switch {
		case math.IsInf(f.Lo, -1) && u < f.Hi:
			return phi.At(f.Hi) + u - f.Hi
		case math.IsInf(f.Hi, 1) && u > f.Lo:
			return phi.At(f.Lo) + u - f.Lo
		}
	}
	return phi.At(u)
}

// unfolded is its inverse; what lies beyond the range of φ counts as its nearest end.
func unfolded(phi gan.Activation, y float64) float64 {
	for _, f := range phi.Flat() {
		switch {
		case math.IsInf(f.Lo, -1) && y <= phi.At(f.Hi):
			return f.Hi + y - phi.At(f.Hi)
		case math.IsInf(f.Hi, 1) && y >= phi.At(f.Lo):
			return f.Lo + y - phi.At(f.Lo)
		case y == phi.At(f.Lo):
			return (f.Lo + f.Hi) / 2
		}
	}
	lo, hi := phi.Range()
	const inside = 1e-3
	if !math.IsInf(lo, 0) && !math.IsInf(hi, 0) {
		lo, hi = lo+inside*(hi-lo), hi-inside*(hi-lo)
	} else {
		lo, hi = lo+inside, hi-inside
	}
	return phi.Inverse(min(max(y, lo), hi))
}
