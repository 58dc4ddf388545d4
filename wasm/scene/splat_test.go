package scene

import (
	"math"
	"testing"

	"saddle/core/figure"
)

func TestDiv255(t *testing.T) {
	for v := range uint32(255*255 + 1) {
		if got, want := div255(v), uint32(math.Round(float64(v)/255)); got != want {
			t.Fatalf("%d/255 = %d, want %d", v, got, want)
		}
	}
}

// A disc has its area, and its middle where the sample is, wherever that lies between the pixels.
func TestDiscsHaveTheirAreaAndPlace(t *testing.T) {
	const unit = 2
	d := newDiscs(1000, unit)
	r := figure.PointRadius(1000) * unit
	want := math.Pi * r * r * figure.PointOpacity(1000) * 255
	for _, at := range [][2]float32{{20, 20}, {20.3, 19.6}, {17.87, 21.1}} {
		o := newOverlay(40, 40, unit)
		o.clouds(at[:], nil, d, 0, 0)
		sum, sx, sy := 0.0, 0.0, 0.0
		for y := range o.height {
			for x := range o.width {
				v := float64(o.at(targetSamples, x, y))
				sum, sx, sy = sum+v, sx+v*(float64(x)+0.5), sy+v*(float64(y)+0.5)
			}
		}
		if math.Abs(sum/want-1) > 0.05 {
			t.Errorf("at %v: area %v, want %v", at, sum, want)
		}
		if dx, dy := sx/sum-float64(at[0]), sy/sum-float64(at[1]); math.Abs(dx) > 0.5/phases+0.01 || math.Abs(dy) > 0.5/phases+0.01 {
			t.Errorf("at %v: off by (%v, %v)", at, dx, dy)
		}
	}
}

func TestCloudsMoveAndSwap(t *testing.T) {
	d := newDiscs(1000, 1)
	a, b := newOverlay(40, 40, 1), newOverlay(40, 40, 1)
	a.clouds([]float32{10, 10}, []float32{25, 25}, d, 0, 0)
	b.clouds([]float32{22, 20}, []float32{7, 5}, d, 3, 5)
	for y := range 40 {
		for x := range 40 {
			if a.at(targetSamples, x, y) != b.at(generatedSamples, x, y) || a.at(generatedSamples, x, y) != b.at(targetSamples, x, y) {
				t.Fatalf("pixel (%d, %d)", x, y)
			}
		}
	}
}

// The law with fewer samples is not covered by the rest of the other: where both lie in one place, each shows its share.
func TestFewSamplesAreNotCoveredByMany(t *testing.T) {
	d := newDiscs(1000, 1)
	for _, n := range []int{1000, 300, 200, 100} {
		var few, many []float32
		for k := range 1000 {
			if k < n {
				few = append(few, 10, 10)
			}
			many = append(many, 10, 10)
		}
		shares := func(target, generated []float32) (own, other float64) {
			sum := [2]float64{}
			for shift := range 5 { // of the last turn
				o := newOverlay(20, 20, 1)
				o.turns(target, generated[:len(generated)-2*shift], d, 0, 0)
				sum[0] += float64(o.at(targetSamples, 10, 10)) / 5
				sum[1] += float64(o.at(generatedSamples, 10, 10)) / 5
			}
			return sum[0], sum[1]
		}
		own, other := shares(few, many)
		if share := own / (own + other); share < 0.5*float64(n)/float64(n+1000) {
			t.Errorf("%d samples on 1000 show %.3f of the place", n, share)
		}
	}
}

func TestTurnsAreSpreadOut(t *testing.T) {
	for _, m := range []int{0, 1, 3, 10} {
		next, last := 0, -1
		for i := range 10 {
			if k, due := turn(i, m, 10); due {
				if k != next || last >= 0 && i-last > 10/m+1 {
					t.Fatalf("of %d things number %d comes at turn %d, after %d", m, k, i, last)
				}
				next, last = next+1, i
			}
		}
		if next != m {
			t.Errorf("%d of %d things have a turn", next, m)
		}
	}
}

// Where many discs lie, both laws together fill the pixel and neither hides the other.
func TestOverlapShowsBothLaws(t *testing.T) {
	o := newOverlay(20, 20, 1)
	var pile []float32
	for range 40 {
		pile = append(pile, 10, 10)
	}
	o.clouds(pile, pile, newDiscs(40000, 4), 0, 0)
	a, b := o.at(targetSamples, 10, 10), o.at(generatedSamples, 10, 10)
	if a+b > 255 || a+b < 250 || a < 60 || b < 60 {
		t.Errorf("shares %d and %d", a, b)
	}
}

func TestSamplesOffThePicture(t *testing.T) {
	o := newOverlay(30, 20, 1)
	d := newDiscs(10, 3)
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	o.clouds([]float32{nan, 5, 5, nan, inf, 1, -inf, -inf, 1e30, 1, 1, -1e30, -20, 10, 10, 50}, nil, d, 0, 0)
	for _, v := range o.pix {
		if v != 0 {
			t.Fatal("something off the picture is on it")
		}
	}
	o.clouds([]float32{0, 0, 30, 20, 30, 0, 0, 20}, nil, d, 0, 0)
	if o.at(targetSamples, 0, 0) == 0 || o.at(targetSamples, 29, 19) == 0 || o.at(targetSamples, 29, 0) == 0 || o.at(targetSamples, 0, 19) == 0 {
		t.Error("a disc on a corner is left out")
	}
}

func TestManySamplesStayInTheBudget(t *testing.T) {
	for _, n := range []int{0, 1, 1000, 10000, 100000} {
		if d := newDiscs(n, 3); n*d.size*d.size > 2*splatBudget {
			t.Errorf("%d samples take %d pixels", n, n*d.size*d.size)
		}
	}
}

func benchmarkClouds(b *testing.B, n int, unit float64) {
	side := int(560 * unit)
	o, d := newOverlay(side, side, unit), newDiscs(n, unit)
	xy := make([]float32, 2*n)
	for i := range xy {
		xy[i] = float32(side) * float32(0.5+0.4*math.Sin(float64(i*i)))
	}
	for b.Loop() {
		clear(o.pix)
		o.clouds(xy, xy, d, 0, 0)
	}
}

func BenchmarkClouds1000(b *testing.B)   { benchmarkClouds(b, 1000, 2) }
func BenchmarkClouds10000(b *testing.B)  { benchmarkClouds(b, 10000, 2) }
func BenchmarkClouds100000(b *testing.B) { benchmarkClouds(b, 100000, 2) }

// Of a crowd the order does not matter, so it must look like discs in any order: the shares of many discs laid in turns
// and at once agree on average, and each law alone agrees everywhere.
func TestCrowdsLookLikeTurns(t *testing.T) {
	const n, side = 2 * fewSamples, 64
	d := newDiscs(n, 2)
	scatter := func(k int, at float64) []float32 {
		xy := make([]float32, 2*n)
		for i := range xy {
			xy[i] = float32(at + 14*math.Sin(float64(i*i%7919+k*i)))
		}
		return xy
	}
	target, generated := scatter(3, 28), scatter(5, 36)
	a, b := newOverlay(side, side, 2), newOverlay(side, side, 2)
	a.turns(target, generated, d, 0, 0)
	b.crowds(target, generated, d, 0, 0)
	var sums [2][2]float64
	for y := range side {
		for x := range side {
			for _, plane := range [2]int{targetSamples, generatedSamples} {
				sums[0][plane] += float64(a.at(plane, x, y))
				sums[1][plane] += float64(b.at(plane, x, y))
			}
			one, two := a.at(targetSamples, x, y)+a.at(generatedSamples, x, y), b.at(targetSamples, x, y)+b.at(generatedSamples, x, y)
			if one-two > 6 || two-one > 6 {
				t.Fatalf("pixel (%d, %d): both laws cover %d in turns and %d as crowds", x, y, one, two)
			}
		}
	}
	for plane := range 2 {
		if q := sums[1][plane] / sums[0][plane]; q < 0.95 || q > 1.05 {
			t.Errorf("law %d covers %.3f times what it covers in turns", plane, q)
		}
	}

	// The target is laid once, and again when it moves; what moves in the same memory is the other law.
	moved := append([]float32(nil), target...)
	for i := range moved {
		moved[i] += 9
		generated[i] -= 9
	}
	clear(b.pix)
	b.crowds(moved, generated, d, 0, 0)
	fresh := newOverlay(side, side, 2)
	fresh.crowds(moved, generated, d, 0, 0)
	for i := range b.pix {
		if b.pix[i] != fresh.pix[i] {
			t.Fatal("a crowd that moved is shown where it was")
		}
	}
}

func TestSharesAddUp(t *testing.T) {
	table := newShares()
	for a := range 256 {
		for b := range 256 {
			all := -255 * math.Expm1(-float64(a+b)/coarse)
			// Equal depths share equally, where one number may be lost.
			if sum := int(table[a<<8|b]) + int(table[b<<8|a]); sum > 255 || math.Abs(float64(sum)-all) > 1.5 {
				t.Fatalf("depths %d and %d share %d, want %v", a, b, sum, all)
			}
			if a > b && table[a<<8|b] < table[b<<8|a] {
				t.Fatalf("of depths %d and %d the lesser has more", a, b)
			}
		}
	}
}
