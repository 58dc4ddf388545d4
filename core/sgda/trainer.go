package sgda

import (
	"math"

	"saddle/core/config"
	"saddle/core/data"
	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
	"saddle/core/rng"
)

// Trainer is one run. All of its memory is allocated by New.
type Trainer struct {
	cfg      config.Config
	d        int
	eta      [2]Schedule // by Player
	anneal   *annealer   // nil: no
	target   []float64   // W_* as given, d×d
	game     game
	real     *rng.Stream
	rows     *rows  // nil: the target is W_*
	sight    *sight // nil: it has the generator's activation
	latent   *rng.Stream
	step     int64
	samples  int64
	spent    int64 // samples of whitening
	answered bool  // the discriminator has moved and the generator has not answered
	failure  string

	batch    *gan.Minibatch
	law      []float64 // d×d, lower: the factor of what whitening takes the law for where φ cuts off; nil: not known
	descent  gan.Descent
	natural  *gan.Natural // nil: the generator follows the plain gradient
	design   gan.Design
	seek     *gan.Best // of the exact rule where the best discriminator is not known in closed form, otherwise nil
	noise    []float64 // B×d: latents of the target samples
	sights   []float64 // B×d: W̃_*x of the target samples, before φ
	ahead    []float64 // B_f×d: W̃x of the generated samples, before φ
	gradV    []float64 // of the discriminator's parameters
	gradW    []float64 // d×d
	move     float64   // the length of gradW where it is the natural gradient
	scratch  []float64 // d×d
	rule     rule
	average  average
	judged   []float64 // d×d: that average, or the last Σ̃_t
	moment   []float64 // d×d: Σ of (W̃_*x)(W̃_*x)ᵀ over all target samples
	contacts int       // consecutive steps on which the discriminator was put back into its ball
	radius   float64   // of that ball
}

// game holds the players and the target in training coordinates.
type game struct {
	gen   gan.Generator
	disc  []float64 // the discriminator's parameters
	star  gan.Generator
	chart *chart // nil: the original coordinates
}

// Player names one side of the game.
type Player int

// The players.
const (
	Discriminator Player = iota // ascends V
	Generator                   // descends U
)

// New prepares the run that cfg describes: it draws the target and the first generator from the seed
// and, if whitening is on, spends the first n₀ target samples on it.
//
// A target of the reader's own samples needs NewOn; New takes the matrix from the seed instead.
func New(cfg config.Config) *Trainer { return NewOn(cfg, nil) }

// NewOn is New with the samples of own, of the dimension and activation of cfg, for the target, unless own is nil. Rows
// are drawn with replacement from a stream of their own, and the target's matrix W_* is the Cholesky factor of the
// covariance of own.
func NewOn(cfg config.Config, own *data.Law) *Trainer {
	d := cfg.D
	t := &Trainer{cfg: cfg, d: d,
		real:   rng.New(uint64(cfg.Seed), rng.Real),
		latent: rng.New(uint64(cfg.Seed), rng.Latent),
		batch:  gan.NewMinibatch(d, cfg.Batch, cfg.Batch*cfg.Fakes, cfg.Loss),
		noise:  make([]float64, cfg.Batch*d),
		gradW:  make([]float64, d*d), scratch: make([]float64, d*d),
		judged: make([]float64, d*d), moment: make([]float64, d*d)}
	t.sights, t.ahead = t.batch.Targets(), t.batch.Fakes()
	t.eta[Discriminator] = Schedule{cfg.EtaD, cfg.TauD, cfg.GammaD}
	t.eta[Generator] = Schedule{cfg.EtaG, cfg.TauG, cfg.GammaG}
	if !cfg.Schedule.Falls() {
		t.eta[Discriminator].Gamma, t.eta[Generator].Gamma = 0, 0
	}

	phi := cfg.Activation()
	star := TargetMatrix(&cfg)
	if own != nil {
		star = append([]float64(nil), own.Covariance()...)
		if !linear.Factor(star, d, 0) {
			panic("sgda: the covariance of a law is not positive definite")
		}
		t.rows = newRows(own, uint64(cfg.Seed), cfg.Batch)
	}
	t.target = star
	if cfg.Unlike() {
		t.sight = newSight(phi, cfg.TargetActivation(), star, d, cfg.Batch)
	}
	t.game = game{
		gen:  gan.Generator{Phi: phi, D: d, W: firstMatrix(&cfg)},
		star: gan.Generator{Phi: phi, D: d, W: append([]float64(nil), star...)},
	}
	before := t.drawn()
	if cfg.Whitens() {
		t.whiten()
	}
	switch {
	case len(cfg.W0) > 0 && t.game.chart != nil:
		t.game.gen.W = linear.Product(t.game.chart.inv, cfg.W0, d, d, d) // given in the original coordinates
	case len(cfg.W0) == 0 && cfg.Init == config.StartAtTarget:
		t.game.gen.W = append([]float64(nil), t.game.star.W...)
	}
	t.spent = t.samples
	t.build()
	if cfg.Rule == gan.Exact && !phi.Bijective() {
		t.prepareSearch(before)
	}
	t.gen().Covariance(t.judged, t.scratch)
	t.average = newAverage(cfg.Average, clone(t.judged), d)
	if cfg.Schedule == config.Annealed {
		t.anneal = newAnnealer(t.game.disc, t.game.gen.W, d)
	}
	return t
}

// firstMatrix is where the generator starts, unless whitening or the target says so.
func firstMatrix(cfg *config.Config) []float64 {
	d := cfg.D
	if len(cfg.W0) > 0 {
		return append([]float64(nil), cfg.W0...)
	}
	if cfg.Init != config.RandomStart && cfg.Init != config.FlatStart {
		return linear.Identity(d)
	}
	first := start(rng.New(uint64(cfg.Seed), rng.Init), d)
	if cfg.Init == config.FlatStart {
		flatten(first, d)
	}
	return first
}

// build makes the discriminator of the configured design, in training coordinates.
func (t *Trainer) build() {
	cfg, d := &t.cfg, t.d
	r := t.Reference()
	t.design = gan.NewDesign(cfg.Disc, t.batch, t.gen())
	if !t.design.Inverts() { // it sees φ of them
		t.sights, t.ahead = make([]float64, len(t.sights)), make([]float64, len(t.ahead))
	}
	if r != nil || cfg.Whitens() && !t.game.gen.Phi.Bijective() {
		t.design.Balance(r)
	}
	t.radius = t.design.Radius(smallestSingular(t.game.star.W, d))
	if r != nil {
		t.natural = gan.NewNatural(t.design, t.gen(), r)
	}
	n := t.design.Parameters()
	t.game.disc, t.gradV = make([]float64, n), make([]float64, n)
	t.rule, t.descent = newRule(cfg.Rule, n, d), cfg.GeneratorGradient()
}

// Reference returns the law that whitening takes the target for where φ cuts off, in training coordinates: that by which the directions
// of both players are chosen. So it does for the reader's own samples, whose features may vary by far more than those of a law that is normal
// before φ. It is nil where the players follow the plain gradients.
func (t *Trainer) Reference() *gan.Reference {
	const latents = 4096
	if t.law == nil {
		return nil
	}
	r := gan.NewReference(t.law, evenLatents(t.d, latents), t.d)
	if t.rows != nil {
		r.Beside(t.rows.some())
	}
	return r
}

// start draws a first generator, in training coordinates, where the target is close to the identity.
// For d = 2 its singular values are 1.8 and 0.2, so that it lies long and thin across the target; in
// higher dimension they draw together, to stay about as far from the target in total. In d = 1 there is one,
// 1/3.
func start(r *rng.Stream, d int) []float64 {
	if d == 1 {
		return []float64{1.0 / 3}
	}
	share := math.Sqrt(2 / float64(d))
	w := conditioned(r, d, kernel.Pow(9, share))
	scale := kernel.Pow(0.6, share)
	for i := range w {
		w[i] *= scale
	}
	return w
}

// flatten makes the first row of w almost a copy of the last, or for d = 1 almost nothing.
func flatten(w []float64, d int) {
	for j := range d {
		w[j] = float64(w[j] * minSingular)
		if d > 1 {
			w[j] += w[(d-1)*d+j]
		}
	}
}

func (t *Trainer) gen() *gan.Generator { return &t.game.gen }

// Step takes one iteration: k = inner moves of the discriminator, then one of the generator. It does
// nothing once the run has diverged.
//
// After the moves the players are kept bounded: A is scaled back to ‖A‖_F ≤ 10√d/σ_min(W_*)², ten times
// what separates two laws as far apart as the target and a singular one, and the singular values of W are clamped to
// [10⁻³, 10³]. A generator at the upper bound, or a discriminator that has left its ball on
// patience steps in a row, means divergence.
func (t *Trainer) Step() {
	for range t.cfg.Inner {
		t.StepPlayer(Discriminator)
	}
	t.StepPlayer(Generator)
}

// StepPlayer takes one half of an iteration: the discriminator's move, which uses up B target samples,
// or the generator's, which completes the iteration. Halves may come in any order and number.
func (t *Trainer) StepPlayer(p Player) {
	if t.failure != "" {
		return
	}
	if p == Discriminator {
		t.ascend()
	} else {
		t.descend()
	}
}

// ascend moves the discriminator on B target samples and B_f generated ones.
func (t *Trainer) ascend() {
	t.Look()
	t.rule.ascend(t)
	if t.settleAscent() {
		t.answered = t.rule.together()
	}
}

// settleAscent puts the discriminator back into its bounds after a move, and is false where that overflowed.
func (t *Trainer) settleAscent() bool {
	if disc := t.game.disc; !finite(disc) {
		clear(disc)
		t.fail("the discriminator's gradient overflowed")
		return false
	}
	t.boundDiscriminator()
	return true
}

// ascent moves the discriminator along gradV.
func (t *Trainer) ascent() {
	kernel.Axpy(t.StepSize(Discriminator), t.gradV, t.game.disc)
}

// descend moves the generator: where both players answer the old parameters by the gradient found in
// the ascent, otherwise by that on fresh latents at the present discriminator.
func (t *Trainer) descend() {
	g := &t.game
	if !t.answered {
		t.drawFakes()
		t.design.JudgeFakes(g.disc)
		t.descentGradient()
	}
	t.answered = false
	if !finite(t.gradW) {
		t.fail("the generator's gradient overflowed")
		return
	}
	kernel.Axpy(-t.shorten(t.StepSize(Generator)), t.gradW, g.gen.W)
	t.step++
	t.boundGenerator()
	t.updateAverage()
	if t.anneal != nil && t.failure == "" {
		t.anneal.see(t.step, t.game.disc, g.gen.W, t.d)
	}
}

// drawTargets sets x, at most B rows of d, to pre-activations of fresh target samples.
func (t *Trainer) drawTargets(x []float64) {
	if t.rows != nil {
		t.rows.draw(x)
		return
	}
	t.real.Normals(t.noise[:len(x)])
	if t.sight != nil {
		t.sight.draw(x, t.noise[:len(x)])
		return
	}
	t.game.star.PreActivations(x, t.noise[:len(x)], t.scratch)
}

// drawFakes generates B_f samples from fresh latents, seeFakes from the present ones.
func (t *Trainer) drawFakes() {
	t.latent.Normals(t.batch.Latent)
	t.seeFakes()
}

func (t *Trainer) seeFakes() {
	t.game.gen.PreActivations(t.ahead, t.batch.Latent, t.scratch)
	t.design.SeeFakes(t.ahead)
}

// descentGradient sets gradW at the discriminator last judged. A singular generator, at which there is
// no score, stays until its singular values are clamped.
func (t *Trainer) descentGradient() {
	t.descent.Gradient(t.gradW, t.design, t.gen())
	if t.natural != nil {
		t.move = t.natural.Turn(t.gradW, t.game.gen.W)
	}
}

// shorten returns eta, or less where the step would be as long as the way: of the natural gradient in coordinates in which the target
// has the length √d, and against the best discriminator, which far from the equilibrium is as large as the samples let it be, of W.
func (t *Trainer) shorten(eta float64) float64 {
	move, most := t.move, 0.3
	switch {
	case t.natural != nil:
	case t.seek != nil:
		move, most = frobenius(t.gradW), 0.25*frobenius(t.game.gen.W)
	default:
		return eta
	}
	if float64(eta*move) > most {
		return most / move
	}
	return eta
}

// accumulate adds the rows of x to the second moment of the target samples.
func (t *Trainer) accumulate(x []float64) {
	d := t.d
	kernel.GemmUpper(d, len(x)/d, x, 1, d, x, d, t.scratch, d)
	kernel.Axpy(1, t.scratch, t.moment)
}

// updateAverage takes Σ_t into the average that is judged.
func (t *Trainer) updateAverage() {
	if !t.cfg.Averages() { // State looks at it
		return
	}
	t.gen().Covariance(t.gradW, t.scratch)
	t.average.add(t.step, t.gradW)
}
