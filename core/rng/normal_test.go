package rng

import (
	"math"
	"slices"
	"testing"

	"saddle/core/kernel"
)

func TestNormalsIsNormalRepeated(t *testing.T) {
	a, b := New(1, Real), New(1, Real)
	x := make([]float64, 100000) // long enough to meet wedges and tails
	a.Normals(x)
	for i := range x {
		if y := b.Normal(); x[i] != y {
			t.Fatalf("number %d: Normals %v, Normal %v", i, x[i], y)
		}
	}
	if a.State() != b.State() {
		t.Error("the states differ afterwards")
	}
}

// TestLayers checks the geometry: equal areas, edges that decrease to 0, and a top layer that closes at height 1.
func TestLayers(t *testing.T) {
	edge := func(i int) float64 { return layers[i].width * 0x1p53 }
	for i := 1; i < layerCount; i++ {
		if area := edge(i) * (heights[i+1] - heights[i]); math.Abs(area-layerArea) > 1e-14 {
			t.Errorf("layer %d has area %v, want %v", i, area, layerArea)
		}
		if edge(i) >= edge(i-1) {
			t.Errorf("edge %d does not lie inside the one before it", i)
		}
	}
	tail := math.Sqrt(math.Pi/2) * math.Erfc(tailStart/math.Sqrt2)
	if area := tailStart*heights[1] + tail; math.Abs(area-layerArea) > 1e-15 {
		t.Errorf("layer 0 has area %v, want %v", area, layerArea)
	}
	if heights[layerCount] != 1 || layers[layerCount-1].span != 0 {
		t.Error("the top layer does not end at the top")
	}
}

// TestDraw checks that complementing the bits of a number, layer aside, gives exactly its opposite, and that none is 0.
func TestDraw(t *testing.T) {
	for _, high := range []uint64{0, 1, 2, 3, 1<<52 + 5, 1<<53 - 2, 1<<53 - 1, 12345678901234567} {
		for i := range uint64(layerCount) {
			x, sure := draw(high<<10 | i)
			y, sureToo := draw(^high<<10 | i)
			if x == 0 || y != -x || sureToo != sure || math.Abs(x) > layers[i].width*0x1p53 {
				t.Fatalf("layer %d: draws %v and %v, edge %v", i, x, y, layers[i].width*0x1p53)
			}
		}
	}
}

// TestSure holds the one comparison of a draw against |m| < edge[i+1]/edge[i]·2⁵³, at the integers where it turns.
func TestSure(t *testing.T) {
	for i, l := range layers {
		reach := int64((l.span + 1) / 2)
		for _, m := range []int64{reach - 3, reach - 2, reach - 1, reach, reach + 1, reach + 2, 1, 1<<53 - 1} {
			if m|1 >= 1<<53 || m < 0 {
				continue
			}
			m |= 1
			for _, m := range []int64{m, -m} {
				if _, sure := draw(uint64(m)<<10 | uint64(i)); sure != (max(m, -m) < reach) {
					t.Errorf("layer %d of reach %d: m = %d is sure: %t", i, reach, m, sure)
				}
			}
		}
	}
}

// TestUnder holds chords against the density: it is no further from them than they say, and asking them first decides alike.
func TestUnder(t *testing.T) {
	r := New(3, "test")
	asked, all := 0, 0
	for i := uint64(1); i < layerCount; i++ {
		c := chords[i]
		inner := 0.0
		if i < layerCount-1 {
			inner = chords[i+1].edge
		}
		for k := range 101 {
			x := inner + (c.edge-inner)*float64(k)/100
			f := kernel.NormalBell(x)
			line := c.height + c.slope*(c.edge-x)
			if math.Abs(f-line) > c.off {
				t.Errorf("layer %d at %v: %v is off its chord by more than %v", i, x, f-line, c.off)
			}
			for _, height := range []float64{heights[i] + r.Float64()*(heights[i+1]-heights[i]), line - c.off, line + c.off, math.Nextafter(f, 0), f, math.Nextafter(f, 1)} {
				if under(i, height, x) != (height < f) {
					t.Errorf("layer %d at %v: %v below %v is not told", i, x, height, f)
				}
			}
			if all++; math.Abs(heights[i]+r.Float64()*(heights[i+1]-heights[i])-line) <= c.off {
				asked++
			}
		}
	}
	if 5*asked > all {
		t.Errorf("the density is asked for %d of %d heights", asked, all)
	}
}

// TestMoments compares the first six moments with 0, 1, 0, 3, 0, 15; the variance of the mean of xᵏ is (μ_2k − μ_k²)/n.
func TestMoments(t *testing.T) {
	const n = 1 << 21
	moment := func(k int) float64 { // 1·3·5·…·(k−1) for even k
		if k%2 == 1 {
			return 0
		}
		product := 1.0
		for j := 1; j < k; j += 2 {
			product *= float64(j)
		}
		return product
	}
	var sums [7]float64
	r, x := New(11, Real), make([]float64, 1<<10)
	for range n / len(x) {
		r.Normals(x)
		for _, v := range x {
			power := 1.0
			for k := range sums {
				sums[k] += power
				power *= v
			}
		}
	}
	for k := 1; k < len(sums); k++ {
		sd := math.Sqrt((moment(2*k) - moment(k)*moment(k)) / n)
		if z := (sums[k]/n - moment(k)) / sd; math.Abs(z) > 4.5 {
			t.Errorf("moment %d is %v, %.1f standard deviations from %v", k, sums[k]/n, z, moment(k))
		}
	}
}

func normalCDF(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// TestKolmogorovSmirnov compares the empirical distribution with the normal one: √n·D exceeds 1.95 with
// probability 0.001.
func TestKolmogorovSmirnov(t *testing.T) {
	x := make([]float64, 1<<17)
	New(12, Real).Normals(x)
	slices.Sort(x)
	n, worst := float64(len(x)), 0.0
	for i, v := range x {
		f := normalCDF(v)
		worst = max(worst, math.Abs(f-float64(i)/n), math.Abs(f-float64(i+1)/n))
	}
	if s := math.Sqrt(n) * worst; s > 1.95 {
		t.Errorf("√n·D = %v", s)
	}
}

// TestBins counts into 500 bins of equal probability, narrower than most layers, so that a wrong wedge would show.
func TestBins(t *testing.T) {
	counts := make([]float64, 500)
	r, x := New(13, Real), make([]float64, 1<<10)
	for range 1 << 10 {
		r.Normals(x)
		for _, v := range x {
			counts[min(int(normalCDF(v)*500), 499)]++
		}
	}
	checkUniform(t, "normals", counts)
}

// TestTail compares what lies beyond tailStart, 2.6 in 10 000, with the normal tail: how often on either side,
// and how far beyond on average.
func TestTail(t *testing.T) {
	const n = 1 << 22
	var low, high, excess, squares float64
	r, x := New(14, Real), make([]float64, 1<<10)
	for range n / len(x) {
		r.Normals(x)
		for _, v := range x {
			if math.Abs(v) <= tailStart {
				continue
			}
			if v < 0 {
				low++
			} else {
				high++
			}
			beyond := math.Abs(v) - tailStart
			excess += beyond
			squares += beyond * beyond
		}
	}
	p := normalCDF(-tailStart)
	for side, count := range map[string]float64{"below": low, "above": high} {
		if z := (count - n*p) / math.Sqrt(n*p); math.Abs(z) > 4.5 {
			t.Errorf("%v numbers %s, want about %.0f", count, side, n*p)
		}
	}
	count := low + high
	mean := excess / count
	want := math.Exp(-tailStart*tailStart/2)/math.Sqrt(2*math.Pi)/p - tailStart // f(r)/Q(r) − r
	sd := math.Sqrt((squares/count - mean*mean) / count)
	if math.Abs(mean-want) > 4.5*sd {
		t.Errorf("the tail reaches %v beyond its start on average, want %v ± %v", mean, want, sd)
	}
}
