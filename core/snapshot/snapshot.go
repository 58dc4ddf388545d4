// Package snapshot is the immutable picture of one moment of a run and its wire format.
//
// A snapshot travels from the trainer to two readers: the stage, which draws it, and the page, which
// prints its numbers. Both get the same format, a list of named sections (see [Encode]), each with the
// sections that it needs.
package snapshot

// Status says how a run stands.
type Status string

// The states of a run.
const (
	Loading   Status = "loading"   // before the first configuration
	Running   Status = "running"   // steps are being taken
	Paused    Status = "paused"    // waiting for the reader
	Converged Status = "converged" // the accuracy, or the number of samples asked for, is reached
	Diverged  Status = "diverged"  // the iterates left their bounds; the last finite ones are shown
	Failed    Status = "error"     // the run could not be set up
)

// Snapshot is what there is to know of one moment. Matrices are row-major. It holds no NaN; distances
// between laws of which one is singular can be +Inf.
type Snapshot struct {
	Query    string // canonical query of the run
	Status   Status
	Error    string // what went wrong and what to do, in one sentence; empty if nothing did
	Sentence string // the moment in words, for the status line and screen readers

	Permalink string   // query that replays the run to this moment
	Problems  []string // what the last query got wrong, one message each; empty if nothing
	Values    []string // every parameter as "name=value", in the order of the page
	Engine    string   // which loops ran: "SIMD" or "scalar"
	SVG       string   // the picture as SVG, if the page asked for it

	Step     float64 // iterations taken
	Samples  float64 // target samples used, Step × batch
	Progress float64 // share of a replay that is done, 1 outside a replay

	// Distances of the judged law of φ(Wx), WWᵀ = Σ, from the target's; Σ is the average if averaging is on.
	TV, JS, KL, ReverseKL, Hellinger float64
	TVError                          float64 // standard error of TV, 0 where it is exact
	TVBound                          float64 // total variation of the laws of Wx: TV if φ is one-to-one, at least TV if not
	TVLow, TVHigh                    float64 // TV lies between, by Devroye, Mehrabian and Reddad; TVLow is 0 unless φ is one-to-one
	TVPinsker                        float64 // TV is at most this, by Pinsker's inequality for the laws of Wx
	TVFloor                          float64 // total variation of the sample covariance of the same samples
	TVLast                           float64 // total variation of the last iterate
	Value                            float64 // V, what the discriminator maximises, on the last minibatch: gan.Loss
	EtaD, EtaG                       float64 // step sizes of the next step

	D         int       // dimension
	W         []float64 // d×d, the last iterate
	WStar     []float64 // d×d
	Sigma     []float64 // d×d, judged: averaged if averaging is on
	SigmaLast []float64 // d×d, WWᵀ of the last iterate
	SigmaStar []float64 // d×d
	A         []float64 // d×d symmetric; the logit is b + ½uᵀAu
	B         float64
	Curve     []float64 // rows of CurveColumns, oldest first

	View View
}

// CurveColumns names the columns of Snapshot.Curve.
var CurveColumns = []string{"step", "samples", "tv", "tvFloor", "tvLast", "js", "kl", "hellinger",
	"tvError", "tvBound", "tvLow", "tvHigh", "tvPinsker"}

// View is the part of a snapshot in the plane of the two displayed coordinates i and j. For d = 1 there
// is one coordinate, drawn horizontally; j then has no meaning and its numbers are 0.
type View struct {
	Phi    string     // activation
	Slope  float64    // of the leaky ReLU
	Knots  []float64  // of the piecewise linear activation
	Sees   float64    // where φ is not one-to-one: 1 if the discriminator sees φ⁻¹(y), 0 if it sees y
	Axes   []float64  // displayed coordinates, counted from 1
	Layers []string   // what to draw
	Extent [2]float64 // lower and upper end of both axes, fixed over a run

	Cut      [4]float64 // logit in the plane: b, A_ii, A_ij, A_jj (other coordinates of u are 0)
	Rows     []float64  // 2×k: rows i and j of W, its first k ≤ MaxArrows columns
	RowsStar []float64  // 2×k: rows i and j of W_*
	Cov      [3]float64 // Σ_ii, Σ_ij, Σ_jj of the last iterate
	CovStar  [3]float64 // Σ_*ii, Σ_*ij, Σ_*jj

	Target    []float32 // k×2: samples y of the target
	Generated []float32 // k×2: samples y = φ(W_t x_k); the latents x_k stay the same over a run
}

// MaxArrows bounds the columns of W that are drawn.
const MaxArrows = 8
