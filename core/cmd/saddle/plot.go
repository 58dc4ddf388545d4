//go:build !js

package main

import (
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"saddle/core/chart"
	"saddle/core/figure"
)

// colorOf is the page's colour of a role, on paper.
func colorOf(m chart.Mark) color.Color {
	hex := "#1a1d21"
	switch {
	case m.Role >= 0:
		hex = chart.Palette[int(m.Role)%len(chart.Palette)]
	case m.Role == chart.Target:
		hex = figure.Real.Fallback
	case m.Role == chart.Generated:
		hex = figure.Fake.Fallback
	case m.Role == chart.Muted:
		hex = "#59616b"
	}
	v, _ := strconv.ParseUint(hex[1:], 16, 32)
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 0xff}
}

// plotChart draws one chart into a file whose ending says the format.
func plotChart(c chart.Chart, file string) error {
	p := plot.New()
	p.Title.Text, p.X.Label.Text, p.Y.Label.Text = c.Title, c.X.Label, c.Y.Label
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = c.X.Min, c.X.Max, c.Y.Min, c.Y.Max
	if c.X.Log {
		p.X.Scale, p.X.Tick.Marker = plot.LogScale{}, decades{}
	}
	if c.Y.Log {
		p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, decades{}
	}
	if len(c.X.Ticks) > 0 {
		var ticks plot.ConstantTicks
		for _, x := range c.X.Ticks {
			ticks = append(ticks, plot.Tick{Value: x, Label: strconv.FormatFloat(x, 'g', -1, 64)})
		}
		p.X.Tick.Marker = ticks
	}
	if len(c.Categories) > 0 {
		p.NominalX(c.Categories...)
		p.X.Tick.Label.Rotation, p.X.Tick.Label.XAlign, p.X.Tick.Label.YAlign = math.Pi/6, draw.XRight, draw.YTop
		p.X.Min, p.X.Max = -0.5, float64(len(c.Categories))-0.5
	}
	p.Legend.Top, p.Legend.Left = true, c.Name == "growth" // where the lines are not
	p.Add(plotter.NewGrid())
	named := map[string]bool{}
	for _, s := range c.Marks {
		things, err := draughts(s, len(c.Categories) > 0)
		if err != nil {
			return err
		}
		for _, t := range things {
			p.Add(t)
		}
		if thumb, ok := things[0].(plot.Thumbnailer); ok && len(s.X) > 0 && !named[s.Name] && (s.Kind != chart.Line || s.Role == chart.Theory) {
			named[s.Name] = true
			p.Legend.Add(s.Name, thumb)
		}
	}
	return p.Save(16*vg.Centimeter, 11*vg.Centimeter, file)
}

// draughts are the parts of a series: a line, points, error bars.
func draughts(s chart.Mark, categories bool) (things []plot.Plotter, err error) {
	xy := make(plotter.XYs, len(s.X))
	bars := struct {
		plotter.XYs
		plotter.YErrors
	}{xy, make(plotter.YErrors, len(s.X))}
	for i := range xy {
		xy[i].X, xy[i].Y = s.X[i], s.Y[i]
		if s.SE != nil {
			bars.YErrors[i].Low, bars.YErrors[i].High = math.Min(s.SE[i], s.Y[i]/2), s.SE[i]
		}
	}
	points, err := plotter.NewScatter(xy)
	if err != nil {
		return nil, err
	}
	points.Color, points.Radius, points.Shape = colorOf(s), vg.Points(2.5), draw.CircleGlyph{}
	if s.Role < 0 {
		points.Shape = draw.CrossGlyph{}
	}
	line, err := plotter.NewLine(xy)
	if err != nil {
		return nil, err
	}
	line.Color = colorOf(s)
	if s.Role == chart.Theory {
		line.Dashes = []vg.Length{vg.Points(4), vg.Points(3)}
	}
	switch {
	case categories && s.Role == chart.Theory:
		things = append(things, points)
	case s.Kind == chart.Line:
		things = append(things, line)
	case s.Kind == chart.LineDots:
		things = append(things, line, points)
	default:
		things = append(things, points)
	}
	if s.SE != nil {
		errorBars, err := plotter.NewYErrorBars(bars)
		if err != nil {
			return nil, err
		}
		errorBars.Color = colorOf(s)
		things = append(things, errorBars)
	}
	return things, nil
}

// decades ticks powers of ten, and 1, 2 and 5 times them where there are few.
type decades struct{}

// Ticks returns the marks within [lo, hi], with a label where the type says, otherwise without.
func (decades) Ticks(lo, hi float64) (ticks []plot.Tick) {
	few := math.Log10(hi/lo) < 2
	for e := math.Floor(math.Log10(lo)); e <= math.Ceil(math.Log10(hi)); e++ {
		for m := 1.0; m < 10; m++ {
			v := m * math.Pow(10, e)
			label := ""
			if m == 1 || few && (m == 2 || m == 5) {
				label = strconv.FormatFloat(v, 'g', 3, 64)
			}
			if v >= lo*(1-1e-9) && v <= hi*(1+1e-9) {
				ticks = append(ticks, plot.Tick{Value: v, Label: label})
			}
		}
	}
	return ticks
}
