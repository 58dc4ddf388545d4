package scene

import "math"

// fewSamples is the largest number of samples that are laid one by one. Of more, no single disc is to be made out: what
// counts is how many lie on a pixel, and then the order does not matter.
const fewSamples = 5000

// crowd is how deep the discs of one law lie on each pixel: Σ −log(1 − α) over their opacities α, so that alone they cover
// 1 − exp(−depth) of it. Depths add up, whatever the order.
type crowd struct {
	depth []uint32 // in units of 1/deep, row by row; 100,000 discs on one pixel fit

	// What it was made of.
	samples []float32
	discs   *discs
	dx, dy  float64
}

const (
	coarse = 255 / 5.5 // steps per unit of depth in the table of shares: the last, 255, covers 99.6 % of a pixel
	fine   = 16        // and of those steps
	deep   = coarse * fine
)

// crowds lays a disc at each sample of both laws, moved by (dx, dy), as if they came in random order. The target's, which
// do not move, are laid once: a list of them is never written to, while the memory of the others is used again.
func (o *overlay) crowds(target, generated []float32, d *discs, dx, dy float64) {
	if share == nil {
		share = newShares()
	}
	if !o.crowd[targetSamples].holds(target, d, dx, dy) {
		o.crowd[targetSamples].gather(o.width, o.height, target, d, dx, dy)
	}
	o.crowd[generatedSamples].gather(o.width, o.height, generated, d, dx, dy)
	o.mix(o.crowd[targetSamples].depth, o.crowd[generatedSamples].depth)
}

// holds says whether the crowd was made of the same things, the same list in memory.
func (c *crowd) holds(samples []float32, d *discs, dx, dy float64) bool {
	return c.depth != nil && c.discs == d && c.dx == dx && c.dy == dy && len(c.samples) == len(samples) &&
		(len(samples) == 0 || &c.samples[0] == &samples[0])
}

// gather lays a disc at each sample.
func (c *crowd) gather(width, height int, samples []float32, d *discs, dx, dy float64) {
	if c.depth == nil {
		c.depth = make([]uint32, width*height)
	}
	clear(c.depth)
	c.samples, c.discs, c.dx, c.dy = samples, d, dx, dy
	// In phases: the middle pixel of the disc at x is floor(x), its left edge half a size before.
	half := float64(d.size / 2)
	ox, oy := phases*(dx-half), phases*(dy-half)
	right, bottom := float64(phases*(width-d.size+1)), float64(phases*(height-d.size+1))
	for ; len(samples) >= 2; samples = samples[2:] {
		x, y := phases*float64(samples[0])+ox, phases*float64(samples[1])+oy
		if !(x >= 0 && x < right && y >= 0 && y < bottom) {
			c.edge(width, height, x, y, d)
			continue
		}
		ix, iy := uint(int(x)), uint(int(y)) // both fit
		phase := iy%phases*phases + ix%phases
		at := int(iy/phases)*width + int(ix/phases)
		if d.size == 3 { // as those of the largest crowds: a call for each would cost as much as what it does
			layer := &d.small[phase]
			p, q, r := (*[3]uint32)(c.depth[at:]), (*[3]uint32)(c.depth[at+width:]), (*[3]uint32)(c.depth[at+2*width:])
			p[0] += layer[0]
			p[1] += layer[1]
			p[2] += layer[2]
			q[0] += layer[3]
			q[1] += layer[4]
			q[2] += layer[5]
			r[0] += layer[6]
			r[1] += layer[7]
			r[2] += layer[8]
			continue
		}
		layer := d.depths[phase]
		for ; len(layer) >= d.size; layer = layer[d.size:] {
			lay(c.depth[at:], layer[:d.size])
			at += width
		}
	}
}

// edge lays a disc that is not all on the picture, if any of it is; (x, y) is its upper left corner, in phases.
func (c *crowd) edge(width, height int, x, y float64, d *discs) {
	if !(x > float64(-phases*d.size) && x < float64(phases*width) && y > float64(-phases*d.size) && y < float64(phases*height)) {
		return // or no number
	}
	ix, iy := int(math.Floor(x)), int(math.Floor(y))
	column, row := ix&(phases-1), iy&(phases-1)
	left, top := (ix-column)/phases, (iy-row)/phases
	layer := d.depths[row*phases+column]
	from, to := max(0, -left), min(d.size, width-left)
	if from >= to {
		return
	}
	for r := max(0, -top); r < min(d.size, height-top); r++ {
		lay(c.depth[(top+r)*width+left+from:], layer[r*d.size+from:r*d.size+to])
	}
}

func lay(depth, layer []uint32) {
	depth = depth[:len(layer)]
	for i, v := range layer {
		depth[i] += v
	}
}

// newDepths returns the depths of the discs that cover so much of a pixel, 0…255.
func newDepths(mask []byte) []uint32 {
	depths := make([]uint32, len(mask))
	for i, m := range mask {
		depths[i] = uint32(math.Round(-deep * math.Log(1-min(float64(m)/255, 0.996))))
	}
	return depths
}

// share says how two laws divide a pixel on which they lie a and b deep, in coarse steps: in proportion to their depths,
// 1 − exp(−a − b) of it. share[a<<8|b] is the first one's part, 0…255; the other's is share[b<<8|a].
var share []byte

func newShares() []byte {
	table := make([]byte, 1<<16)
	for a := 1; a < 256; a++ {
		for b := range a + 1 {
			all := math.Round(-255 * math.Expm1(-float64(a+b)/coarse))
			less := math.Round(all * float64(b) / float64(a+b))
			table[b<<8|a], table[a<<8|b] = byte(less), byte(all-less)
		}
	}
	return table
}

// mix writes both laws' shares of the pixels into their planes.
func (o *overlay) mix(a, b []uint32) {
	table := (*[1 << 16]byte)(share)
	pix := o.pix
	b = b[:len(a)]
	for i, target := range a {
		generated := b[i]
		if target|generated == 0 {
			continue
		}
		t, g := min((target+fine/2)/fine, 255), min((generated+fine/2)/fine, 255)
		p := (*[planes]byte)(pix[planes*i:])
		p[targetSamples], p[generatedSamples] = table[uint16(t<<8|g)], table[uint16(g<<8|t)]
	}
}
