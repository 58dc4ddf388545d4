package figure

import (
	"math"
	"strconv"
	"strings"

	"saddle/core/kernel"
	"saddle/core/snapshot"
)

// Probe is the place that the reader looks at: a point of the picture, or the sample nearest to it, which it
// then follows. The zero value looks at nothing.
type Probe struct {
	on        bool
	left, top float64 // shares of the side
	radius    float64 // within which a sample is taken, as a share of the side
	fresh     bool    // no sample was looked for yet
	law       int     // 1 + OfTarget or OfGenerator; 0: the place itself
	index     int     // of the sample
}

// Look points the probe: "LEFT TOP RADIUS", shares of the side. Anything else takes it away.
func (p *Probe) Look(words string) {
	*p = Probe{}
	var v [3]float64
	for i := range v {
		word, rest, _ := strings.Cut(words, " ")
		x, err := strconv.ParseFloat(word, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return
		}
		v[i], words = x, rest
	}
	*p = Probe{on: true, left: v[0], top: v[1], radius: v[2], fresh: true}
}

// Read sets s.Probe and s.ProbeWords to what there is to say of the place.
func (p *Probe) Read(s *snapshot.Snapshot) {
	if !p.on {
		return
	}
	f := New(s, 1)
	px, py := p.left, p.top
	if p.fresh {
		p.law, p.index = f.nearest(px, py, p.radius, len(s.View.Rest)/3)
		p.fresh = false
	}
	if p.law > 0 {
		samples := f.Target
		if p.law == 1+OfGenerator {
			samples = f.Generated
		}
		if 2*p.index+1 < len(samples) {
			px, py = float64(samples[2*p.index]), float64(samples[2*p.index+1])
		} else {
			p.law = 0
		}
	}
	x, y := f.dataX(px), f.dataY(py)
	if p.law > 0 {
		x, y = f.snapped(x, y)
	} else {
		x, y = f.onLines(x, y)
		px, py = f.X(x), f.Y(y)
		if f.Line {
			py = p.top
		}
	}
	spot, ok := f.spotAt(x, y)
	if !ok {
		s.Probe = []float64{float64(p.law), px, py, x, y, -1, 0, 0, 0}
		s.ProbeWords = f.where(p.law, x, y) + ": no law has samples there."
		if f.unlike() {
			s.ProbeWords = f.where(p.law, x, y) + ": the generator has no samples there."
		}
		return
	}
	var rest [3]float64
	if r := s.View.Rest; p.law == 1+OfGenerator && 3*p.index+2 < len(r) {
		rest = [3]float64{float64(r[3*p.index]), float64(r[3*p.index+1]), float64(r[3*p.index+2])}
	}
	h, g := f.judge(spot, rest)
	h = min(max(h, -700), 700)
	right, down := f.push(h, g)
	ratio := f.logRatio(spot, x, y)
	s.Probe = []float64{float64(p.law), px, py, x, y, kernel.Logistic(h), -down, right, ratio}
	s.ProbeWords = f.where(p.law, x, y) + ". " + f.words(h, g, ratio) + f.adversary(x, y) + f.caveat(s, p.law)
}

// nearest returns the sample nearest to a place, at most the radius away: its law, 1 + OfTarget or OfGenerator,
// and its number; 0 for none. In more than two dimensions the discriminator at a sample is known for the
// generated ones alone whose unseen coordinates have come along.
func (f *Figure) nearest(px, py, radius float64, known int) (law, index int) {
	best := radius * radius
	look := func(l int, samples []float32, n int) {
		for k := range min(n, len(samples)/2) {
			dx, dy := float64(samples[2*k])-px, float64(samples[2*k+1])-py
			if d := dx*dx + dy*dy; d < best {
				best, law, index = d, 1+l, k
			}
		}
	}
	n := len(f.Generated) / 2
	if known > 0 {
		n = known
	} else if f.high {
		n = 0
	}
	if !f.high {
		look(OfTarget, f.Target, len(f.Target)/2)
	}
	look(OfGenerator, f.Generated, n)
	return law, index
}

// onLines moves data coordinates within the closed range of φ, and onto a line of the picture that is near.
func (f *Figure) onLines(x, y float64) (float64, float64) {
	const near = 0.012
	lo, hi := f.Phi.Range()
	move := func(v, length float64) float64 {
		for _, line := range flatValues(f.Phi) {
			if math.Abs(v-line) < near*length || line == lo && v < lo || line == hi && v > hi {
				return line
			}
		}
		return v
	}
	return move(x, f.Span), move(y, f.Rise)
}

// logRatio is log p_*/p at a spot, between −99 and 99.
func (f *Figure) logRatio(s spot, x, y float64) float64 {
	const most = 99
	if f.unlike() {
		a, atoms, first := f.TargetLaw.logAt(x, y)
		b, others, second := f.GeneratedLaw.logAt(x, y)
		switch {
		case !first || second && others > atoms:
			return -most
		case !second || atoms > others:
			return most
		}
		return min(max(a-b, -most), most)
	}
	u, v := f.Phi.Inverse(x), 0.0
	if !f.Line {
		v = f.Phi.Inverse(y)
	}
	if s.face[0] > 0 {
		u = 0
	}
	if s.face[1] > 0 {
		v = 0
	}
	a, b := f.TargetLaw.logDensity(s.face[0], s.face[1], u, v), f.GeneratedLaw.logDensity(s.face[0], s.face[1], u, v)
	r := a - b
	if math.IsNaN(r) {
		return 0
	}
	return min(max(r, -most), most)
}

func (f *Figure) where(law int, x, y float64) string {
	at := Digits(x, 3)
	if !f.Line {
		at = "(" + at + ", " + Digits(y, 3) + ")"
	}
	return [3]string{"At ", "A target sample at ", "A generated sample at "}[law] + at
}

// words says the logit h, the gradient of D and the log-ratio.
func (f *Figure) words(h float64, g [2]float64, ratio float64) string {
	d := kernel.Logistic(h)
	look := "undecided"
	switch {
	case d > 0.505:
		look = "looks real"
	case d < 0.495:
		look = "looks fake"
	}
	slope := d * (1 - d) * math.Hypot(g[0]*f.Span, g[1]*f.Rise) // across the picture
	push := "D is level."
	switch {
	case !(slope > 1e-3):
	case math.Abs(f.Span-f.Rise) < 1e-9*f.Span:
		push = "D rises to the " + direction(g[0], g[1]) + " by " + Digits(slope/f.Span, 2) + " a unit."
	default: // units have no one length here
		push = "D rises to the " + direction(g[0]*f.Span, g[1]*f.Rise) + ", at a slope of " + Digits(slope, 2) + " for the side of the picture."
	}
	return "D = " + Digits(d, 3) + ", " + look + ". " + push + " Logit " + Digits(h, 2) + "; log-ratio of the densities " + Digits(ratio, 2) + ", " + odds(ratio)
}

func odds(ratio float64) string {
	times := math.Exp(math.Abs(ratio))
	switch {
	case times < 1.05:
		return "both laws are as likely here."
	case ratio > 0:
		return "the target is " + Digits(times, 2) + " times as likely."
	}
	return "the generator is " + Digits(times, 2) + " times as likely."
}

// adversary says whether a move changes what D takes a sample for, where the layer is on and the plane knows.
func (f *Figure) adversary(x, y float64) string {
	if !f.Layers.Adversary || f.high || len(f.Faces) > 0 {
		return ""
	}
	if least, ok := f.steadiness(x, y, f.Shift); ok && least > 0 {
		return " No move by " + Shortest(f.Shift) + " changes whether D > 1/2."
	}
	return " A move by " + Shortest(f.Shift) + " can change whether D > 1/2."
}

func (f *Figure) caveat(s *snapshot.Snapshot, law int) string {
	if s.D <= 2 || law > 0 {
		return ""
	}
	return " The other coordinates count as 0."
}

// direction names the eighth of the compass that (x, y) points to; y is up.
func direction(x, y float64) string {
	names := [8]string{"right", "upper right", "top", "upper left", "left", "lower left", "bottom", "lower right"}
	return names[int(math.Round(math.Atan2(y, x)/(math.Pi/4))+8)%8]
}
