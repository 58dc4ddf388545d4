package shatter

import (
	"math"
	"strconv"

	"saddle/core/chart"
	"saddle/core/kernel"
)

// plane draws the dots, what the adversary reaches, and, one moment each, the labellings.
func (s *seen) plane(held bool) chart.Chart {
	half := s.window()
	axis := chart.Axis{Fixed: true, Min: -half, Max: half}
	out := chart.Chart{Name: "plane", Title: "The dots, and one labelling after another", X: axis, Y: axis, Equal: true,
		Description: "The dots in the plane, around each the places to which the adversary may move it. For every labelling either the half-plane that gives it with the widest margin, blue where it says +1, orange where it says −1; or dashes to two places, one in the hull of each side, that are too near each other."}
	for _, p := range s.dots {
		out.Marks = append(out.Marks, s.reach(p))
	}
	dots := chart.Mark{Name: "dots", Kind: chart.Dots, Role: chart.Muted}
	for i, p := range s.dots {
		text := strconv.Itoa(i + 1)
		if !s.alike() {
			text += map[bool]string{true: "+", false: "−"}[s.right.has(i)]
		}
		dots.X, dots.Y, dots.Text = append(dots.X, p.x), append(dots.Y, p.y), append(dots.Text, text)
	}
	radius := chart.Mark{Name: "ε", Kind: chart.Dots, Role: chart.Muted, X: []float64{s.dots[0].x + s.radius}, Y: []float64{s.dots[0].y}, Text: []string{"ε"}}
	if held {
		dots.Drag = dotsName
		radius.Slide, radius.Origin = radiusName, s.dots[0].x
	}
	out.Marks = append(out.Marks, dots, radius)
	for k := range s.partings {
		l, p := s.pairOf(k), &s.partings[k]
		show := view{scale: 1, half: 3 * half}
		marks := s.tint(show, p)
		marks = append(marks, s.certificate(show, p)...)
		out.Moments = append(out.Moments, chart.Moment{Sentence: s.verdict(l, p), Marks: append(marks, s.called(show, l)...)})
	}
	return out
}

// every draws all labellings side by side, in the order of the moments.
func (s *seen) every() chart.Chart {
	columns := 1 << (len(s.dots) / 2)
	rows := (len(s.partings) + columns - 1) / columns
	out := chart.Chart{Name: "every", Title: "Every labelling, up to swapping the sides", Equal: true, Bare: true,
		X: chart.Axis{Fixed: true, Max: float64(columns)}, Y: chart.Axis{Fixed: true, Min: -float64(rows)},
		Description: "A small picture for each labelling whose first dot is +1. Tinted: a half-plane gives it robustly. Dashes: none does, and why."}
	plus := chart.Mark{Name: "+1", Kind: chart.Dots, Role: chart.Target}
	minus := chart.Mark{Name: "−1", Kind: chart.Dots, Role: chart.Generated}
	half := s.window()
	for k := range s.partings {
		show := view{scale: 0.46 / half, half: half, at: point{float64(k%columns) + 0.5, -float64(k/columns) - 0.5}}
		p := &s.partings[k]
		out.Marks = append(out.Marks, s.tint(show, p)...)
		out.Marks = append(out.Marks, s.certificate(show, p)...)
		for _, m := range s.called(show, s.pairOf(k)) {
			all := &plus
			if m.Role == chart.Generated {
				all = &minus
			}
			all.X, all.Y = append(all.X, m.X...), append(all.Y, m.Y...)
		}
	}
	out.Marks = append(out.Marks, plus, minus)
	return out
}

// view is where a piece of the plane, a square around 0, is drawn.
type view struct {
	scale, half float64
	at          point // of 0
}

// add puts a place into a mark, with the digits that a picture shows.
func (v *view) add(m *chart.Mark, p point) {
	fine := func(a float64) float64 { return math.Round(float64(a*1e4)) / 1e4 }
	m.X = append(m.X, fine(v.at.x+float64(v.scale*p.x)))
	m.Y = append(m.Y, fine(v.at.y+float64(v.scale*p.y)))
}

// reach is the ball of the adversary around a place.
func (s *scene) reach(p point) chart.Mark {
	m := chart.Mark{Name: "reach", Kind: chart.Area, Role: chart.Muted}
	corners := s.norm.corners()
	if s.norm == two {
		const sides = 32
		for i := range sides {
			sin, cos := kernel.Sincos(2 * math.Pi * float64(i) / sides)
			corners = append(corners, point{cos, sin})
		}
	}
	show := view{scale: 1}
	for _, c := range corners {
		show.add(&m, point{p.x + float64(s.radius*c.x), p.y + float64(s.radius*c.y)})
	}
	return m
}

// called are the dots in the colours of a labelling.
func (s *scene) called(show view, l labelling) []chart.Mark {
	plus := chart.Mark{Name: "+1", Kind: chart.Dots, Role: chart.Target}
	minus := chart.Mark{Name: "−1", Kind: chart.Dots, Role: chart.Generated}
	for i, p := range s.dots {
		if l.has(i) {
			show.add(&plus, p)
		} else {
			show.add(&minus, p)
		}
	}
	return []chart.Mark{plus, minus}
}

// tint is where the widest half-plane gives a label robustly; nothing where a labelling is missing.
func (s *scene) tint(show view, p *parting) []chart.Mark {
	if p.gap <= 2*s.radius {
		return nil
	}
	plus := chart.Mark{Name: "says +1", Kind: chart.Area, Role: chart.Target}
	minus := chart.Mark{Name: "says −1", Kind: chart.Area, Role: chart.Generated}
	square := []point{{-show.half, -show.half}, {show.half, -show.half}, {show.half, show.half}, {-show.half, show.half}}
	if math.IsInf(p.gap, 1) {
		for _, c := range square {
			show.add(&plus, c)
		}
		return []chart.Mark{plus}
	}
	for _, c := range cut(square, p.normal, p.offset+s.radius) {
		show.add(&plus, c)
	}
	for _, c := range cut(square, p.normal.times(-1), s.radius-p.offset) {
		show.add(&minus, c)
	}
	return []chart.Mark{plus, minus}
}

// cut is the part of a polygon where w·x ≥ b.
func cut(polygon []point, w point, b float64) (inside []point) {
	for i, p := range polygon {
		q := polygon[(i+1)%len(polygon)]
		u, v := w.dot(p)-b, w.dot(q)-b
		if u >= 0 {
			inside = append(inside, p)
		}
		if float64(u*v) < 0 {
			inside = append(inside, p.between(q, u/(u-v)))
		}
	}
	return inside
}

// certificate draws why a labelling is missing: from the dots that its weights name to the place that they weigh, on
// either side, and from the one place to the other.
func (s *scene) certificate(show view, p *parting) (marks []chart.Mark) {
	if p.gap > 2*s.radius {
		return nil
	}
	var ends [2]point
	for i, a := range p.weights {
		k := side(a > 0)
		ends[k].x += float64(math.Abs(a) * s.dots[i].x)
		ends[k].y += float64(math.Abs(a) * s.dots[i].y)
	}
	line := func(role chart.Role, p, q point) {
		m := chart.Mark{Name: "certificate", Kind: chart.Line, Role: role}
		show.add(&m, p)
		show.add(&m, q)
		marks = append(marks, m)
	}
	for i, a := range p.weights {
		if a != 0 {
			line([]chart.Role{chart.Target, chart.Generated}[side(a > 0)], s.dots[i], ends[side(a > 0)])
		}
	}
	if p.gap > 0 {
		line(chart.Theory, ends[0], ends[1])
	}
	return marks
}
