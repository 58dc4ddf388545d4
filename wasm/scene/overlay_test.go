package scene

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/core/figure"
)

// at returns one plane of a pixel.
func (o *overlay) at(plane, x, y int) int { return int(o.pix[planes*(y*o.width+x)+plane]) }

func TestReachEncodesDistances(t *testing.T) {
	r := newReach(2) // out = 4 pixels, in = 1
	for inside, want := range map[float32]byte{-9: 0, -4: 0, -1.5: 127, 0: 204, 1: 255, 7: 255} {
		if got := r.encode(inside); got != want {
			t.Errorf("%v pixels inside: %d, want %d", inside, got, want)
		}
	}
}

// Every pixel holds its distance from the line, however the line is cut into pieces.
func TestStrokeIsTheDistance(t *testing.T) {
	const half = 1.5
	p := figure.Path{10, 12, 71, 50, 30, 65}
	o := newOverlay(90, 80, 1)
	o.stroke(targetMarks, p, 2, 3, half)
	for y := range o.height {
		for x := range o.width {
			nearest := math.Inf(1)
			for i := 0; i+3 < len(p); i += 2 {
				nearest = min(nearest, distance(float64(x)+0.5, float64(y)+0.5, p[i]+2, p[i+1]+3, p[i+2]+2, p[i+3]+3))
			}
			want := int(o.reach.encode(float32(half - nearest)))
			if got := o.at(targetMarks, x, y); got < want-1 || got > want+1 {
				t.Fatalf("pixel (%d, %d): %d, want %d", x, y, got, want)
			}
			if o.at(generatedMarks, x, y) != 0 || o.at(targetSamples, x, y) != 0 {
				t.Fatal("another plane was touched")
			}
		}
	}
}

func distance(x, y, x0, y0, x1, y1 float64) float64 {
	dx, dy := x1-x0, y1-y0
	t := min(max(((x-x0)*dx+(y-y0)*dy)/(dx*dx+dy*dy), 0), 1)
	return math.Hypot(x-x0-t*dx, y-y0-t*dy)
}

func TestStrokesFarOffCostNothing(t *testing.T) {
	o := newOverlay(40, 40, 1)
	o.stroke(targetMarks, figure.Path{-1e9, 20, 1e9, 20}, 0, 0, 1) // across
	if o.at(targetMarks, 20, 20) < 200 || o.at(targetMarks, 0, 20) < 200 || o.at(targetMarks, 39, 20) < 200 {
		t.Error("the part on the picture is missing")
	}
	clear(o.pix)
	o.stroke(targetMarks, figure.Path{-1e9, -50, 1e9, -50, 1e9, 1e9}, 0, 0, 1)
	for _, v := range o.pix {
		if v != 0 {
			t.Fatal("something off the picture is on it")
		}
	}
}

func TestTriangleInEitherDirection(t *testing.T) {
	corners := [6]float64{5, 5, 35, 10, 12, 33}
	a, b := newOverlay(40, 40, 1), newOverlay(40, 40, 1)
	a.triangle(generatedMarks, corners)
	b.triangle(generatedMarks, [6]float64{5, 5, 12, 33, 35, 10})
	for i := range a.pix {
		if a.pix[i] != b.pix[i] {
			t.Fatal("the direction of the corners matters")
		}
	}
	if a.at(generatedMarks, 17, 15) != 255 || a.at(generatedMarks, 30, 30) != 0 {
		t.Error("inside and outside are mixed up")
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		in, want [4]float64
		ok       bool
	}{
		{[4]float64{-10, 5, 20, 5}, [4]float64{0, 5, 10, 5}, true},
		{[4]float64{2, 3, 4, 5}, [4]float64{2, 3, 4, 5}, true},
		{[4]float64{3, 3, 3, 3}, [4]float64{3, 3, 3, 3}, true},
		{[4]float64{-5, -1, 20, -1}, [4]float64{}, false},
		{[4]float64{-5, 4, 4, -5}, [4]float64{}, false},
		{[4]float64{20, 20, 20, 20}, [4]float64{}, false},
	} {
		ax, ay, bx, by, ok := clip(c.in[0], c.in[1], c.in[2], c.in[3], 0, 0, 10, 10)
		if ok != c.ok || ok && [4]float64{ax, ay, bx, by} != c.want {
			t.Errorf("%v: (%v, %v)–(%v, %v), %v", c.in, ax, ay, bx, by, ok)
		}
	}
}

// plainRaise is raise, and plainEncode is encode, by min and max.
func plainRaise(o *overlay, plane, x, y int, inside float32) {
	p := &o.pix[planes*(y*o.width+x)+plane]
	*p = max(*p, plainEncode(o.reach, inside))
}

func plainEncode(r reach, inside float32) byte {
	return byte(min(max((inside+r.out)*(255/(r.out+r.in)), 0), 255))
}

// plainPiece is piece without a case.
func plainPiece(o *overlay, plane int, x0, y0, x1, y1, half float64) {
	left, top, right, bottom := o.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), half)
	dx, dy := float32(x1-x0), float32(y1-y0)
	square := max(dx*dx+dy*dy, 1e-12)
	for y := top; y < bottom; y++ {
		for x := left; x < right; x++ {
			px, py := float32(x)+0.5-float32(x0), float32(y)+0.5-float32(y0)
			t := min(max((px*dx+py*dy)/square, 0), 1)
			ex, ey := px-t*dx, py-t*dy
			plainRaise(o, plane, x, y, float32(half)-float32(math.Sqrt(float64(ex*ex+ey*ey))))
		}
	}
}

// TestMarksAreThoseOfThePlainLoops compares byte for byte.
func TestMarksAreThoseOfThePlainLoops(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	for range 2000 {
		unit, half := 0.5+3*r.Float64(), 3*r.Float64()
		got, want := newOverlay(40, 30, unit), newOverlay(40, 30, unit)
		x0, y0 := 60*r.Float64()-10, 50*r.Float64()-10
		x1, y1 := x0+20*r.NormFloat64(), y0+20*r.NormFloat64()
		if r.IntN(10) == 0 {
			x1, y1 = x0, y0 // a dot
		}
		got.piece(targetMarks, x0, y0, x1, y1, half)
		plainPiece(want, targetMarks, x0, y0, x1, y1, half)
		if !bytes.Equal(got.pix, want.pix) {
			t.Fatalf("the piece from (%v, %v) to (%v, %v) of half width %v differs", x0, y0, x1, y1, half)
		}
		inside := float32(8 * r.NormFloat64())
		if a, b := got.reach.encode(inside), plainEncode(got.reach, inside); a != b {
			t.Fatalf("%v pixels inside: %d, want %d", inside, a, b)
		}
	}
}

// BenchmarkMarks draws about what the contours of one law are: three ellipses of 96 points, and four arrows.
func BenchmarkMarks(b *testing.B) {
	o := newOverlay(900, 900, 1.5)
	var paths []figure.Path
	for r := 1.0; r <= 3; r++ {
		var p figure.Path
		for k := range 97 {
			t := 2 * math.Pi * float64(k) / 96
			p = append(p, 450+120*r*math.Cos(t), 450+70*r*math.Sin(t)+20*math.Cos(t))
		}
		paths = append(paths, p)
	}
	for b.Loop() {
		for _, p := range paths {
			o.stroke(targetMarks, p, 0, 0, 1.5)
		}
		for _, k := range []float64{0, 1, 2, 3} {
			o.triangle(targetMarks, [6]float64{100 + 50*k, 100, 112 + 50*k, 106, 101 + 50*k, 113})
		}
	}
}
