// Package snapshot is the immutable picture of one moment of a run and its wire format.
//
// A snapshot travels from the trainer to two readers: the stage, which draws it, and the page, which
// prints its numbers. Both get the same format, a list of named sections (see [Encode]), each with the
// sections that it needs.
package snapshot

import "saddle/core/gan"

// Status says how a run stands.
type Status string

// The states of a run.
const (
	Loading   Status = "loading"   // before the first configuration
	Running   Status = "running"   // steps are being taken
	Paused    Status = "paused"    // waiting for the reader
	Converged Status = "converged" // the law shown has come within the accuracy asked for
	Finished  Status = "finished"  // the samples asked for are used up
	Diverged  Status = "diverged"  // the iterates left their bounds; the last finite ones are shown
	Failed    Status = "error"     // the run could not be set up
)

// Turn names the player whose move a moment shows.
type Turn string

// The turns. Where whole iterations are taken it is nobody's.
const (
	NoTurn        Turn = ""              // a whole iteration was taken
	Discriminator Turn = "discriminator" // it has just moved
	Generator     Turn = "generator"     // it has just moved
)

// Snapshot is what there is to know of one moment. Matrices are row-major. It holds no NaN; distances
// between laws of which one is singular can be +Inf.
type Snapshot struct {
	Revision float64 // grows with everything that happens to the run or its view, by which a reader tells what another has

	Query    string // canonical query of the run
	Status   Status // how the run stands
	Error    string // what went wrong and what to do, in one sentence; empty if nothing did
	Sentence string // the moment in words, for the status line and screen readers

	Permalink string    // query that replays the run to this moment
	Problems  []string  // what the last query got wrong, one message each; empty if nothing
	Values    []string  // every parameter as "name=value", in the order of the page
	Data      string    // the reader's own samples in words, if they are the target
	Names     []string  // of the coordinates, from the header of the reader's own samples, with what was subtracted, some of them empty; empty if there are none
	DataAsked string    // the fingerprint of the samples for which the run waits; empty: it waits for none
	DataLaw   string    // the law that stands for them in distances, as "the maximum-likelihood law of your samples"
	Engine    string    // which loops ran: "SIMD" or "scalar"
	SVG       string    // the picture as SVG, if the page asked for it
	Misfit    []float64 // MisfitColumns of the reader's own samples; empty as long as that is not known

	DataLoad  float64 // number of the last samples that came, from the command that brought them
	DataTaken float64 // what became of them: −1 they are the target, −2 they are not, −3 they are and there can be no run on them

	Step     float64 // iterations taken
	Samples  float64 // target samples used, Step × batch
	Progress float64 // share of a replay that is done, 1 outside a replay
	Ahead    float64 // step up to which this run has been taken: a later one than Step after a journey back
	Pending  float64 // moves of the discriminator in the iteration under way
	ByHand   bool    // moves out of the usual order have led here, which Permalink cannot say
	Slow     bool    // the run plays in slow motion
	CanUndo  bool    // there is a change of the configuration to undo
	CanRedo  bool    // there is one to take back again
	Past     string  // what these know, for the command past of another session; to a page that has it, empty
	Turn     Turn    // whose move it was, where moves are made one by one
	Batch    float64 // target samples of a move of the discriminator
	Fakes    float64 // generated samples of any move

	BestMethod string // the floor in words; empty if there is nothing to say
	Narration  string // the last move in words, where moves are made one by one

	// Distances of the law that is shown and judged from the target's: that of φ(Wx), WWᵀ = Σ.
	TV, JS, KL, ReverseKL, Hellinger float64
	TVError, JSError, KLError        float64   // standard errors of them, 0 where they are exact
	ReverseKLError, HellingerError   float64   // the same
	TVBound                          float64   // total variation of the laws of Wx: TV if φ is one-to-one, at least TV if not
	TVLow, TVHigh                    float64   // TV lies between, by Devroye, Mehrabian and Reddad; TVLow is 0 unless φ is one-to-one
	TVPinsker                        float64   // TV is at most this, by Pinsker's inequality for the laws of Wx
	TVFloor                          float64   // total variation of the sample covariance of the same samples, one random number
	TVLast, TVLastError              float64   // total variation of the last iterate: TV unless an average is judged; its standard error
	Floor                            []float64 // FloorColumns of as many samples; nil where they are too few or nothing is known
	FloorKnown                       bool      // it is known for enough samples
	Eps                              float64   // accuracy asked for, 0 for none
	Averaged                         bool      // an average is judged
	Reach                            float64   // samples after which the total variation is predicted to be Eps on average, in the long run; 0 if nothing is
	Value                            float64   // V, what the discriminator maximises, on the last minibatch: gan.Loss
	GeneratorLoss                    float64   // E ℓ, the part of U that the generator moves, on the last minibatch
	Blind                            float64   // V of the discriminator that is 0 everywhere
	EtaD, EtaG                       float64   // step sizes of the next step

	D         int       // dimension
	W         []float64 // d×d, the last iterate
	WStar     []float64 // d×d
	Sigma     []float64 // d×d, of the law that is shown and judged
	SigmaLast []float64 // d×d, WWᵀ of the last iterate
	SigmaStar []float64 // d×d
	A         []float64 // d×d symmetric; the logit is b + ½uᵀAu
	B         float64   // the constant of the logit

	// Curve and Trail have one row for each recorded moment up to this one, oldest first. On the way to a page
	// that has the first rows already they begin later: Since.
	Branch    float64   // rows of two snapshots belong together if these are the same
	Curve     []float64 // rows of CurveColumns
	CurveFrom float64   // row with which Curve begins
	CurveNow  []float64 // the row of this moment
	Trail     []float64 // rows of TrailColumns and the singular values sgda.Shown of the whitened W
	TrailFrom float64   // row with which Trail begins
	TrailNow  []float64 // the row of this moment
	Bilevel   []float64 // the bilevel curve: rows of samples, gap, a and the singular values; nil if not known (yet)
	Response  []float64 // for d = 1 the best discriminator, rows of w, v; nil if not known
	Surface   []float64 // for d = 1 V over w and v, as landscape.Surface; nil if not known

	Plateau []float64 // PlateauColumns: where the run ends; nil where the target has the generator's activation, or nothing is known

	Idle  []string  // parameters that change nothing in this setting, as "name why"
	Marks []string  // values of parameters that theory knows something of, as "name=value words"
	Cloud []float64 // at constant steps, what they leave in the long run: for d = 1 Var w, Cov(w, v), Var v, otherwise the root mean squares of gap and a; nil if not known
	Heat  []float64 // HeatColumns; nil if not known
	Gauge []float64 // GaugeColumns; nil but under the fluctuation–dissipation schedule

	Robust []float64 // RobustColumns; nil unless the layer of the adversary is on, or where nothing is known

	// Whether the generator is done, by the largest eigenvalue of some of its samples, whitened by the target.
	Verdict    []float64 // VerdictColumns; nil where φ is not one-to-one, for d = 1, and where a law is beyond the reach of the arithmetic
	WhiteNoise []float64 // rows of WhiteNoiseColumns: the law of the test where the generator is done
	Power      []float64 // rows of PowerColumns; nil if not known (yet)

	Zoomed     bool      // the window is not the automatic one
	Handles    []float64 // rows of HandleColumns: the columns of W_* and W that can be taken hold of
	Masses     []float64 // rows of MassColumns: what φ puts on lines and points of the plane
	Probe      []float64 // ProbeColumns: the place that is looked at; empty if none is
	ProbeWords string    // the same in words

	View View // what the stage draws
}

// FloorColumns are the total variation that the best method reaches on average and the bands in which it lands in 68
// and 95 of 100 data sets: theory.Floor.
var FloorColumns = []string{"mean", "low68", "high68", "low95", "high95"}

// CurveColumns names the columns of Snapshot.Curve. tvFloor, jsFloor and klFloor are those of the sample covariance of
// the run's own samples; floor and what begins with it are FloorColumns, jsExpected and klExpected the means of the other
// divergences, 0 where nothing is known; tvTruncated and tvWGAN are the total variations of the
// baselines, 0 for one that does not run; edge and edgeP are s and p of VerdictColumns, p being 0 where there is no
// verdict. A column that ends in Error is the standard error of the one of that name, 0 where it is exact.
var CurveColumns = []string{"step", "samples", "tv", "tvFloor", "tvLast", "js", "kl", "hellinger",
	"tvError", "tvBound", "tvLow", "tvHigh", "tvPinsker",
	"jsFloor", "jsLast", "klFloor", "klLast", "best", "tvTruncated", "tvWGAN",
	"floor", "floorLow68", "floorHigh68", "floorLow95", "floorHigh95", "jsExpected", "klExpected",
	"jsError", "klError", "hellingerError", "tvFloorError", "jsFloorError", "klFloorError", "tvLastError", "jsLastError", "klLastError",
	"tvTruncatedError", "tvWGANError", "edge", "edgeP"}

// TrailColumns names the first columns of Snapshot.Trail: V and the generator's loss on a minibatch, the
// distances of Σ and A from the equilibrium (sgda.State.Norms), and the first entries of W and A.
var TrailColumns = []string{"step", "samples", "value", "generatorLoss", "gap", "a", "w", "v"}

// PlateauColumns are the distances of the law that has the moments which the quadratic discriminator sees, to which a run goes whose
// target has another activation, their standard errors, and the least JS of all laws of the generator, 0 where it is not
// looked for. See package plateau.
var PlateauColumns = []string{"tv", "js", "kl", "tvError", "jsError", "klError", "jsLeast"}

// MisfitColumns say how far the law of the reader's samples is from every law of the generator, in total variation: at
// least so far with a confidence of 95 %, what the test that found it shows, an upper end of that, and the rows that it
// looked at. They are 0 for too few rows. See package misfit.
var MisfitColumns = []string{"atLeast", "shown", "shownAtMost", "rows"}

// HeatColumns are the temperatures 2B Var/η of both players at constant steps: as predicted, as measured over the later half of the
// run and the standard error of that, both 0 while the run is too short.
var HeatColumns = []string{"heatG", "measuredG", "errorG", "heatD", "measuredD", "errorD"}

// GaugeColumns are dissipation over fluctuation of both players since the steps last fell, which is 1 at rest, with the
// standard error that it has there, both 0 before the first test, and the share of the first steps that is left. See sgda.Gauge.
var GaugeColumns = []string{"ratioG", "errorG", "ratioD", "errorD", "share"}

// RobustColumns are the share of samples, half of them real, for which the discriminator's D > 1/2 is right, its standard error, the share for
// which it is right wherever an adversary moves them, its standard error, and the first of these for the best
// discriminator of the law that is judged, (1 + TV)/2.
var RobustColumns = []string{"right", "rightError", "robust", "robustError", "best"}

// VerdictColumns are a test by the largest eigenvalue λ of so many generated samples, whitened by the target: λ over their
// number, s = (λ − μ)/σ by Ma's constants, its p-value 1 − F₁(s), which is at least 1e-12, and the s from which the test at 5 % rejects;
// and what it is up against, the largest variance of Σ_*^−½ΣΣ_*^−½, and the least one that shows as samples and dimensions grow,
// 1 + √(d/n). See package wishart.
var VerdictColumns = []string{"samples", "largest", "s", "p", "critical", "variance", "detectable"}

// WhiteNoiseColumns are a value of s and the density of F₁ there.
var WhiteNoiseColumns = []string{"s", "density"}

// PowerColumns are a variance of one direction, in the target's units, the share of generators with that error in which the
// test at 5 % finds it, and the standard error of the share.
var PowerColumns = []string{"variance", "found", "error"}

// Since leaves out what a reader has who has so many rows of the curve and the trail of this branch, and so many numbers
// of the bilevel curve and of the power, which travel whole.
func (s *Snapshot) Since(curve, trail, bilevel, power int) {
	s.Curve, s.CurveFrom = after(s.Curve, len(CurveColumns), curve)
	s.Trail, s.TrailFrom = after(s.Trail, len(s.TrailNow), trail)
	if curve > 0 {
		s.Response, s.Surface, s.WhiteNoise = nil, nil, nil
	}
	if power == len(s.Power) {
		s.Power = nil
	}
	if bilevel == len(s.Bilevel) {
		s.Bilevel = nil
	}
}

func after(rows []float64, width, have int) ([]float64, float64) {
	from := min(have, len(rows)/width)
	return rows[from*width:], float64(from)
}

// Columns of matrices for the page. A place in the picture is a pair of shares of its side, from the left and
// from the top.
var (
	HandleColumns = []string{"player", "column", "left", "top", "x", "y"}                 // player 0 is the target; x and y are the entries of W
	MassColumns   = []string{"kind", "left", "top", "target", "generated"}                // kind 0: a point, 1: a horizontal line, 2: a vertical one
	ProbeColumns  = []string{"law", "left", "top", "x", "y", "d", "up", "right", "ratio"} // law 0: a place, 1: a target sample, 2: a generated one; up and right: ∇D as drawn; ratio: log p_*/p
)

// View is the part of a snapshot in the plane of the two displayed coordinates i and j. For d = 1 there
// is one coordinate, drawn horizontally; j then has no meaning and its numbers are 0.
type View struct {
	Phi  gan.Activation // activation
	Star gan.Activation // the target's

	Sees   float64    // where φ is not one-to-one: 1 if the discriminator sees φ⁻¹(y), 0 if it sees y
	Axes   []float64  // displayed coordinates, counted from 1
	Layers []string   // what to draw
	Shift  float64    // how far the adversary of the layer may move a sample, in data coordinates
	Extent [4]float64 // lower and upper end of the horizontal axis, then of the vertical one; both are as long, but for the reader's own samples with columns of different scales

	Cut      [4]float64 // logit in the plane: b, A_ii, A_ij, A_jj (other coordinates of u are 0)
	Faces    []float64  // rows of FaceColumns: the logit where φ cuts off; empty if Cut holds there too
	Rest     []float32  // k×3: of the first generated samples, for d > 2, what their other coordinates add to h, ∂h/∂u_i, ∂h/∂u_j
	Rows     []float64  // 2×k: rows i and j of W, its first k ≤ MaxArrows columns
	RowsStar []float64  // 2×k: rows i and j of W_*
	Cov      [3]float64 // Σ_ii, Σ_ij, Σ_jj of the last iterate
	CovStar  [3]float64 // Σ_*ii, Σ_*ij, Σ_*jj
	CovOther [3]float64 // Σ_ii, Σ_ij, Σ_jj of the generator's second law, last iterate or average; 0 if there is none

	OtherName string // which law that is, as the legend says it

	Target    []float32 // k×2: samples y of the target
	Generated []float32 // k×2: samples y = φ(W_t x_k); the latents x_k stay the same over a run
	Trails    []float32 // km×2: where each of the first k ≤ MaxTrails generated samples was at m earlier moments, oldest first
}

// FaceColumns are the faces of coordinates i and j, 0 where φ can be inverted and p on its p-th flat piece, and
// c, a, l of the logit c + ½au² + lu there, u = φ⁻¹ of the coordinate that is free.
var FaceColumns = []string{"i", "j", "c", "a", "l"}

// Bands returns, for d = 1, where the target and the generator have their samples: from the top of the picture down, in
// shares of its side. The marginal laws, where they are shown, take the upper part.
func Bands(marginals bool) (target, generated [2]float64) {
	if marginals {
		return [2]float64{0.19, 0.54}, [2]float64{0.6, 0.95}
	}
	return [2]float64{0.07, 0.46}, [2]float64{0.54, 0.93}
}

// MaxTrails bounds the samples that leave trails, MaxGradients those whose gradient is drawn.
const (
	MaxTrails    = 32 // of the first generated samples
	MaxGradients = 48 // of the first generated samples
)

// MaxArrows bounds the columns of W that are drawn.
const MaxArrows = 8
