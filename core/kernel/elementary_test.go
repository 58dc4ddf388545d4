package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// ulps returns how many units in the last place of want lie between got and want.
func ulps(got, want float64) float64 {
	if got == want || math.IsNaN(got) && math.IsNaN(want) {
		return 0
	}
	return math.Abs(got-want) / (math.Nextafter(math.Abs(want), math.Inf(1)) - math.Abs(want))
}

// TestAccuracy compares each function with package math's, which is itself off by up to 1 ulp, 2 for Tanh.
func TestAccuracy(t *testing.T) {
	softplus := func(x float64) float64 { return max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }
	logistic := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	logit := func(p float64) float64 { return math.Log1p((2*p - 1) / (1 - p)) }
	// On amd64 math.Log is wrong for subnormals, as of Go 1.27: it returns −709 for 2·10⁻³¹².
	logOfTiny := func(x float64) float64 { return math.Log(x*0x1p52) - 52*math.Ln2 }
	tests := []struct {
		name      string
		got, want func(float64) float64
		low, high float64
		ulps      float64
	}{
		{"Exp", Exp, math.Exp, -708, 708, 2},
		{"Exp", Exp, math.Exp, -1, 1, 2},
		{"Expm1", Expm1, math.Expm1, -40, 700, 3},
		{"Expm1", Expm1, math.Expm1, -1, 1, 3},
		{"Expm1", Expm1, math.Expm1, -1e-5, 1e-5, 3},
		{"Log", Log, math.Log, 0, 10, 2},
		{"Log", Log, math.Log, 0.9, 1.1, 2},
		{"Log", Log, logOfTiny, 0, 0x1p-1020, 2},
		{"Log", Log, math.Log, 0, math.MaxFloat64, 2},
		{"Softplus", Softplus, softplus, -700, 700, 4},
		{"Softplus", Softplus, softplus, -3, 3, 4},
		{"Tanh", Tanh, math.Tanh, -25, 25, 5},
		{"Tanh", Tanh, math.Tanh, -1, 1, 5},
		{"Tanh", Tanh, math.Tanh, -1e-5, 1e-5, 5},
		{"Atanh", Atanh, math.Atanh, -1, 1, 5},
		{"Atanh", Atanh, math.Atanh, -1e-5, 1e-5, 5},
		{"Logit", Logit, logit, 0.5, 0.9, 5},
		{"Log1p", Log1p, math.Log1p, 0, 1e-6, 3},
		{"Log1p", Log1p, math.Log1p, 0, 1e3, 3},
		{"Sinh", Sinh, math.Sinh, -700, 700, 6},
		{"Sinh", Sinh, math.Sinh, -1e-3, 1e-3, 6},
		{"Sincos", sin, math.Sin, -0.8, 0.8, 3},
		{"Sincos", cos, math.Cos, -0.8, 0.8, 3},
		{"Atan", Atan, math.Atan, -5, 5, 3},
		{"Atan", Atan, math.Atan, -1e9, 1e9, 3},
		{"Sigmoid", Logistic, logistic, -708, 708, 3},
		{"Sigmoid", Logistic, logistic, -5, 5, 3},
		{"NormalCDF", NormalCDF, normalCDF, -1.5, 10, 4},
		{"NormalCDF", NormalCDF, normalCDF, -3, -1, 20},
		{"NormalCDF", NormalCDF, normalCDF, -37, -3, 2000}, // an error in x counts x² times
		{"LogNormalCDF", LogNormalCDF, func(x float64) float64 { return math.Log(normalCDF(x)) }, -37, -1, 8},
	}
	r := rand.New(rand.NewPCG(4, 1))
	for _, test := range tests {
		worst, at := 0.0, 0.0
		for range 20000 {
			x := test.low + r.Float64()*(test.high-test.low)
			if e := ulps(test.got(x), test.want(x)); e > worst || e != e {
				worst, at = e, x
			}
		}
		if !(worst <= test.ulps) {
			t.Errorf("%s(%v) = %v, want %v: off by %v ulp", test.name, at, test.got(at), test.want(at), worst)
		}
	}
}

func sin(x float64) float64 { s, _ := Sincos(x); return s }
func cos(x float64) float64 { _, c := Sincos(x); return c }

// TestSincosFar compares with package math's absolutely: near a zero the last bits of x decide.
func TestSincosFar(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 2))
	for _, reach := range []float64{8, 1e3, sincosLimit} {
		for range 20000 {
			x := reach * (2*r.Float64() - 1)
			s, c := Sincos(x)
			if math.Abs(s-math.Sin(x)) > 0x1p-51 || math.Abs(c-math.Cos(x)) > 0x1p-51 {
				t.Fatalf("Sincos(%v) = %v, %v, want %v, %v", x, s, c, math.Sin(x), math.Cos(x))
			}
		}
	}
}

func TestAtan2(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 3))
	for range 20000 {
		y, x := math.Exp(20*r.Float64()-10)*float64(1-2*r.IntN(2)), math.Exp(20*r.Float64()-10)*float64(1-2*r.IntN(2))
		if got, want := Atan2(y, x), math.Atan2(y, x); ulps(got, want) > 4 {
			t.Fatalf("Atan2(%v, %v) = %v, want %v", y, x, got, want)
		}
	}
	inf := math.Inf(1)
	for _, c := range [][3]float64{{0, 1, 0}, {0, -1, math.Pi}, {1, 0, math.Pi / 2}, {-1, 0, -math.Pi / 2}, {0, 0, 0}, {1, inf, 0}, {inf, 1, math.Pi / 2}, {-1, -inf, -math.Pi}} {
		if got := Atan2(c[0], c[1]); got != c[2] {
			t.Errorf("Atan2(%v, %v) = %v, want %v", c[0], c[1], got, c[2])
		}
	}
}

func normalCDF(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// Beyond the reach of Φ itself its logarithm follows the asymptotic series of Mills' ratio.
func TestLogNormalCDFInTheTail(t *testing.T) {
	for _, x := range []float64{-30, -100, -1e4} {
		y := 1 / (x * x)
		want := -x*x/2 - math.Log(-x*math.Sqrt(2*math.Pi)) + math.Log1p(-y+3*y*y-15*y*y*y+105*y*y*y*y-945*y*y*y*y*y)
		if got := LogNormalCDF(x); math.Abs(got-want) > 1e-15*x*x {
			t.Errorf("log Φ(%v) = %v, want %v", x, got, want)
		}
	}
}

// Φ of a quantile is what it is the quantile of, to what the rounding of x leaves of p.
func TestNormalQuantile(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	for n := range 20000 {
		p := r.Float64()
		if n%2 == 0 {
			p = math.Exp(-690 * p)
		}
		x := NormalQuantile(p)
		if got := NormalCDF(x); math.Abs(got-p) > 3e-15*p*(1+x*x) {
			t.Fatalf("Φ(%v) = %v, want %v", x, got, p)
		}
		if x < 0 && p > 1e-10 && math.Abs(NormalQuantile(1-p)+x) > 1e-16/p*10 {
			t.Fatalf("the quantile of %v is %v, of 1 less that %v", p, x, NormalQuantile(1-p))
		}
	}
}

func TestPow(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	for range 20000 {
		x, y := math.Exp(20*r.Float64()-10), 10*r.Float64()-5
		got, want := Pow(x, y), math.Pow(x, y)
		if e := ulps(got, want); e > 3+2*math.Abs(y*math.Log(x)) {
			t.Fatalf("Pow(%v, %v) = %v, want %v: off by %v ulp", x, y, got, want, e)
		}
	}
	if Pow(1, 3.7) != 1 || Pow(3.7, 0) != 1 || Pow(1, -2) != 1 {
		t.Error("Pow of 1 or to the 0 is not 1")
	}
}

func TestSpecialValues(t *testing.T) {
	inf, nan, minus0 := math.Inf(1), math.NaN(), math.Copysign(0, -1)
	tests := []struct {
		name    string
		f       func(float64) float64
		x, want float64
	}{
		{"Exp", Exp, 0, 1}, {"Exp", Exp, minus0, 1}, {"Exp", Exp, nan, nan},
		{"Exp", Exp, inf, Exp(708)}, {"Exp", Exp, -inf, Exp(-708)}, {"Exp", Exp, 1e300, Exp(708)}, {"Exp", Exp, -709, Exp(-708)},
		{"Expm1", Expm1, 0, 0}, {"Expm1", Expm1, minus0, 0}, {"Expm1", Expm1, nan, nan}, {"Expm1", Expm1, -inf, -1},
		{"Expm1", Expm1, 1e-300, 1e-300},
		{"Log", Log, 1, 0}, {"Log", Log, 0, -inf}, {"Log", Log, minus0, -inf}, {"Log", Log, inf, inf},
		{"Log", Log, -1, nan}, {"Log", Log, -inf, nan}, {"Log", Log, nan, nan}, {"Log", Log, 2, math.Ln2},
		{"Softplus", Softplus, 0, math.Ln2}, {"Softplus", Softplus, inf, inf}, {"Softplus", Softplus, nan, nan},
		{"Softplus", Softplus, -inf, Exp(-708)}, {"Softplus", Softplus, 1000, 1000},
		{"Tanh", Tanh, 0, 0}, {"Tanh", Tanh, minus0, minus0}, {"Tanh", Tanh, inf, 1}, {"Tanh", Tanh, -inf, -1}, {"Tanh", Tanh, nan, nan},
		{"Tanh", Tanh, 1e-300, 1e-300}, {"Tanh", Tanh, 30, 1},
		{"Atanh", Atanh, 0, 0}, {"Atanh", Atanh, minus0, minus0}, {"Atanh", Atanh, 1, inf}, {"Atanh", Atanh, -1, -inf},
		{"Atanh", Atanh, 1.5, nan}, {"Atanh", Atanh, -1.5, nan}, {"Atanh", Atanh, nan, nan}, {"Atanh", Atanh, 1e-300, 1e-300},
		{"Logit", Logit, 0, -inf}, {"Logit", Logit, 1, inf}, {"Logit", Logit, 0.5, 0}, {"Logit", Logit, -0.1, nan},
		{"Logit", Logit, 1.1, nan}, {"Logit", Logit, nan, nan},
		{"Log1p", Log1p, 0, 0}, {"Log1p", Log1p, inf, inf}, {"Log1p", Log1p, nan, nan}, {"Log1p", Log1p, math.MaxFloat64, Log(math.MaxFloat64)},
		{"Sinh", Sinh, 0, 0}, {"Sinh", Sinh, minus0, minus0}, {"Sinh", Sinh, nan, nan},
		{"sin", sin, 0, 0}, {"sin", sin, minus0, minus0}, {"sin", sin, inf, nan}, {"sin", sin, 1e300, nan}, {"sin", sin, nan, nan},
		{"cos", cos, 0, 1}, {"cos", cos, minus0, 1}, {"cos", cos, -inf, nan}, {"cos", cos, nan, nan},
		{"Atan", Atan, 0, 0}, {"Atan", Atan, minus0, minus0}, {"Atan", Atan, inf, math.Pi / 2}, {"Atan", Atan, -inf, -math.Pi / 2},
		{"Atan", Atan, 1, math.Pi / 4}, {"Atan", Atan, nan, nan},
		{"NormalQuantile", NormalQuantile, 0.5, 0}, {"NormalQuantile", NormalQuantile, 0, -inf}, {"NormalQuantile", NormalQuantile, 1, inf},
		{"NormalQuantile", NormalQuantile, -1, -inf}, {"NormalQuantile", NormalQuantile, 2, inf}, {"NormalQuantile", NormalQuantile, nan, nan},
		{"Sigmoid", Logistic, 0, 0.5}, {"Sigmoid", Logistic, inf, 1}, {"Sigmoid", Logistic, nan, nan},
	}
	for _, test := range tests {
		sameBits(t, test.name, []float64{test.f(test.x)}, []float64{test.want})
	}
}

func TestInverses(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	for range 20000 {
		x := 10*r.Float64() - 5
		for name, back := range map[string]float64{
			"Log(Exp)":       Log(Exp(x)),
			"Atanh(Tanh)":    Atanh(Tanh(x)),
			"Logit(Sigmoid)": Logit(Logistic(x)),
		} {
			// Where a function is flat, an ulp of its value is worth 1/f′ of its argument; e^2|x| covers all three.
			if math.Abs(back-x) > 1e-15*math.Exp(2*math.Abs(x)) {
				t.Fatalf("%s: %v comes back as %v", name, x, back)
			}
		}
	}
}

func TestSigmoidShape(t *testing.T) {
	var x []float64
	for v := -800.0; v <= 800; v += 0x1p-7 {
		x = append(x, v)
	}
	s := make([]float64, len(x))
	Sigmoid(s, x)
	for i := range s {
		if !(s[i] >= 0 && s[i] <= 1) {
			t.Fatalf("σ(%v) = %v", x[i], s[i])
		}
		if i > 0 && s[i] < s[i-1] {
			t.Fatalf("σ falls from %v to %v at %v", s[i-1], s[i], x[i])
		}
		if sum := s[i] + s[len(s)-1-i]; math.Abs(sum-1) > 0x1p-52 {
			t.Fatalf("σ(%v) + σ(%v) = %v", x[i], -x[i], sum)
		}
	}
}

func TestRectifyValues(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	x := []float64{2, 0, math.Copysign(0, -1), -3, inf, -inf, nan}
	tests := []struct {
		slope      float64
		want, grad []float64
	}{
		{0, []float64{2, 0, 0, 0, inf, 0, nan}, []float64{1, 0, 0, 0, 1, 0, 0}},
		{0.5, []float64{2, 0, 0, -1.5, inf, -inf, nan}, []float64{1, 0.5, 0.5, 0.5, 1, 0.5, 0.5}},
		{-1, []float64{2, 0, 0, 3, inf, inf, nan}, []float64{1, -1, -1, -1, 1, -1, -1}},
	}
	for _, test := range tests {
		got := make([]float64, len(x))
		Rectify(got, x, test.slope)
		sameBits(t, "Rectify", got, test.want)
		for i := range got {
			got[i] = 1
		}
		RectifyGrad(got, x, test.slope)
		sameBits(t, "RectifyGrad", got, test.grad)
	}
	got := []float64{-3, inf, nan, -inf}
	RectifyGrad(got, []float64{-1, -1, -1, 0}, 0)
	sameBits(t, "RectifyGrad with slope 0", got, []float64{0, 0, 0, 0})
}
