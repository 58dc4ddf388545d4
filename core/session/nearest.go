package session

import "saddle/core/plateau"

// mostMatched is the dimension up to which the plateau is looked for.
const mostMatched = 4

// nearest returns snapshot.PlateauColumns, nil where nothing is known.
func (s *Session) nearest() []float64 {
	j := s.judge()
	if !s.cfg.Unlike() || s.cfg.Jumps() || s.cfg.D > mostMatched {
		return nil
	}
	target, phi := j.Target(), s.display.phi
	w, ok := plateau.Matched(target, phi, s.cfg.D)
	if !ok {
		return nil
	}
	d := j.Distances(w)
	row := []float64{d.TV, d.JS, d.KL, d.TVError, d.JSError, d.KLError, 0}
	if s.cfg.D == 1 {
		if _, least, found := plateau.Least(target, phi, 1, w); found {
			row[6] = least
		}
	}
	return row
}
