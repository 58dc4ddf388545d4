package scene

import (
	"image"
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"saddle/core/figure"
)

// spread is one law's samples as they are drawn: discs, and ticks beside the lines where φ cuts off.
type spread struct {
	of           []float32 // what was sorted
	discs, ticks []float32
}

// sort sorts the samples of a law. The target's, which as a rule are those of the frame before, are sorted once, and into new
// memory, by which they are known again; the generator's into the same.
func (s *spread) sort(f *figure.Figure, law int, samples []float32, unit float64) {
	if law == figure.OfTarget && one(s.of, samples) {
		return
	}
	var discs, ticks []float32
	if law != figure.OfTarget && !one(s.of, s.discs) { // discs without ticks are the figure's own list
		discs, ticks = s.discs, s.ticks
	}
	s.of = samples
	s.discs, s.ticks = f.Split(law, samples, discs, ticks, unit)
}

// one says whether a and b are one list in memory.
func one(a, b []float32) bool { return len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] }

// layers draws everything of f that is neither field nor mark, moved by (dx, dy).
func (p *painter) layers(f *figure.Figure, dx, dy float64) {
	o, unit := p.overlay, p.unit()
	if f.Layers.Trails {
		for _, t := range f.Trails() {
			o.stroke(targetMarks, t, dx, dy, figure.TrailWidth*unit/2) // the plane is still empty
		}
		o.wash(targetMarks, generatedSamples, targetSamples, figure.TrailOpacity)
	}
	for law, samples := range [2][]float32{f.Target, f.Generated} {
		p.spread[law].sort(f, law, samples, unit)
	}
	o.clouds(p.spread[0].discs, p.spread[1].discs, p.discs, dx, dy)
	for law := range p.spread {
		own, other := samplePlanes(law)
		half := max(figure.RugWidth*p.density, 1) / 2
		t := p.spread[law].ticks
		for i := 0; i+3 < len(t); i += 4 {
			x0, y0, x1, y1 := float64(t[i])+dx, float64(t[i+1])+dy, float64(t[i+2])+dx, float64(t[i+3])+dy
			if y0 == y1 {
				o.box4(own, other, min(x0, x1), y0-half, max(x0, x1), y0+half, figure.RugOpacity)
			} else {
				o.box4(own, other, x0-half, min(y0, y1), x0+half, max(y0, y1), figure.RugOpacity)
			}
		}
	}
	if f.Layers.Marginals {
		p.bars(f, dx, dy)
	}
	for _, a := range f.Atoms(unit) {
		for law, r := range a.Radius {
			o.atom(targetMarks+law, a.X+dx, a.Y+dy, r, a.Whole > 0)
		}
	}
}

// gradients draws the gradient of D at samples, into an overlay of its own.
func (p *painter) gradients(f *figure.Figure, dx, dy float64) {
	if p.ink == nil {
		p.ink = newOverlay(p.width, p.height, p.unit())
		p.inkImage = ebiten.NewImageWithOptions(image.Rect(0, 0, p.width, p.height), &ebiten.NewImageOptions{Unmanaged: true})
	}
	clear(p.ink.pix)
	p.ink.marks(0, &figure.Marks{Arrows: f.Gradients()}, figure.PushStroke, dx, dy, p.unit())
	p.inkImage.WritePixels(p.ink.pix)
}

// bars draws the marginal laws.
func (p *painter) bars(f *figure.Figure, dx, dy float64) {
	o := p.overlay
	for n := range f.Strips() {
		for law, shown := range [2]bool{f.Layers.Target, f.Layers.Generated} {
			if !shown {
				continue
			}
			own, other := samplePlanes(law)
			m := f.Marginals(law, n)
			for _, b := range m.Bars {
				o.box4(own, other, b[0]+dx, b[1]+dy, b[2]+dx, b[3]+dy, figure.BarOpacity)
			}
			for _, b := range m.Spikes {
				o.box4(own, other, b[0]+dx, b[1]+dy, b[2]+dx, b[3]+dy, 1)
			}
			for _, c := range m.Curve {
				o.stroke(targetMarks+law, c, dx, dy, [2]figure.Stroke{figure.TargetStroke, figure.GeneratedStroke}[law].Curve*p.unit()/2)
			}
		}
	}
}

// samplePlanes returns a law's own plane of samples and the other's.
func samplePlanes(law int) (own, other int) {
	if law == figure.OfTarget {
		return targetSamples, generatedSamples
	}
	return generatedSamples, targetSamples
}

// lay lays paint of a law over one pixel, as disc does.
func (o *overlay) lay(own, other, at int, opacity float64) {
	m := uint32(255*opacity + 0.5)
	p := o.pix[at : at+planes : at+planes]
	p[own] = byte(m + div255(uint32(p[own])*(255-m)))
	p[other] = byte(div255(uint32(p[other]) * (255 - m)))
}

// box4 paints a rectangle, with the share of each pixel that it covers.
func (o *overlay) box4(own, other int, x0, y0, x1, y1, opacity float64) {
	x0, x1 = max(x0, 0), min(x1, float64(o.width))
	y0, y1 = max(y0, 0), min(y1, float64(o.height))
	if !(x1 > x0 && y1 > y0) {
		return
	}
	for y := int(y0); float64(y) < y1; y++ {
		tall := min(y1, float64(y+1)) - max(y0, float64(y))
		for x := int(x0); float64(x) < x1; x++ {
			wide := min(x1, float64(x+1)) - max(x0, float64(x))
			o.lay(own, other, planes*(y*o.width+x), opacity*wide*tall)
		}
	}
}

// atom marks the half of a disc that belongs to a law, the left one of the target, or all of it.
func (o *overlay) atom(plane int, cx, cy, r float64, whole bool) {
	if !(r > 0) {
		return
	}
	left, top, right, bottom := o.box(cx-r, cy-r, cx+r, cy+r, 0)
	for y := top; y < bottom; y++ {
		for x := left; x < right; x++ {
			px, py := float64(x)+0.5-cx, float64(y)+0.5-cy
			inside := r - math.Hypot(px, py)
			if !whole {
				if plane == targetMarks {
					px = -px
				}
				if px < inside {
					inside = px
				}
			}
			o.raise(plane, x, y, float32(inside))
		}
	}
}

// wash paints what was stroked in a plane of marks as samples are painted, thinly, and leaves that plane empty.
func (o *overlay) wash(plane, own, other int, opacity float64) {
	reach := float64(o.reach.out + o.reach.in)
	for at := 0; at < len(o.pix); at += planes {
		if v := o.pix[at+plane]; v != 0 {
			o.pix[at+plane] = 0
			inside := float64(v)/255*reach - float64(o.reach.out)
			cover := inside + 0.5
			if cover > 1 {
				cover = 1
			}
			if cover > 0 {
				o.lay(own, other, at, opacity*cover)
			}
		}
	}
}
