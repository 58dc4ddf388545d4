package chart

import "saddle/core/jsontext"

// WriteJSON writes the chart as one object, as site/src/lab/chart.ts reads it. What a chart does not use is left out, but for
// the fields that every chart has had since the first.
func WriteJSON(w *jsontext.Writer, c *Chart) {
	w.Object(func() {
		w.Key("name").Text(c.Name)
		w.Key("title").Text(c.Title)
		w.Key("description").Text(c.Description)
		w.Key("xLabel").Text(c.X.Label)
		w.Key("yLabel").Text(c.Y.Label)
		w.Key("logX").Truth(c.X.Log)
		w.Key("logY").Truth(c.Y.Log)
		w.Key("x").Numbers([]float64{c.X.Min, c.X.Max})
		w.Key("y").Numbers([]float64{c.Y.Min, c.Y.Max})
		w.Key("ticksX").Numbers(c.X.Ticks)
		w.Key("categories").List(len(c.Categories), func(i int) { w.Text(c.Categories[i]) })
		w.Key("series").List(len(c.Marks), func(i int) { writeMark(w, &c.Marks[i]) })
		if c.Equal {
			w.Key("equal").Truth(true)
		}
		if c.Bare {
			w.Key("bare").Truth(true)
		}
		if len(c.Moments) > 0 {
			w.Key("moments").List(len(c.Moments), func(i int) {
				m := &c.Moments[i]
				w.Object(func() {
					w.Key("sentence").Text(m.Sentence)
					w.Key("series").List(len(m.Marks), func(k int) { writeMark(w, &m.Marks[k]) })
				})
			})
		}
	})
}

func writeMark(w *jsontext.Writer, m *Mark) {
	w.Object(func() {
		w.Key("name").Text(m.Name)
		w.Key("kind").Text(m.kind())
		w.Key("color").Integer(int64(m.Role))
		w.Key("x").Numbers(m.X)
		w.Key("y").Numbers(m.Y)
		w.Key("se").Numbers(m.SE)
		if len(m.Text) > 0 {
			w.Key("text").List(len(m.Text), func(i int) { w.Text(m.Text[i]) })
		}
		if m.Drag != "" {
			w.Key("drag").Text(m.Drag)
		}
		if m.Slide != "" {
			w.Key("slide").Text(m.Slide)
			w.Key("origin").Number(m.Origin)
		}
	})
}

// kind is the word for how a mark is drawn: a line of theory has one of its own.
func (m *Mark) kind() string {
	switch m.Kind {
	case LineDots:
		return "measured"
	case Dots:
		if m.Role != Theory {
			return "dots"
		}
	case Line:
		if m.Role != Theory {
			return "fitted"
		}
	case Bars:
		return "bars"
	case Area:
		return "area"
	case Note:
		return "note"
	}
	return "theory"
}
