package scene

import (
	"math"

	"saddle/core/figure"
)

// phases is the number of positions between two pixels, in each direction, that a disc can have: enough
// for motion to look smooth.
const phases = 4

// discs are images of one disc at all positions between pixels.
type discs struct {
	size  int                     // of each image, in pixels
	masks [phases * phases][]byte // opacity

	depths [phases * phases][]uint32  // of the masks, for crowds
	small  [phases * phases][9]uint32 // the same, if size is 3
}

// splatBudget bounds the pixels that the samples of one law cover together, and with it the time that
// splatting takes.
const splatBudget = 1e6

// newDiscs makes the discs for n samples of a law; unit is the length in pixels that radii are measured in.
func newDiscs(n int, unit float64) *discs {
	// A disc's middle is at least half a phase from the edge of its pixel. So it touches m more pixels to
	// either side as long as radius + ½ is at most m + ½ + ½/phases.
	const slack = 0.5 / phases
	reach := math.Floor((math.Sqrt(splatBudget/float64(max(n, 1))) - 1) / 2) // m that the budget allows
	radius := min(figure.PointRadius(n)*unit, max(reach, 1)+slack)
	middle := int(math.Ceil(radius - slack))
	opacity := 255 * figure.PointOpacity(n)
	d := &discs{size: 2*middle + 1}
	for phase := range d.masks {
		cx := float64(middle) + (float64(phase%phases)+0.5)/phases
		cy := float64(middle) + (float64(phase/phases)+0.5)/phases
		mask := make([]byte, d.size*d.size)
		for i := range mask {
			x, y := float64(i%d.size)+0.5, float64(i/d.size)+0.5
			cover := min(max(radius+0.5-math.Hypot(x-cx, y-cy), 0), 1)
			mask[i] = byte(math.Round(opacity * cover))
		}
		d.masks[phase] = mask
		d.depths[phase] = newDepths(mask)
		if d.size == 3 {
			d.small[phase] = [9]uint32(d.depths[phase])
		}
	}
	return d
}

// clouds lays a disc at each sample of both laws, moved by (dx, dy), so that neither cloud covers the other.
func (o *overlay) clouds(target, generated []float32, d *discs, dx, dy float64) {
	if max(len(target), len(generated))/2 > fewSamples {
		o.crowds(target, generated, d, dx, dy)
	} else {
		o.turns(target, generated, d, dx, dy)
	}
}

// turns lets the laws take turns, and take turns in going first. The law with fewer samples has its turns spread over all,
// lest the rest of the other cover it.
func (o *overlay) turns(target, generated []float32, d *discs, dx, dy float64) {
	n := max(len(target), len(generated)) / 2
	for i := range n {
		first, second := targetSamples, generatedSamples
		a, b := target, generated
		if i%2 == 1 {
			first, second, a, b = second, first, b, a
		}
		if k, due := turn(i, len(a)/2, n); due {
			o.disc(first, second, float64(a[2*k])+dx, float64(a[2*k+1])+dy, d)
		}
		if k, due := turn(i, len(b)/2, n); due {
			o.disc(second, first, float64(b[2*k])+dx, float64(b[2*k+1])+dy, d)
		}
	}
}

// turn returns which of m things is due at turn i of n ≥ m, if one is.
func turn(i, m, n int) (k int, due bool) {
	k = i * m / n
	return k, (i+1)*m/n > k
}

// disc lays a disc over what is there: where its opacity is α it leaves 1 − α of both planes and adds α to
// its own, as paint does.
func (o *overlay) disc(own, other int, x, y float64, d *discs) {
	size := float64(d.size)
	if !(x > -size && x < float64(o.width)+size && y > -size && y < float64(o.height)+size) { // off the picture, or no number
		return
	}
	ix, iy := int(math.Floor(phases*x)), int(math.Floor(phases*y))
	column, row := ix&(phases-1), iy&(phases-1)
	mask := d.masks[row*phases+column]
	left, top := (ix-column)/phases-d.size/2, (iy-row)/phases-d.size/2
	from, to := max(0, -left), min(d.size, o.width-left)
	if from >= to {
		return
	}
	for r := max(0, -top); r < min(d.size, o.height-top); r++ {
		at := planes * ((top+r)*o.width + left + from)
		for _, m := range mask[r*d.size+from : r*d.size+to] {
			if m != 0 {
				p := o.pix[at : at+planes : at+planes]
				keep := uint32(255 - m)
				p[own] = byte(uint32(m) + div255(uint32(p[own])*keep))
				p[other] = byte(div255(uint32(p[other]) * keep))
			}
			at += planes
		}
	}
}

// div255 returns v/255 to the nearest whole number, for v ≤ 255².
func div255(v uint32) uint32 { return (v + 128 + (v+128)>>8) >> 8 }
