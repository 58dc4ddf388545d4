package chart

import (
	"encoding/json"
	"math"
	"testing"

	"saddle/core/jsontext"
)

func TestBound(t *testing.T) {
	m := Mark{Name: "a", Kind: Dots}
	m.Add(1, 0.5, 0.1)
	m.Add(3, 2, 0)
	c := Chart{X: Axis{Log: true}, Y: Axis{Fixed: true, Min: -1, Max: 9}, Marks: []Mark{m},
		Moments: []Moment{{Marks: []Mark{{Name: "a", X: []float64{10}, Y: []float64{1}}}}}}
	if !c.Bound() || c.X.Min != 1 || c.X.Max != 10 || c.Y.Min != -1 || c.Y.Max != 9 || !c.X.Log {
		t.Errorf("%+v %+v", c.X, c.Y)
	}
	c.Y = Axis{}
	if c.Bound(); c.Y.Min != 0 || c.Y.Max != 2 {
		t.Errorf("%+v", c.Y)
	}
	c.Y = Axis{Log: true}
	if c.Bound(); c.Y.Min != 0.4 {
		t.Errorf("%+v", c.Y)
	}
	theory := Chart{Marks: []Mark{{Role: Theory, X: []float64{1}, Y: []float64{1}}}}
	if theory.Bound() || len(Drawn(theory, c)) != 1 {
		t.Error("theory alone is drawn")
	}
}

func TestGuide(t *testing.T) {
	m := Mark{X: []float64{1, 100}, Y: []float64{2, 0.1}}
	g, ok := Guide([]Mark{m}, -0.5, 0.5, "slope −1/2")
	if !ok || len(g.X) != 2 || math.Abs(g.Y[0]/g.Y[1]-10) > 1e-9 || math.Abs(g.Y[1]-0.05) > 1e-9 || g.Role != Theory {
		t.Errorf("%+v", g)
	}
	if _, ok := Guide(nil, 1, 1, ""); ok {
		t.Error("a guide of nothing")
	}
	if empty := (Mark{}); !empty.Among(nil) || m.Among(nil) || !m.Among([]Mark{m}) {
		t.Error("among")
	}
}

func TestJSON(t *testing.T) {
	c := Chart{Name: "n", Equal: true, Marks: []Mark{
		{Name: "p", Kind: Dots, Role: Target, X: []float64{1}, Y: []float64{2}, Drag: "dots", Text: []string{"x"}},
		{Name: "t", Kind: Line, Role: Theory}, {Name: "f", Kind: Line, Role: Series + 2}, {Name: "b", Kind: Bars}, {Kind: Area}, {Kind: Note}, {Kind: LineDots, Slide: "radius", Origin: 2}}, Bare: true,
		Moments: []Moment{{Sentence: "s", Marks: []Mark{{Name: "p"}}}}}
	var w jsontext.Writer
	WriteJSON(&w, &c)
	var back struct {
		Equal, Bare bool
		Series      []struct {
			Kind, Drag, Slide string
			Origin            float64
			Color             int
			Text              []string
		}
		Moments []struct{ Sentence string }
	}
	if err := json.Unmarshal([]byte(w.String()), &back); err != nil {
		t.Fatal(err)
	}
	kinds := ""
	for _, s := range back.Series {
		kinds += s.Kind + " "
	}
	if kinds != "dots theory fitted bars area note measured " || back.Series[0].Color != -2 || back.Series[0].Drag != "dots" || back.Series[2].Color != 2 ||
		back.Series[0].Text[0] != "x" || !back.Equal || !back.Bare || back.Series[6].Slide != "radius" || back.Series[6].Origin != 2 || back.Series[1].Slide != "" || back.Moments[0].Sentence != "s" {
		t.Errorf("%s: %+v", kinds, back)
	}
}
