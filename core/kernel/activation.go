package kernel

// Sigmoid computes the logistic function dst[i] = 1/(1+exp(−x[i])), in [0, 1], with [Exp]'s accuracy and its
// clamp: below x = −708 the result stays at about 3·10⁻³⁰⁸. dst may be x, but not overlap it otherwise. It
// panics if dst and x differ in length.
func Sigmoid(dst, x []float64) {
	checkSame("dst", len(dst), len(x))
	fastSigmoid(dst, x)
}

// Rectify computes the (leaky) rectifier dst[i] = x[i] if x[i] > 0, slope·x[i] otherwise; slope 0 is the ReLU and then
// −∞ gives 0. A result of zero is always +0, and NaN stays NaN. slope must be finite. dst may be x, but not overlap it
// otherwise. It panics if dst and x differ in length.
func Rectify(dst, x []float64, slope float64) {
	checkSame("dst", len(dst), len(x))
	fastRectify(dst, x, slope)
}

// RectifyGrad multiplies by the derivative of [Rectify]: dst[i] stays where x[i] > 0 and becomes slope·dst[i]
// elsewhere, at x[i] = 0 too. With slope 0 it becomes +0 even where dst[i] is infinite or NaN. It panics if dst
// and x differ in length.
func RectifyGrad(dst, x []float64, slope float64) {
	checkSame("dst", len(dst), len(x))
	fastRectifyGrad(dst, x, slope)
}

// Logistic is [Sigmoid] for one number; the divisor is at least 1, so the result is at most 1.
func Logistic(x float64) float64 { return 1 / (1 + Exp(-x)) }
