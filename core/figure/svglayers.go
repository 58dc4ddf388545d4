package figure

import (
	"math"
	"strconv"
)

// arrows draws arrows, or with extra their halo, which is wider by that.
func (w *svgWriter) arrows(list []Path, width, length float64, color Color, extra, opacity float64) {
	var shafts, heads []Path
	for _, a := range list {
		if shaft, head, ok := a.Arrow(length); ok {
			shafts = append(shafts, shaft)
			heads = append(heads, append(head[:], head[0], head[1]))
		}
	}
	w.stroke(color, width+extra, opacity, polylines(shafts, 0.15))
	if extra > 0 {
		w.stroke(color, extra, opacity, polylines(heads, 0.15))
	} else {
		w.fill(color, opacity, polylines(heads, 0.15))
	}
}

// rug writes ticks as path data.
func rug(ticks []float32) string {
	var p pen
	for i := 0; i+3 < len(ticks); i += 4 {
		p.to("m", tenth(float64(ticks[i])), tenth(float64(ticks[i+1])))
		p.to("l", tenth(float64(ticks[i+2])), tenth(float64(ticks[i+3])))
	}
	return p.String()
}

// atom draws a point with mass: a disc, or a half for each law.
func (w *svgWriter) atom(a Atom) {
	for law, color := range [2]Color{Real, Fake} {
		r := a.Radius[law]
		if r <= 0 {
			continue
		}
		x, y, d := tenths(a.X), tenth(a.Y), tenths(r)
		sweep := [2]string{"0", "1"}[law]
		half := "M" + x + " " + tenths(a.Y-r) + "A" + d + " " + d + " 0 0 " + sweep + " " + x + " " + tenths(float64(y)/10+r) + "z"
		if a.Whole > 0 {
			half += "M" + x + " " + tenths(a.Y-r) + "A" + d + " " + d + " 0 0 " + [2]string{"1", "0"}[law] + " " + x + " " + tenths(float64(y)/10+r) + "z"
		}
		w.fill(color, 1, half)
		w.stroke(Paper, 1, HaloOpacity, half)
	}
}

// hatching returns the lines of the truncation set.
func (f *Figure) hatching() (lines []Path) {
	x0, y0, x1, y1, ok := f.TruncationSet()
	if !ok {
		return nil
	}
	gap := HatchGap * math.Sqrt2
	// Lines x − y = k·gap.
	for k := math.Ceil((x0 - y1) / gap); k*gap < x1-y0; k++ {
		c := k * gap
		ax, bx := max(x0, y0+c), min(x1, y1+c)
		if bx > ax {
			lines = append(lines, Path{ax, ax - c, bx, bx - c})
		}
	}
	return lines
}

// band draws where an adversary changes what D takes a sample for.
func (w *svgWriter) band(f *Figure) {
	lines, width, stretch := f.Band()
	w.text(`<g transform="scale(1 `, strconv.FormatFloat(stretch, 'g', 6, 64), `)">`)
	w.stroke(Ink, width, BandOpacity, polylines(lines, 0.15))
	w.text(`</g>`)
	w.beyond(f)
}

// beyond lays paper where φ has no values.
func (w *svgWriter) beyond(f *Figure) {
	x0, x1 := domain(f.Left, f.Left+f.Span, f.Phi.Range, false)
	y0, y1 := f.Bottom, f.Bottom+f.Rise
	if !f.Line {
		y0, y1 = domain(y0, y1, f.Phi.Range, false)
	}
	side := tenths(f.Side)
	if within := boxes([][4]float64{{f.X(x0), f.Y(y1), f.X(x1), f.Y(y0)}}); within != boxes([][4]float64{{0, 0, f.Side, f.Side}}) {
		w.fill(Paper, 1, "M0 0H"+side+"V"+side+"H0z"+within)
	}
}

// strips lays paper under the marginals.
func (w *svgWriter) strips(f *Figure) {
	w.fill(Paper, StripOpacity, boxes(f.Strips()))
}

// marginals draws bars, spikes and curves of both laws.
func (w *svgWriter) marginals(f *Figure) {
	for n := range f.marginalSides() {
		for law, color := range [2]Color{Real, Fake} {
			m := f.Marginals(law, n)
			w.fill(color, BarOpacity, boxes(m.Bars))
			w.fill(color, 1, boxes(m.Spikes))
			w.stroke(color, [2]Stroke{TargetStroke, GeneratedStroke}[law].Curve*Zoom(f.Side), 1, polylines(m.Curve, 0.15))
		}
	}
}

func boxes(list [][4]float64) string {
	var p pen
	for _, b := range list {
		l, t, r, d := tenth(b[0]), tenth(b[1]), tenth(b[2]), tenth(b[3])
		p.to("M", l+p.x, t+p.y)
		p.x, p.y = l, t
		p.to("l", r, t)
		p.to("l", r, d)
		p.to("l", l, d)
		p.WriteByte('z')
		p.x, p.y = l, t
	}
	return p.String()
}
