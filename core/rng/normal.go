package rng

import (
	"math"

	"saddle/core/kernel"
)

// Normals fills x with independent standard normal numbers, the same ones as len(x) calls of [Stream.Normal]
// would give.
func (r *Stream) Normals(x []float64) {
	for len(x) > 0 {
		n, u := r.normals(x)
		if n == len(x) {
			return
		}
		x[n] = r.normalEdge(u, x[n])
		x = x[n+1:]
	}
}

// normals fills x up to the first draw that is not sure, and returns its place, where its candidate stands, and its bits. It
// calls nothing: in WebAssembly a loop around a call is slower, and so is a state that is not in local variables. It takes four draws at a
// time: a loop of one draw is slower by a third wherever the compiler happens to let it begin in the middle of a line of the cache.
func (r *Stream) normals(x []float64) (n int, u uint64) {
	s0, s1, s2, s3 := r.s0, r.s1, r.s2, r.s3
	var sure bool
	for ; n < len(x)-3; n += 4 {
		u, s0, s1, s2, s3 = next(s0, s1, s2, s3)
		if x[n], sure = draw(u); !sure {
			r.s0, r.s1, r.s2, r.s3 = s0, s1, s2, s3
			return n, u
		}
		u, s0, s1, s2, s3 = next(s0, s1, s2, s3)
		if x[n+1], sure = draw(u); !sure {
			r.s0, r.s1, r.s2, r.s3 = s0, s1, s2, s3
			return n + 1, u
		}
		u, s0, s1, s2, s3 = next(s0, s1, s2, s3)
		if x[n+2], sure = draw(u); !sure {
			r.s0, r.s1, r.s2, r.s3 = s0, s1, s2, s3
			return n + 2, u
		}
		u, s0, s1, s2, s3 = next(s0, s1, s2, s3)
		if x[n+3], sure = draw(u); !sure {
			r.s0, r.s1, r.s2, r.s3 = s0, s1, s2, s3
			return n + 3, u
		}
	}
	for ; n < len(x); n++ {
		u, s0, s1, s2, s3 = next(s0, s1, s2, s3)
		if x[n], sure = draw(u); !sure {
			r.s0, r.s1, r.s2, r.s3 = s0, s1, s2, s3
			return n, u
		}
	}
	r.s0, r.s1, r.s2, r.s3 = s0, s1, s2, s3
	return len(x), 0
}

// Normal returns a standard normal number, never 0.
func (r *Stream) Normal() float64 {
	u := r.Uint64()
	x, sure := draw(u)
	if sure {
		return x
	}
	return r.normalEdge(u, x)
}

// The ziggurat covers the half density f(x) = exp(−x²/2) with 256 layers of one area: layer i ≥ 1 is the rectangle of
// width edge[i] between the heights f(edge[i]) and f(edge[i+1]); layer 0 is the rectangle of width tailStart below
// f(tailStart) and the tail beside it.
const (
	layerCount = 256
	tailStart  = 3.654152885361009    // edge[1], the one start with which the layers close at the top
	layerArea  = 0.004928673233974655 // tailStart·f(tailStart) + ∫_tailStart^∞ f
)

// layer is what one draw needs. A draw is x = m·width with m an odd integer, |m| < 2⁵³. It lies below the density for sure where
// |x| < edge[i+1]: for |m| ≤ inside, or where m + inside, from 0 on, is less than span, which is 2·inside + 1.
type layer struct {
	width        float64 // edge[i]·2⁻⁵³
	inside, span uint64  // span is 0 where no m is sure
}

// layers and heights are constants, made once with functions that give the same bits everywhere.
var layers, heights = makeLayers()

// makeLayers returns the layers and heights[i] = f(edge[i]).
func makeLayers() (layers [layerCount]layer, heights [layerCount + 1]float64) {
	var edge [layerCount + 1]float64 // edge[layerCount] = 0
	edge[0] = layerArea / kernel.NormalBell(tailStart)
	edge[1] = tailStart
	for i := 2; i < layerCount; i++ {
		height := layerArea/edge[i-1] + kernel.NormalBell(edge[i-1])
		edge[i] = math.Sqrt(-2 * kernel.Log(height))
	}
	for i := range layers {
		layers[i] = layer{width: edge[i] * 0x1p-53}
		if reach := uint64(edge[i+1] / edge[i] * 0x1p53); reach > 0 {
			layers[i].inside, layers[i].span = reach-1, 2*reach-1
		}
	}
	for i := range heights {
		heights[i] = kernel.NormalBell(edge[i])
	}
	return layers, heights
}

// draw makes a candidate x of 64 random bits: the lowest 8 choose the layer, the highest 54 the odd integer m. m and −m
// are equally likely. It is a normal number if sure, which it is in 98.5 of 100 cases; else normalEdge decides.
func draw(u uint64) (x float64, sure bool) {
	l := &layers[u%layerCount]
	m := int64(u)>>10 | 1
	return float64(float64(m) * l.width), uint64(m)+l.inside < l.span
}

// chord is the straight line from f(edge[i]) to f(edge[i+1]). Between them f is no further than off from it: |f″|h²/8 for edges h apart, where
// |f″| = |x² − 1|f is at most the larger |x² − 1| times the larger f.
type chord struct{ edge, height, slope, off float64 }

var chords = makeChords()

func makeChords() (chords [layerCount]chord) {
	for i := 1; i < layerCount; i++ {
		outer, inner := float64(layers[i].width*0x1p53), 0.0
		if i < layerCount-1 {
			inner = float64(layers[i+1].width * 0x1p53)
		}
		h := outer - inner
		const rounded = 1e-13 // more than both sides of a comparison are off by
		curved := math.Max(math.Abs(float64(outer*outer)-1), math.Abs(float64(inner*inner)-1)) * heights[i+1]
		chords[i] = chord{outer, heights[i], (heights[i+1] - heights[i]) / h, float64(curved*float64(h*h)/8) + rounded}
	}
	return chords
}

// under says whether a height above a layer lies under f(x). Far from the chord it asks f nothing.
func under(i uint64, height, x float64) bool {
	c := &chords[i]
	above := height - (c.height + float64(c.slope*(c.edge-math.Abs(x))))
	if math.Abs(above) > c.off {
		return above < 0
	}
	return height < kernel.NormalBell(x)
}

// normalEdge finishes a draw that was not sure: it accepts the candidate x of u, or makes new ones until one is
// accepted.
func (r *Stream) normalEdge(u uint64, x float64) float64 {
	for {
		i := u % layerCount
		if i == 0 {
			return math.Copysign(r.normalTail(), x)
		}
		height := heights[i] + float64(r.Float64()*(heights[i+1]-heights[i]))
		if under(i, height, x) {
			return x
		}
		u = r.Uint64()
		var sure bool
		if x, sure = draw(u); sure {
			return x
		}
	}
}

// normalTail returns the size of a normal number given that it exceeds tailStart (Marsaglia, 1964).
func (r *Stream) normalTail() float64 {
	for {
		a := -kernel.Log(r.positive()) / tailStart
		b := -kernel.Log(r.positive())
		if b+b >= float64(a*a) {
			return tailStart + a
		}
	}
}

// positive returns a uniform number in (0, 1]: a multiple of 2⁻⁵³.
func (r *Stream) positive() float64 {
	return float64(r.Uint64()>>11+1) * 0x1p-53
}
