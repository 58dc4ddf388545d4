package session

import "saddle/core/plateau"

// mostMatched is the dimension up to which the plateau is looked for.
const mostMatched = 4

// nearest returns snapshot.PlateauColumns, nil where nothing is known. The least divergence of the plane takes a while: Theorise looks for it.
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
	switch s.cfg.D {
	case 1:
		if _, least, found := plateau.Least(target, phi, 1, w); found {
			row[6] = least
		}
	case 2:
		s.least = plateau.NewSearch(target, phi, 2, w)
	}
	return row
}

// descend goes on looking for the least divergence, and says whether there is more to do.
func (s *Session) descend() (more bool) {
	if s.least == nil {
		return false
	}
	if s.least.Next() {
		return true
	}
	if _, js, found := s.least.Found(); found {
		s.plateau = append([]float64(nil), s.plateau...) // a snapshot has the old one
		s.plateau[6] = js
	}
	s.least = nil
	return false
}
