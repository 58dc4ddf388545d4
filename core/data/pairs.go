package data

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
)

// mostEdges bounds the work of fitPairs: rows times pairs of columns. Beyond it the correlations are
// fitted to evenly spaced rows. For d = 2 they are but a start, and fewer will do.
const (
	mostEdges  = 30_000_000
	startEdges = 50_000
)

// fitPairs returns Σ̂ where φ has flat pieces, on which a sample tells no more than the piece. The likelihood
// of all columns at once has integrals of up to d dimensions in it; those of one and two columns have none that
// matter, and their maxima are consistent too (the composite likelihood of Lindsay, 1988): every scale σ_i is
// that of greatest likelihood for its column (gan.ScaleFit), every correlation then that of greatest likelihood
// for its two columns. Correlations that together belong to no law are drawn towards 0 until they do.
//
// For d = 1 this is the maximum of the likelihood. For d = 2 it is climbed to from here (planeFit).
func (l *Law) fitPairs() []float64 {
	s, d := l.set, l.set.columns
	scale := l.scales()
	most := mostEdges
	if d == 2 {
		most = startEdges
	}
	stride := max(1, s.rows*d*(d-1)/2/most)
	rho := make([]float64, d*d)
	a, b := make([]float64, s.rows/stride), make([]float64, s.rows/stride)
	for i := range d {
		l.standardised(a, i, stride, scale[i])
		for j := i + 1; j < d; j++ {
			l.standardised(b, j, stride, scale[j])
			p := &pairFit{tally: tallied(a, b, flatsOver(l.phi, scale[i]), flatsOver(l.phi, scale[j]))}
			rho[i*d+j] = p.correlation()
		}
	}
	if d == 2 {
		return l.fitPlane(scale, rho[1])
	}
	sigma := make([]float64, d*d)
	for share := 1.0; share > 0; share -= 1.0 / 16 {
		for i := range d {
			sigma[i*d+i] = scale[i] * scale[i]
			for j := i + 1; j < d; j++ {
				v := share * rho[i*d+j] * scale[i] * scale[j]
				sigma[i*d+j], sigma[j*d+i] = v, v
			}
		}
		if dependent(sigma, d) < 0 {
			break
		}
	}
	return sigma
}

// fitPlane returns Σ̂ of greatest likelihood for d = 2, from a start nearby. A column that lies on flat pieces
// alone does not tell its scale, and the law stays at the start.
func (l *Law) fitPlane(scale []float64, rho float64) []float64 {
	a, b := make([]float64, l.set.rows), make([]float64, l.set.rows)
	l.standardised(a, 0, 1, 1)
	l.standardised(b, 1, 1, 1)
	at := planePoint{kernel.Log(scale[0]), kernel.Log(scale[1]), kernel.Atanh(rho)}
	p := planeFit{tallied(a, b, l.phi.Flat(), l.phi.Flat())}
	if p.tells() {
		at = p.climb(at)
	}
	s, t := kernel.Exp(at[0]), kernel.Exp(at[1])
	c := kernel.Tanh(at[2]) * s * t
	return []float64{s * s, c, c, t * t}
}

// scales returns the standard deviation of each column's pre-activations.
func (l *Law) scales() []float64 {
	out := make([]float64, l.set.columns)
	for j := range out {
		fit := gan.NewScaleFit(l.phi)
		for i := range l.set.rows {
			fit.Add(l.Preimage(float64(l.set.Row(i)[j]) + l.shift[j]))
		}
		out[j] = fit.Estimate()
	}
	return out
}

// standardised sets x to every stride-th pre-activation of column j over its scale.
func (l *Law) standardised(x []float64, j, stride int, scale float64) {
	for k := range x {
		x[k] = l.Preimage(float64(l.set.Row(k * stride)[j])+l.shift[j]) / scale
	}
}

func flatsOver(phi gan.Activation, scale float64) []gan.Interval {
	flats := append([]gan.Interval(nil), phi.Flat()...)
	for k := range flats {
		flats[k].Lo /= scale
		flats[k].Hi /= scale
	}
	return flats
}

// Correlation returns the correlation ρ of the pre-activations of two columns, n numbers each, of which those on a flat piece of φ may be any
// point of it, given the deviations sa and sb: that of greatest likelihood times (1 − ρ²)^prior. A prior of ½ is half a row more that
// tells how far ρ is from ±1.
func Correlation(a, b []float64, phi gan.Activation, sa, sb, prior float64) float64 {
	over := func(x []float64, s float64) []float64 {
		out := make([]float64, len(x))
		for i, v := range x {
			out[i] = v / s
		}
		return out
	}
	p := &pairFit{tally: tallied(over(a, sa), over(b, sb), flatsOver(phi, sa), flatsOver(phi, sb))}
	p.prior = prior
	return p.correlation()
}

// pairFit is what two standardised columns say of their correlation ρ.
type pairFit struct {
	tally
	prior float64 // the power of 1 − ρ² that the likelihood is multiplied by
}

// tally is where the rows of two columns lie.
type tally struct {
	n, aa, bb, ab float64 // rows with both off the flat pieces, and the sums of a², b², ab over them
	edges         []edge
	corners       []corner
}

// edge is a row with x known, that of the second column where second is set, and the other on a flat piece.
type edge struct {
	x      float64
	flat   gan.Interval
	second bool
}

// corner counts rows with both coordinates on flat pieces.
type corner struct {
	first, second gan.Interval
	rows          float64
}

// tallied sorts the rows of the columns a and b, whose flat pieces are given.
func tallied(a, b []float64, flatsA, flatsB []gan.Interval) (p tally) {
	counts := make([]float64, len(flatsA)*len(flatsB))
	for k, x := range a {
		y := b[k]
		f, g := gan.PieceOf(x, flatsA), gan.PieceOf(y, flatsB)
		switch {
		case f < 0 && g < 0:
			p.n++
			p.aa += float64(x * x)
			p.bb += float64(y * y)
			p.ab += float64(x * y)
		case f < 0:
			p.edges = append(p.edges, edge{x: x, flat: flatsB[g]})
		case g < 0:
			p.edges = append(p.edges, edge{x: y, flat: flatsA[f], second: true})
		default:
			counts[f*len(flatsB)+g]++
		}
	}
	for k, rows := range counts {
		if rows > 0 {
			p.corners = append(p.corners, corner{flatsA[k/len(flatsB)], flatsB[k%len(flatsB)], rows})
		}
	}
	return p
}

// correlation returns the zero of the likelihood's derivative in ρ, by regula falsi (Illinois) between the ends.
func (p *pairFit) correlation() float64 {
	const most, enough = 0.99999, 1e-9
	lo, hi := -most, most
	atLo, atHi := p.derivative(lo), p.derivative(hi)
	if atLo <= 0 {
		return lo
	}
	if atHi >= 0 {
		return hi
	}
	// Towards the ends the derivative grows as (1−ρ²)^−2, which a line does not follow: halve first.
	for range 5 {
		mid := (lo + hi) / 2
		if v := p.derivative(mid); v > 0 {
			lo, atLo = mid, v
		} else {
			hi, atHi = mid, v
		}
	}
	side := 0
	for range 40 {
		if hi-lo < enough {
			break
		}
		mid := (float64(lo*atHi) - float64(hi*atLo)) / (atHi - atLo)
		v := p.derivative(mid)
		switch {
		case v == 0:
			return mid
		case v > 0:
			if mid-lo < enough && side == 0 {
				return mid
			}
			lo, atLo = mid, v
			if side > 0 {
				atHi /= 2
			}
			side = 1
		default:
			hi, atHi = mid, v
			if side < 0 {
				atLo /= 2
			}
			side = -1
		}
	}
	return (lo + hi) / 2
}

// derivative returns ∂/∂ρ of the log-likelihood. Off the flat pieces it is that of the normal density; on an
// edge that of log(Φ(u(b)) − Φ(u(a))), u(t) = (t − ρx)/√(1−ρ²), for the piece from a to b; on a corner that of
// the mass P of a rectangle, of which ∂P/∂ρ is the density at its corners with their signs (Plackett, 1954).
func (p *pairFit) derivative(rho float64) float64 {
	rest := 1 - float64(rho*rho)
	root := math.Sqrt(rest)
	sum := (p.n-2*p.prior)*rho/rest + (float64(p.ab*(1+float64(rho*rho)))-float64(rho*(p.aa+p.bb)))/float64(rest*rest)
	for i := range p.edges {
		e := &p.edges[i]
		u, v := (e.flat.Hi-float64(rho*e.x))/root, (e.flat.Lo-float64(rho*e.x))/root
		mass := math.Max(kernel.NormalBetween(v, u), 1e-300)
		slope := 0.0
		if !math.IsInf(u, 0) {
			slope += float64(kernel.NormalDensity(u) * (float64(rho*e.flat.Hi) - e.x))
		}
		if !math.IsInf(v, 0) {
			slope -= float64(kernel.NormalDensity(v) * (float64(rho*e.flat.Lo) - e.x))
		}
		sum += slope / float64(rest*root) / mass
	}
	for i := range p.corners {
		c := &p.corners[i]
		sum += c.rows * c.slope(rho, rest) / math.Max(c.mass(rho, root), 1e-300)
	}
	return sum
}

// slope returns ∂P/∂ρ.
func (c *corner) slope(rho, rest float64) float64 {
	at := func(h, k float64) float64 {
		if math.IsInf(h, 0) || math.IsInf(k, 0) {
			return 0
		}
		q := float64(h*h) - float64(2*rho*h*k) + float64(k*k)
		return kernel.Exp(-q/(2*rest)) / (2 * math.Pi * math.Sqrt(rest))
	}
	return at(c.first.Hi, c.second.Hi) - at(c.first.Lo, c.second.Hi) - at(c.first.Hi, c.second.Lo) + at(c.first.Lo, c.second.Lo)
}

// mass returns P, by Simpson's rule over the first coordinate.
func (c *corner) mass(rho, root float64) float64 {
	const most, pieces = 9, 512
	a, b := math.Max(c.first.Lo, -most), math.Min(c.first.Hi, most)
	if a >= b {
		return 0
	}
	h, sum := (b-a)/pieces, 0.0
	for k := range pieces + 1 {
		x := a + float64(h*float64(k))
		weight := float64(2 + 2*(k%2))
		if k == 0 || k == pieces {
			weight = 1
		}
		sum += float64(weight * kernel.NormalDensity(x) * kernel.NormalBetween((c.second.Lo-float64(rho*x))/root, (c.second.Hi-float64(rho*x))/root))
	}
	return sum * h / 3
}
