package figure

import "math"

// The marginal laws stand along the upper and the right side of the picture: bars for the samples, a curve for the
// exact density, and a spike for each value that has mass. Heights are densities, in units of the target's
// highest, so that they stay comparable while the generator moves.
const (
	StripShare    = 0.15 // of the side, how high a strip is
	peakShare     = 0.62 // of the strip, how high the target's density
	marginalBins  = 48
	marginalSteps = 120
	spikeWidth    = 0.008 // of the side
	BarOpacity    = 0.28  // of the histogram
)

// Marginals are the marks of one law along one side.
type Marginals struct {
	Bars   [][4]float64 // left, top, right, bottom in pixels
	Spikes [][4]float64 // the same, of points with mass
	Curve  []Path       // the exact density
}

// Marginals returns the marks of the target, or of the generator, for coordinate 0 along the upper side or
// 1 along the right one. For d = 1 there is only coordinate 0.
func (f *Figure) Marginals(law, n int) (m Marginals) {
	l, samples := &f.TargetLaw, f.Target
	if law == OfGenerator {
		l, samples = &f.GeneratedLaw, f.Generated
	}
	strip := StripShare * f.Side
	unit := strip * peakShare / f.peak(n) // pixels per unit of density
	lo, hi := f.ends(n)
	length := hi - lo
	height := func(density float64) float64 { return min(density*unit, 0.985*strip) }
	box := func(from, to, density float64) [4]float64 { // from and to in pixels along the side
		h := height(density)
		if n == 0 {
			return [4]float64{from, strip - h, to, strip}
		}
		return [4]float64{f.Side - strip, from, f.Side - strip + h, to}
	}

	values := flatValues(l.Phi)
	counts, total := f.histogram(samples, n, values)
	for k, c := range counts {
		if c > 0 {
			width := f.Side / marginalBins
			m.Bars = append(m.Bars, box(width*float64(k), width*float64(k+1), float64(c)/float64(total)/(length/marginalBins)))
		}
	}
	for p, v := range values {
		at, w := f.X(v), spikeWidth*f.Side
		if n == 1 {
			at = f.Y(v)
		}
		// Side by side: the laws have the same mass on a half-line. A spike of mass 1 is as high as the strip.
		from := at - w
		if law == OfGenerator {
			from = at
		}
		m.Spikes = append(m.Spikes, box(from, from+w, l.Atom(n, p+1)*strip/unit))
	}
	m.Curve = f.marginalCurve(l, n, height)
	return m
}

// marginalCurve draws a law's density along an axis, where height is that in pixels; what is as low as the base line is left out.
func (f *Figure) marginalCurve(l *Law, n int, height func(density float64) float64) (curve []Path) {
	const least = 0.002 // of the side
	strip := StripShare * f.Side
	lo, hi := f.ends(n)
	length := hi - lo
	var p Path
	end := func() {
		if len(p) >= 4 {
			curve = append(curve, p)
		}
		p = nil
	}
	draw := func(y float64) {
		h := height(l.Marginal(n, y))
		switch {
		case h < least*f.Side:
			end()
		case n == 0:
			p = append(p, f.X(y), strip-h)
		default:
			p = append(p, f.Side-strip+h, f.Y(y))
		}
	}
	jump := l.Phi.At(0) // where ReLUs, straight or leaky, have a kink
	for k := range marginalSteps + 1 {
		y := lo + length*float64(k)/marginalSteps
		if before := y - length/marginalSteps; k > 0 && before < jump && jump <= y {
			draw(jump - 1e-6*length)
			draw(jump + 1e-6*length)
		}
		draw(y)
	}
	end()
	return curve
}

// marginalSides returns the number of sides with a marginal law.
func (f *Figure) marginalSides() int {
	if f.Line {
		return 1
	}
	return 2
}

// Strips returns where the marginal laws stand.
func (f *Figure) Strips() [][4]float64 {
	h := StripShare * f.Side
	return [][4]float64{{0, 0, f.Side, h}, {f.Side - h, h, f.Side, f.Side}}[:f.marginalSides()]
}

// peak returns the target's highest density of coordinate n, but no more than what a few bins could hold: that
// of the cube has no bound.
func (f *Figure) peak(n int) float64 {
	l := &f.TargetLaw
	most := 0.0
	reach := 3 * l.S[n]
	lo, hi := l.Phi.At(-reach), l.Phi.At(reach)
	for k := range marginalSteps {
		most = max(most, l.Marginal(n, lo+(hi-lo)*(float64(k)+0.5)/marginalSteps))
	}
	if most = min(most, 8/max(hi-lo, 1e-12)); !(most > 0) {
		return 1
	}
	return most
}

// histogram counts samples by their coordinate n, those on flat pieces left out of the bins but not of the total.
func (f *Figure) histogram(samples []float32, n int, values []float64) (counts [marginalBins]int, total int) {
	lines := make([]float64, len(values))
	for p, v := range values {
		lines[p] = f.X(v)
		if n == 1 {
			lines[p] = f.Y(v)
		}
	}
samples:
	for k := n; k < len(samples); k += 2 {
		at := float64(samples[k])
		total++
		for _, line := range lines {
			if math.Abs(at-line) < 1e-3 {
				continue samples
			}
		}
		if bin := int(math.Floor(at / f.Side * marginalBins)); bin >= 0 && bin < marginalBins {
			counts[bin]++
		}
	}
	return counts, total
}
