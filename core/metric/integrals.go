package metric

import (
	"math"

	"saddle/core/kernel"
)

// integrals accumulates, over parts of the sample space, the integrals that the distances between two laws
// with densities p and q are made of. Each of the first five is one of a function that is nowhere negative, so
// that nearly equal laws lose no digits to cancellation; they sum to the distance over the whole space.
type integrals struct {
	tv        float64 // ½|p − q|
	js        float64 // ½[p log(2p/(p+q)) + q log(2q/(p+q))]
	kl        float64 // p log(p/q) + q − p
	reverseKL float64 // q log(q/p) + p − q
	hellinger float64 // ½(√p − √q)²
	p, q      float64 // the masses
}

// add takes in a point of weight w at which log p and log q are given. Only what a point mass or a node of a
// quadrature carries is added: w may be any positive number.
func (s *integrals) add(w, logP, logQ float64, all bool) {
	logP, logQ = max(logP, leastLog), max(logQ, leastLog)
	p, q := float64(w*kernel.Exp(logP)), float64(w*kernel.Exp(logQ))
	s.p += p
	s.q += q
	l := logQ - logP
	gap := q - p
	if math.Abs(l) < 0.5 {
		gap = float64(p * kernel.Expm1(l))
	}
	s.tv += float64(math.Abs(gap) / 2)
	if !all {
		return
	}
	s.js += jsPoint(p, q, l)
	if math.Abs(l) < 0.5 {
		s.kl += float64(p * (kernel.Expm1(l) - l))
		s.reverseKL += float64(q * (kernel.Expm1(-l) + l))
	} else {
		s.kl += gap - float64(p*l)
		s.reverseKL += float64(q*l) - gap
	}
	root := math.Sqrt(p) * kernel.Expm1(l/2)
	if l > 1 {
		root = math.Sqrt(q) * kernel.Expm1(-l/2)
	}
	s.hellinger += float64(root * root / 2)
}

// leastLog stands for the logarithm of 0: so small that it adds nothing, and its differences are finite.
const leastLog = -1e100

// jsPoint returns ½[p log(2p/(p+q)) + q log(2q/(p+q))] given l = log(q/p).
func jsPoint(p, q, l float64) float64 {
	if math.Abs(l) <= jsSeries {
		return jsNear(p, kernel.Expm1(l))
	}
	return jsFar(p, q, l)
}

// jsSeries is the |l| up to which jsNear holds: |ε| < 1/8 there, and the first term left out is below 2⁻⁵⁴ of the sum.
const jsSeries = 0.25

// jsNear is jsPoint near l = 0, given e = e^l − 1 = q/p − 1: a series in ε = (q − p)/(q + p),
//
//	¼(p+q) Σ_k ε^{2k}/(k(2k−1)).
func jsNear(p, e float64) float64 {
	eps := e / (2 + e)
	e2 := float64(eps * eps)
	sum := 1.0 / 120
	for _, c := range [7]float64{1.0 / 91, 1.0 / 66, 1.0 / 45, 1.0 / 28, 1.0 / 15, 1.0 / 6, 1} {
		sum = float64(sum*e2) + c
	}
	return 0.25 * p * (2 + e) * float64(sum*e2)
}

// jsFar is jsPoint away from l = 0.
func jsFar(p, q, l float64) float64 {
	if l > 0 { // the other way round, without a cancellation of ql
		p, q, l = q, p, -l
	}
	return 0.5 * (float64((p+q)*(math.Ln2-kernel.Softplus(l))) + float64(q*l))
}

// merge adds the integrals of another part.
func (s *integrals) merge(t *integrals) {
	s.tv += t.tv
	s.js += t.js
	s.kl += t.kl
	s.reverseKL += t.reverseKL
	s.hellinger += t.hellinger
	s.p += t.p
	s.q += t.q
}

// distances returns what the integrals over the whole space say.
func (s *integrals) distances() Distances {
	return Distances{TV: clip01(s.tv), JS: math.Max(0, math.Min(s.js, math.Ln2)), KL: math.Max(0, s.kl),
		ReverseKL: math.Max(0, s.reverseKL), Hellinger: math.Sqrt(clip01(s.hellinger))}
}

// kronrod holds the nodes ≥ 0 of the 15-point Gauss-Kronrod rule on (−1, 1), from the outside in, its weights,
// and those of the 7-point Gauss rule within it (QUADPACK, qk15).
var kronrod = [8]struct{ x, kronrod, gauss float64 }{
	{0.991455371120812639206854697526329, 0.022935322010529224963732008058970, 0},
	{0.949107912342758524526189684047851, 0.063092092629978553290700663189204, 0.129484966168869693270611432679082},
	{0.864864423359769072789712788640926, 0.104790010322250183839876322541518, 0},
	{0.741531185599394439863864773280788, 0.140653259715525918745189590510238, 0.279705391489276667901467771423780},
	{0.586087235467691130294144691693013, 0.169004726639267902826583426598550, 0},
	{0.405845151377397166906606412076961, 0.190350578064785409913256402421014, 0.381830050505118944950369775488975},
	{0.207784955007898467600689403773245, 0.204432940075298892414161999234649, 0},
	{0, 0.209482141084727828012999174891714, 0.417959183673469387755102040816327},
}

// integrate adds the integrals over the pieces between the breaks, which ascend. at adds those of a point x of
// weight w and returns log(q/p) there, at whose changes of sign, the kinks of |p − q|, pieces are split. It
// returns 0 where the kinks are breaks already. Pieces are halved until the rules of 7 and 15 points agree to
// tol on the total variation, or to 10⁻¹⁰ of what the piece has of it.
func (s *integrals) integrate(breaks []float64, tol float64, at func(s *integrals, w, x float64) float64) {
	const most = 400 // pieces: a bound for laws that are nearly singular
	var todo []panel
	for i := len(breaks) - 1; i > 0; i-- {
		todo = append(todo, panel{breaks[i-1], breaks[i]})
	}
	for n := 0; len(todo) > 0; n++ {
		top := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !(top.hi > top.lo) {
			continue
		}
		got, wrong, split, kink := top.rule(at)
		if wrong <= max(tol, 1e-10*got.tv) && !kink || n > most || !(split > top.lo && split < top.hi) {
			s.merge(&got)
			continue
		}
		todo = append(todo, panel{split, top.hi}, panel{top.lo, split})
	}
}

// panel is an interval of a quadrature.
type panel struct{ lo, hi float64 }

// rule applies both rules to the piece. wrong estimates the error of the total variation as QUADPACK does, but for a
// kink, which may lie where neither rule looks. split is where to halve the piece: at a kink if there is one, otherwise in
// the middle.
func (c panel) rule(at func(s *integrals, w, x float64) float64) (sum integrals, wrong, split float64, kink bool) {
	half := float64((c.hi - c.lo) / 2)
	split = c.lo + half
	var unused integrals
	gauss, x, sign := 0.0, c.lo, at(&unused, 0, c.lo)
	turn := func(last, x, l float64) {
		if l*sign < 0 {
			const near = 1e-9 // the end is a kink that has been found
			if r := root(last, x, sign, at); r-c.lo > near*half && c.hi-r > near*half {
				split, kink = r, true
			}
		}
		if l != 0 {
			sign = l
		}
	}
	for k := range 15 {
		node, side := kronrod[min(k, 14-k)], float64(-1)
		if k > 7 {
			side = 1
		}
		last, before := x, sum.tv
		x = c.lo + half + float64(side*half*node.x)
		l := at(&sum, half*node.kronrod, x)
		gauss += float64((sum.tv - before) / node.kronrod * node.gauss)
		turn(last, x, l)
	}
	turn(x, c.hi, at(&unused, 0, c.hi))
	wrong = math.Abs(sum.tv - gauss)
	if relative := 200 * wrong / sum.tv; relative < 1 {
		wrong = min(wrong, sum.tv*float64(relative*math.Sqrt(relative)))
	}
	return sum, wrong, split, kink
}

// root returns a point of (lo, hi) where the log ratio changes from the sign of first.
func root(lo, hi, first float64, at func(s *integrals, w, x float64) float64) float64 {
	var unused integrals
	for range 60 {
		mid := lo + float64((hi-lo)/2)
		if !(mid > lo && mid < hi) {
			break
		}
		if l := at(&unused, 0, mid); l*first > 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}
