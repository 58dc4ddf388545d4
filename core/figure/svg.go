package figure

import (
	"math"
	"strconv"
	"strings"

	"saddle/core/snapshot"
)

// Color is a custom property of the page's palette and the value that stands where it is not defined.
type Color struct {
	Property, Fallback string // as "--ink", as "#1a1d21"
}

// The colours of a picture. The page's palette decides; the fallbacks are those of its light theme.
var (
	Paper = Color{"--paper", "#ffffff"}     // of the ground
	Ink   = Color{"--ink", "#1a1d21"}       // of text, of the line D = 1/2 and of floors
	Rule  = Color{"--line", "#d3d9df"}      // of the grid
	Real  = Color{"--target", "#1b4f9e"}    // of the target and of what looks real
	Fake  = Color{"--generated", "#bd5208"} // of the generator and of what looks fake
)

// Sizes of the SVG that keep it small enough to be sent with every report.
const (
	fieldLevels = 10   // steps of the field's opacity
	mostPoints  = 2000 // samples shown of each law
	turns       = 4    // paths that they are spread over, those of one law upon those of the other
)

// SVG returns the picture of s as one <svg> element of the given side, without ids of its own, so that
// several can stand in one page. It is no method of Figure, because the stage, which paints figures
// otherwise, then need not carry it.
func SVG(s *snapshot.Snapshot, side float64) string {
	f := New(s, side)
	var w svgWriter
	size := strconv.FormatFloat(side, 'f', -1, 64)
	w.text(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `, size, ` `, size, `" role="img" aria-label="`, escape(label(s)), `">`)
	// Coordinates are in tenths of a pixel, which makes them whole numbers.
	w.text(`<g transform="scale(.1)" fill="none" fill-rule="evenodd" stroke-linecap="round" stroke-linejoin="round">`)
	w.fill(Paper, 1, "M0 0H"+tenths(f.Side)+"V"+tenths(f.Side)+"H0z")
	switch {
	case f.Layers.Difference:
		w.tint(f, f.differenceMap(), DifferenceOpacity)
	case f.Layers.Field:
		w.tint(f, f.tintMap(), FieldOpacity)
	}
	if f.Layers.Adversary {
		w.band(f)
	}
	if f.Layers.Truncation {
		w.stroke(Ink, HatchWidth, HatchOpacity, polylines(f.hatching(), 0))
	}
	if f.Layers.Marginals {
		w.strips(f)
	}
	w.grid(f)
	if f.Layers.Trails {
		w.stroke(Fake, TrailWidth*Zoom(side), TrailOpacity, polylines(f.Trails(), 0.3))
	}
	w.samples(f)
	if f.Layers.Marginals {
		w.marginals(f)
	}
	if f.Layers.Isoline {
		w.stroke(Ink, IsolineWidth*Zoom(side), f.IsolineOpacity(), polylines(f.Isoline(), 0.15))
	}
	if f.Layers.Gradients && f.Layers.Generated {
		zoom := Zoom(side)
		w.arrows(f.Gradients(), PushStroke.Arrow*zoom, PushStroke.Head*zoom, Paper, 2*HaloWidth*zoom, HaloOpacity)
		w.arrows(f.Gradients(), PushStroke.Arrow*zoom, PushStroke.Head*zoom, Ink, 0, 1)
	}
	w.marks(f)
	for _, a := range f.Atoms(Zoom(side)) {
		w.atom(a)
	}
	w.text(`</g></svg>`)
	return w.String()
}

// tint colours the regions above and below rising levels of a map, one upon the other.
func (w *svgWriter) tint(f *Figure, m planeMap, most float64) {
	for _, side := range [2]struct {
		sign float64
		Color
	}{{1, Real}, {-1, Fake}} {
		w.text(`<g `, paint("fill", side.Color), `>`)
		below := 0.0 // opacity so far
		for k := range fieldLevels {
			// The step between two tints lies where the field has their mean.
			level := (float64(k) + 0.5) / fieldLevels
			opacity := most * float64(k+1) / fieldLevels
			w.path(opacityOf("fill", (opacity-below)/(1-below)), polylines(f.region(level, side.sign, m), 0.6))
			below = opacity
		}
		w.text(`</g>`)
	}
}

// grid draws the ticks as lines across the picture, those through 0 stronger.
func (w *svgWriter) grid(f *Figure) {
	var through0, others strings.Builder
	line := func(axis int, t float64, d string) {
		b := &others
		if math.Abs(t) < f.Step[axis]/2 {
			b = &through0
		}
		b.WriteString(d)
	}
	for _, t := range f.Ticks(0) {
		line(0, t, "M"+tenths(f.X(t))+" 0V"+tenths(f.Side))
	}
	if !f.Line {
		for _, t := range f.Ticks(1) {
			line(1, t, "M0 "+tenths(f.Y(t))+"H"+tenths(f.Side))
		}
	}
	w.stroke(Rule, GridWidth, GridOpacity, others.String())
	w.stroke(Rule, GridWidth, AxisOpacity, through0.String())
}

// samples alternates paths of the two laws, and which goes first, so that neither covers the other.
func (w *svgWriter) samples(f *Figure) {
	n := min(max(len(f.Target), len(f.Generated))/2, mostPoints)
	unit := Zoom(f.Side)
	diameter := 2 * PointRadius(n) * unit
	target, ticks := f.Split(OfTarget, f.Target[:min(len(f.Target), 2*n)], nil, nil, unit)
	generated, others := f.Split(OfGenerator, f.Generated[:min(len(f.Generated), 2*n)], nil, nil, unit)
	w.text(`<g transform="scale(5)">`) // half pixels
	for turn := range turns {
		laws := [2]int{OfTarget, OfGenerator}
		if turn%2 == 1 {
			laws = [2]int{OfGenerator, OfTarget}
		}
		for _, law := range laws {
			w.stroke([2]Color{Real, Fake}[law], diameter/5, PointOpacity(n), dots([2][]float32{target, generated}[law], f.Side, turn))
		}
	}
	w.text(`</g>`)
	w.stroke(Real, RugWidth, RugOpacity, rug(ticks))
	w.stroke(Fake, RugWidth, RugOpacity, rug(others))
}

// marks draws contours and arrows of both laws, above halos of paper.
func (w *svgWriter) marks(f *Figure) {
	zoom := Zoom(f.Side)
	for _, halo := range [2]bool{true, false} {
		for _, law := range [2]struct {
			Marks
			Stroke
			Color
		}{{f.TargetMarks, TargetStroke, Real}, {f.GeneratedMarks, GeneratedStroke, Fake}} {
			color, extra, opacity := law.Color, 0.0, 1.0
			if halo {
				color, extra, opacity = Paper, 2*HaloWidth*zoom, HaloOpacity
			}
			for r, paths := range law.Marks.Contours {
				w.stroke(color, law.Stroke.Contours[r]*zoom+extra, opacity, polylines(paths, 0.15))
			}
			w.arrows(law.Marks.Arrows, law.Arrow*zoom, law.Head*zoom, color, extra, opacity)
			if law.Color == Fake {
				w.stroke(color, OtherWidth*zoom+extra, opacity, polylines(f.OtherRing(zoom), 0.15))
			}
		}
	}
}
