package figure

import "math"

// Zoom returns the factor of all lengths below, the grid's apart, in a picture of a side in CSS pixels:
// small pictures have finer strokes.
func Zoom(side float64) float64 { return min(max(side/420, 0.55), 1) }

// Lengths are in CSS pixels, opacities in [0, 1]. The canvas and the SVG share them.
const (
	FieldOpacity = 0.28 // tint where the discriminator is certain, D = 0 or 1
	GridWidth    = 1.0  // of the lines at ticks
	GridOpacity  = 0.7  // of them
	AxisOpacity  = 1.0  // of the lines through 0
	IsolineWidth = 1.5  // of the line D = 1/2
	HaloWidth    = 1.5  // of paper around contours and arrows, to set them off the samples
	HaloOpacity  = 0.85 // of it
)

// Of the layers that are not always there.
const (
	HatchGap     = 8.0  // between two lines
	HatchWidth   = 1.0  // of one
	HatchOpacity = 0.22 // of one
	StripOpacity = 0.8  // of the paper under the marginals
	BandOpacity  = 0.2  // of where an adversary can change what D takes a sample for
)

// PushStroke is how the gradient of D at samples is drawn, in ink, as the line D = 1/2 is.
var PushStroke = Stroke{Arrow: 1.3, Head: 7}

// Stroke is how the marks of one law are drawn.
type Stroke struct {
	Contours [2]float64 // widths of the contours at distance 1 and 2
	Arrow    float64    // width of an arrow's shaft
	Head     float64    // length of its head
	Curve    float64    // width of an exact density
}

// The target's strokes are the wider ones and lie below, so that both are seen where they coincide.
var (
	// TargetStroke is how the target is drawn.
	TargetStroke = Stroke{Contours: [2]float64{4.0, 2.6}, Arrow: 3.2, Head: 13, Curve: 2.8}
	// GeneratedStroke is how the generator is drawn.
	GeneratedStroke = Stroke{Contours: [2]float64{2.2, 1.4}, Arrow: 2.0, Head: 10, Curve: 1.3}
)

// PointRadius returns the radius of a sample's disc when n of each law are shown.
func PointRadius(n int) float64 { return 2.3 * thinning(n, 0.25) }

// PointOpacity returns the opacity of a sample's disc when n of each law are shown.
func PointOpacity(n int) float64 { return 0.85 * thinning(n, 0.4) }

// thinning is 1 up to the usual number of samples and falls beyond as a power of it. With the powers
// above the ink of a cloud, n·radius²·opacity, hardly grows, and its density stays readable.
func thinning(n int, power float64) float64 {
	const usual = 1000
	return min(1, math.Pow(usual/float64(max(n, 1)), power))
}
