package rates

import (
	"math"

	"saddle/core/config"
	"saddle/core/lab"
	"saddle/core/linear"
	"saddle/core/predict"
	"saddle/core/rng"
)

// The experiment's own parameters.
const (
	smoothnessName = "smoothness"
	amplitudeName  = "amplitude"
	piecesName     = "pieces"
	pictureName    = "picture"
	playersName    = "players"
)

// How the players of smooth targets move.
const (
	exactPlayers   = "exact"   // both to the end at once
	descentPlayers = "descent" // by averaged descent-ascent: see descent
)

// descends says whether they do so by descent-ascent.
func descends(c *lab.Cell) bool { return c.Own(playersName) == descentPlayers }

func fixed(text string) func(*config.Config) string {
	return func(*config.Config) string { return text }
}

// Experiment is the laboratory of smooth targets.
var Experiment = &lab.Experiment{
	Name: "rates", Title: "How fast, if the target is only smooth?",
	Defaults: "schedule=decay&average=settled",
	Own: []config.Param{
		{Name: pictureName, Label: "Picture", Kind: config.Choice, Default: fixed(pictures[0].name), Options: pictureOptions(),
			Help: "Smooth targets on the line or in the plane, or the game of figures in any dimension: with the target’s own activation (star) the generator cannot say what the target says."},
		{Name: playersName, Label: "Players", Kind: config.Choice, Default: fixed(exactPlayers),
			Options: []config.Option{{Value: exactPlayers, Label: "to the end at once"}, {Value: descentPlayers, Label: "descent-ascent"}},
			Help:    "How generator and discriminator move on smooth targets: both to the end at once, or by 3,000 stochastic gradient steps, of which the average is judged."},
		{Name: smoothnessName, Label: "Smoothness", Symbol: "β", Kind: config.Float, Min: 0.55, Max: 4, Default: fixed("1"),
			Help: "How smooth the target’s log density is: the larger, the faster its waves die out."},
		{Name: amplitudeName, Label: "Amplitude", Symbol: "c", Kind: config.Float, Min: 0, Max: 6, Default: fixed("1.2"),
			Help: "How far the target is from uniform."},
		{Name: piecesName, Label: "Pieces", Symbol: "K", Kind: config.Int, Min: 4, Max: 200, Log: true, Default: fixed("16"),
			Help: "The number of splines of generator and discriminator; in the plane along either side, so that there are K² products of two."},
	},
	Along: "n", Marks: "300..100000:6",
	Columns: []lab.Column{
		{Name: "js", Doc: "Jensen-Shannon divergence of the generator’s law from the target, in nats"},
		{Name: "bias", Doc: "that of the best fit of so many pieces, which knows the target"},
		{Name: "likelihood", Doc: "mean logarithm of the generator’s density at the samples; both are 0 in the game of figures"},
		{Name: "used", Doc: "samples used, those of the whole minibatches", Whole: true},
		{Name: "jsError", Doc: "standard error of js, 0 where it is exact"},
		{Name: "exact", Doc: "JS if both players had moved to the end at once, on the same samples, where they do not; 0 elsewhere"},
	},
	Presets: presets, Published: published,
	Check:   func(c *lab.Cell) []config.Problem { return pictureOf(c).unfit(c) },
	Cost:    func(c *lab.Cell) float64 { return pictureOf(c).cost(c) },
	Start:   func(c *lab.Cell) lab.Runner { return pictureOf(c).start(c) },
	Predict: func(c *lab.Cell) []predict.Prediction { return pictureOf(c).predict(c) },
	Report:  report,
}

// degreeOf is that of the splines for a smoothness: no smoother than the target needs.
func degreeOf(beta float64) int {
	if beta <= 1 {
		return 1
	}
	return 3
}

// path is one run: more and more samples of one target.
type path struct {
	target  *target
	g       *generator
	samples *rng.Stream
	sums    []float64 // of B over the samples
	n       int64
	bias    float64
	fit     []float64 // the best w, which knows the target
	descent bool
	seed    uint64
	seen    []float64 // the samples, for descent
}

func newPath(c *lab.Cell) *path {
	beta := c.Number(smoothnessName)
	p := &path{
		target:  newTarget(beta, c.Number(amplitudeName), uint64(c.Config.Seed)),
		g:       newGenerator(splines{degreeOf(beta), int(c.Number(piecesName))}),
		samples: rng.New(uint64(c.Config.Seed), "rates/samples"),
	}
	p.descent, p.seed = descends(c), uint64(c.Config.Seed)
	p.sums = make([]float64, p.g.count)
	p.bias = math.NaN()
	if p.g.match(p.g.moments(p.target.density[:])) {
		p.bias = jensenShannon(p.target.density[:], p.g.density[:])
	}
	p.fit = append(p.fit, p.g.w...)
	return p
}

// Advance is that of lab.Runner: it draws samples, some thousands at a time.
func (p *path) Advance(mark int64) bool {
	const slice = 8192
	for end := min(mark, p.n+slice); p.n < end; p.n++ {
		x := p.target.quantile(p.samples.Float64())
		first, values := p.g.at(x)
		p.g.add(p.sums, first, &values, 1)
		if p.descent {
			p.seen = append(p.seen, x)
		}
	}
	return p.n >= mark
}

// Measure is that of lab.Runner. A run whose game has no equilibrium has diverged.
func (p *path) Measure() ([]float64, bool) {
	m := means(p.sums, p.n)
	copy(p.g.w, p.fit) // so that a row depends on no other
	p.g.tabulate()
	if !p.g.match(m) || math.IsNaN(p.bias) {
		return measured{used: float64(p.n)}.values(), true
	}
	exact := 0.0
	if p.descent {
		exact = jensenShannon(p.target.density[:], p.g.density[:])
		copy(p.g.w, newDescent(p.g.splines, p.seen, p.seed).finish())
		p.g.tabulate()
	}
	likelihood := linear.Dot(p.g.w, m)
	js := jensenShannon(p.target.density[:], p.g.density[:])
	return measured{js: js, bias: p.bias, likelihood: likelihood, used: float64(p.n), exact: exact}.values(), math.IsNaN(js)
}

// means are sums over n samples, divided by n.
func means(sums []float64, n int64) []float64 {
	m := make([]float64, len(sums))
	for i, s := range sums {
		m[i] = s / float64(n)
	}
	return m
}

// measured is a row by the names of its columns.
type measured struct{ js, bias, likelihood, used, se, exact float64 }

func read(r lab.Row) measured {
	v := r.Values
	return measured{v[0], v[1], v[2], v[3], v[4], v[5]}
}

func (m measured) values() []float64 {
	return []float64{m.js, m.bias, m.likelihood, m.used, m.se, m.exact}
}

// The names of the predictions.
const (
	noiseName  = "noise"
	bottomName = "bottom"
	piecesBest = "piecesBest"
)

const ours = "derived here, package rates"

// free is how many parameters of the generator are: all but the one that makes the integral 1.
func free(k float64, d int) float64 {
	if d == 2 {
		return k*k - 1
	}
	return k - 1
}

// noise is the part of JS that n samples leave with K splines along every side.
func noise(k float64, d int, n float64) float64 { return free(k, d) / (8 * n) }

// bottomSlope is that of log JS on log n where K is the best, piecesSlope that of log K.
func bottomSlope(beta float64, d int) float64 { return -2 * beta / (float64(2*beta) + float64(d)) }
func piecesSlope(beta float64, d int) float64 { return 1 / (float64(2*beta) + float64(d)) }

// foretellSmooth is what is predicted of a path on smooth targets of dimension d.
func foretellSmooth(d int) func(c *lab.Cell) []predict.Prediction {
	names := [...]string{"(K − 1)/(8n), what n samples add to the bias of K splines, to first order", "−2β/(2β + 1), slope of log JS on log n at the best K, in the long run",
		"1/(2β + 1), slope of log K on log n at the best K, in the long run"}
	if d == 2 {
		names = [...]string{"(K² − 1)/(8n), what n samples add to the bias of K² products of splines, to first order", "−2β/(2β + 2), slope of log JS on log n at the best K, in the long run",
			"1/(2β + 2), slope of log K on log n at the best K, in the long run"}
	}
	return func(c *lab.Cell) []predict.Prediction {
		beta, k := c.Number(smoothnessName), c.Number(piecesName)
		return []predict.Prediction{
			{Name: noiseName, Value: noise(k, d, float64(c.Last())), Valid: true, Formula: names[0], Source: ours},
			{Name: bottomName, Value: bottomSlope(beta, d), Valid: true, Formula: names[1], Source: ours + "; the rate of Belomestny et al. up to logarithms"},
			{Name: piecesBest, Value: piecesSlope(beta, d), Valid: true, Formula: names[2], Source: ours},
		}
	}
}
