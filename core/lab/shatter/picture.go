package shatter

import (
	"math"

	"saddle/core/chart"
	"saddle/core/kernel"
)

// plane draws the dots, what the adversary reaches, and, one moment each, the labellings.
func (s *seen) plane(held bool) (out chart.Chart) {
	half := s.window()
	out.Name, out.Title, out.Equal = "plane", "The dots, and one labelling after another", true
	out.Description = "The dots, and around each the places to which the adversary may move it. For every labelling either the half-plane that gives it with the widest margin, blue where it says +1, orange where it says −1; or lines to two places, one in the hull of each side, that are too near each other."
	out.X = chart.Axis{Fixed: true, Min: -half, Max: half}
	out.Y = out.X
	var all sketch
	for _, p := range s.dots {
		s.reach(p, all.add(chart.Area, chart.Muted, "reach"))
	}
	dots := all.add(chart.Dots, chart.Muted, "")
	for i, p := range s.dots {
		put(dots, p.x, p.y)
		text := count(float64(i + 1))
		if !s.alike() {
			text += sign(s.right.has(i))
		}
		dots.Text = append(dots.Text, text)
	}
	// A ruler of length ε, whose end can be pulled, below the dots.
	ruler, end := all.add(chart.Line, chart.Muted, ""), all.add(chart.Dots, chart.Muted, "")
	put(ruler, -0.97*half, -0.93*half)
	put(ruler, s.radius-float64(0.97*half), -0.93*half)
	put(end, ruler.X[1], ruler.Y[1])
	end.Text = []string{"ε"}
	if held {
		dots.Drag, end.Slide, end.Origin = dotsName, radiusName, ruler.X[0]
	}
	all.into(&out.Marks)
	show := view{scale: 1, half: 3 * half}
	for k := range s.partings {
		l, p := s.pairOf(k), &s.partings[k]
		var now sketch
		s.tint(&now, &show, p)
		s.certificate(&now, &show, p)
		s.called(now.add(chart.Dots, chart.Target, "+1"), now.add(chart.Dots, chart.Generated, "−1"), &show, l)
		out.Moments = append(out.Moments, chart.Moment{Sentence: s.verdict(l, p)})
		now.into(&out.Moments[k].Marks)
	}
	return out
}

// every draws all labellings side by side, in the order of the moments.
func (s *seen) every() (out chart.Chart) {
	columns := 1 << (len(s.dots) / 2)
	rows := (len(s.partings) + columns - 1) / columns
	out.Name, out.Title, out.Equal, out.Bare = "every", "Every labelling, up to swapping the sides", true, true
	out.Description = "A small picture for each labelling whose first dot is +1. Tinted: a half-plane gives it robustly. Lines: none does, and why."
	out.X, out.Y = chart.Axis{Fixed: true, Max: float64(columns)}, chart.Axis{Fixed: true, Min: -float64(rows)}
	half := s.window()
	var all, last, sorted sketch
	plus, minus := last.add(chart.Dots, chart.Target, "+1"), last.add(chart.Dots, chart.Generated, "−1")
	for k := range s.partings {
		show := view{scale: 0.46 / half, half: half, at: point{float64(k%columns) + 0.5, -float64(k/columns) - 0.5}}
		s.tint(&all, &show, &s.partings[k])
		s.certificate(&all, &show, &s.partings[k])
		s.called(plus, minus, &show, s.pairOf(k))
	}
	// What looks alike comes together: whoever draws may then do it in one go.
	for _, kind := range []chart.Kind{chart.Area, chart.Line} {
		for role := chart.Target; role >= chart.Generated; role-- {
			for _, m := range all {
				if m.Kind == kind && m.Role == role {
					sorted = append(sorted, m)
				}
			}
		}
	}
	for _, m := range all {
		if m.Role == chart.Theory {
			sorted = append(sorted, m)
		}
	}
	sorted.into(&out.Marks)
	last.into(&out.Marks)
	return out
}

// reach is the ball of the adversary around a place.
func (s *scene) reach(p point, m *chart.Mark) {
	corners := s.norm.corners()
	if s.norm == two {
		const sides = 32
		for i := range sides {
			sin, cos := kernel.Sincos(2 * math.Pi * float64(i) / sides)
			corners = append(corners, point{cos, sin})
		}
	}
	show := view{scale: s.radius, at: p}
	for _, c := range corners {
		show.put(m, c)
	}
}

// called are the dots, each with those of its label.
func (s *scene) called(plus, minus *chart.Mark, show *view, l labelling) {
	for i, p := range s.dots {
		if l.has(i) {
			show.put(plus, p)
		} else {
			show.put(minus, p)
		}
	}
}

// tint is where the widest half-plane gives a label robustly; nothing where a labelling is missing.
func (s *scene) tint(out *sketch, show *view, p *parting) {
	if p.gap <= 2*s.radius {
		return
	}
	h := show.half
	square := []point{{-h, -h}, {h, -h}, {h, h}, {-h, h}}
	area := func(role chart.Role, name string, polygon []point) {
		m := out.add(chart.Area, role, name)
		for _, c := range polygon {
			show.put(m, c)
		}
	}
	if math.IsInf(p.gap, 1) {
		area(chart.Target, "says +1", square)
		return
	}
	area(chart.Target, "says +1", cut(square, p.normal, p.offset+s.radius))
	area(chart.Generated, "says −1", cut(square, p.normal.times(-1), s.radius-p.offset))
}

// cut is the part of a polygon where w·x ≥ b.
func cut(polygon []point, w point, b float64) (inside []point) {
	p := polygon[len(polygon)-1]
	u := w.dot(p) - b
	for _, q := range polygon {
		v := w.dot(q) - b
		if float64(u*v) < 0 {
			inside = append(inside, p.between(q, u/(u-v)))
		}
		if v >= 0 {
			inside = append(inside, q)
		}
		p, u = q, v
	}
	return inside
}

// certificate draws why a labelling is missing: from the dots that its weights name to the place that they weigh, on
// either side, and from the one place to the other.
func (s *scene) certificate(out *sketch, show *view, p *parting) {
	if p.gap > 2*s.radius {
		return
	}
	var ends [2]point
	for i, a := range p.weights {
		end := &ends[side(a > 0)]
		end.x += float64(math.Abs(a) * s.dots[i].x)
		end.y += float64(math.Abs(a) * s.dots[i].y)
	}
	line := func(role chart.Role, p, q point) {
		m := out.add(chart.Line, role, "certificate")
		show.put(m, p)
		show.put(m, q)
	}
	for i, a := range p.weights {
		if a != 0 {
			line(chart.Target-chart.Role(side(a > 0)), s.dots[i], ends[side(a > 0)])
		}
	}
	if p.gap > 0 {
		line(chart.Theory, ends[0], ends[1])
	}
}
