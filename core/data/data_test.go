package data

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"saddle/core/gan"
	"saddle/core/rng"
)

func read(text string) (*Set, error) {
	var r Reader
	if err := r.Read([]byte(text)); err != nil {
		return nil, err
	}
	return r.Close()
}

func must(t *testing.T, text string) *Set {
	t.Helper()
	s, err := read(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func numbers(s *Set) (all []float64) {
	for i := range s.Rows() {
		for _, v := range s.Row(i) {
			all = append(all, float64(v))
		}
	}
	return all
}

// What package table finds in a text becomes the rows; what keeps them from being samples is said.
func TestRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                   "there are no numbers; expected a row of them on each line",
		"1.5,\n,3\n2,\n,4\n": "no row has a number in every column; expected rows of numbers",
		"PK\x03\x04":         "it is a packed file, such as a spreadsheet's .xlsx or .ods; save the sheet as CSV and give that",
	} {
		if _, err := read(text); err == nil || err.Error() != want {
			t.Errorf("%.40q: error %v, want %s", text, err, want)
		}
	}
}

// A column far from 0 is centred in double precision before it is rounded to single, so that its law is the true one; any
// other is kept as it is, and so are fingerprints.
func TestFarFromZero(t *testing.T) {
	s := must(t, "t,v\n1700000003,0.3\n1700000011,1.1\n1700000007,-0.7\n1700000020,0.2\n")
	if s.Offset(0) != 1700000011.5 || s.Offset(1) != 0 || s.Mean(0) != 1700000010.25 {
		t.Errorf("offsets %v and %v, mean %v", s.Offset(0), s.Offset(1), s.Mean(0))
	}
	for _, centre := range []bool{true, false} {
		l, err := s.Fit(gan.NewActivation(gan.Identity, 0, nil), centre)
		if err != nil {
			t.Fatal(err)
		}
		want := 39.6875 // of 3, 11, 7, 20
		if !centre {
			want += 1700000010.25 * 1700000010.25
		}
		if got := l.Covariance()[0]; math.Abs(got-want) > 1e-14*want {
			t.Errorf("centred %v: variance %v, want %v", centre, got, want)
		}
		x := make([]float64, 2)
		if l.Row(x, 3); !centre && x[0] != 1700000020 || centre && x[0] != 9.75 {
			t.Errorf("centred %v: row 4 is %v", centre, x)
		}
	}
	if other := must(t, "t,v\n1700000103,0.3\n1700000111,1.1\n1700000107,-0.7\n1700000120,0.2\n"); other.Fingerprint() == s.Fingerprint() {
		t.Error("numbers that are 100 apart have one fingerprint")
	}
	_, err := must(t, "1700000003,1\n1700000011,-1\n1700000007,2\n").Fit(gan.NewActivation(gan.Tanh, 0, nil), false)
	if err == nil || !strings.HasPrefix(err.Error(), "line 1, column 1: 1700000003 is not a value of this activation") {
		t.Errorf("out of range: %v", err)
	}
	if err := must(t, "1e-34,2\n2e-34,3\n5e-34,1\n").Check(); err == nil || err.Error() != "the numbers of column 1 are smaller than 1e-30; expected another unit" {
		t.Errorf("too small: %v", err)
	}
}

// However a text is cut into pieces, the rows and the fingerprint are the same.
func TestPieces(t *testing.T) {
	text := "\xef\xbb\xbfx,y\r\n1,2\r\n# c\r\n3.25,-4e2\r\n\r\n5,6"
	want := must(t, text)
	for size := 1; size < len(text); size++ {
		var r Reader
		for at := 0; at < len(text); at += size {
			if err := r.Read([]byte(text[at:min(at+size, len(text))])); err != nil {
				t.Fatalf("pieces of %d: %v", size, err)
			}
		}
		s, err := r.Close()
		if err != nil || s.Fingerprint() != want.Fingerprint() {
			t.Errorf("pieces of %d: %v", size, err)
		}
	}
	if other := must(t, "1,2\n3.25,-400\n5,6.0\n"); other.Fingerprint() != want.Fingerprint() {
		t.Error("the same numbers in another format have another fingerprint")
	}
	if other := must(t, "1,2\n3.25,-400\n5,7\n"); other.Fingerprint() == want.Fingerprint() {
		t.Error("other numbers have the same fingerprint")
	}
}

func TestFingerprint(t *testing.T) {
	// FNV-1a by words over the bits of the float32s, folded to 32 bits: links that were made stay good.
	if got, want := must(t, "1,2\n3,4\n5,6").Fingerprint(), "3x2-a4012528"; got != want {
		t.Errorf("fingerprint %s, want %s", got, want)
	}
}

// blocks of a set must not matter: rows on both sides of a block's end are what was read.
func TestManyBlocks(t *testing.T) {
	var r Reader
	n := 3*blockSize/2 + 7
	for i := range n {
		if err := r.Read(fmt.Appendf(nil, "%d.5,%d\n", i, -i)); err != nil {
			t.Fatal(err)
		}
	}
	s, err := r.Close()
	if err != nil || s.Rows() != n {
		t.Fatalf("%d rows, %v", s.Rows(), err)
	}
	for i := range n {
		if row := s.Row(i); row[0] != float32(i)+0.5 || row[1] != float32(-i) {
			t.Fatalf("row %d is %v", i, row)
		}
	}
}

// simulate returns n rows of φ(Wz) as a Set, and Σ.
func simulate(t *testing.T, phi gan.Activation, w []float64, d, n int) (s *Set, sigma []float64) {
	t.Helper()
	r := rng.New(1, "test")
	set := new(Set)
	z, y, row := make([]float64, d), make([]float64, d), make([]float32, d)
	for line := range n {
		r.Normals(z)
		for i := range d {
			y[i] = 0
			for j := range d {
				y[i] += w[i*d+j] * z[j]
			}
			row[i] = float32(phi.At(y[i]))
		}
		set.add(row, line+1)
	}
	set.seal()
	sigma = make([]float64, d*d)
	for i := range d {
		for j := range d {
			for k := range d {
				sigma[i*d+j] += w[i*d+k] * w[j*d+k]
			}
		}
	}
	return set, sigma
}

// The fit finds the covariance that made the samples, to within what n rows allow: 4 standard errors of about √(2/n)
// for each entry of a correlation, and three times that where φ cuts off (the price table of the ReLU).
func TestFitFindsTheLaw(t *testing.T) {
	const d, n = 3, 40_000
	w := []float64{1.2, 0, 0, 0.9, 0.8, 0, -0.5, 0.3, 0.7}
	for _, phi := range []gan.Activation{
		gan.NewActivation(gan.Identity, 0, nil), gan.NewActivation(gan.Leaky, 0.2, nil), gan.NewActivation(gan.Tanh, 0, nil), gan.NewActivation(gan.Cubic, 0, nil),
		gan.NewActivation(gan.ReLU, 0, nil), gan.NewActivation(gan.HardTanh, 0, nil), gan.NewActivation(gan.Piecewise, 0, []float64{-1, -1, -0.2, -0.3, 0.4, -0.3, 1, 1}),
	} {
		s, sigma := simulate(t, phi, w, d, n)
		l, err := s.Fit(phi, false)
		if err != nil {
			t.Errorf("%s: %v", phi.Name(), err)
			continue
		}
		price := 1.0
		if !phi.Bijective() {
			price = 3
		}
		for i := range d {
			for j := range d {
				size := math.Sqrt(sigma[i*d+i] * sigma[j*d+j])
				if e := math.Abs(l.Covariance()[i*d+j]-sigma[i*d+j]) / size; e > 4*price*math.Sqrt(2.0/n) {
					t.Errorf("%s: Σ̂_%d%d is off by %.4f of the deviations", phi.Name(), i+1, j+1, e)
				}
			}
		}
	}
}

// The correlation of a pair is where its log-likelihood, by quadrature, is greatest.
func TestPairDerivative(t *testing.T) {
	flats := []gan.Interval{{Lo: math.Inf(-1), Hi: -0.8}, {Lo: 1.1, Hi: math.Inf(1)}}
	a := []float64{0.3, -2, 0.5, 2, 2, -2, 0.9, -0.1}
	b := []float64{-0.4, 0.7, 2, 2, -0.2, -2, 1, 0.6}
	p := &pairFit{tally: tallied(a, b, flats, flats)}
	likelihood := func(rho float64) float64 {
		sum := 0.0
		rest := 1 - rho*rho
		for k := range a {
			f, g := gan.PieceOf(a[k], flats), gan.PieceOf(b[k], flats)
			mass := func(x float64, flat gan.Interval) float64 {
				phi := func(t float64) float64 { return 0.5 * math.Erfc(-t/math.Sqrt2) }
				return phi((flat.Hi-rho*x)/math.Sqrt(rest)) - phi((flat.Lo-rho*x)/math.Sqrt(rest))
			}
			switch {
			case f < 0 && g < 0:
				sum += -0.5*math.Log(rest) - (a[k]*a[k]-2*rho*a[k]*b[k]+b[k]*b[k])/(2*rest)
			case f < 0:
				sum += math.Log(mass(a[k], flats[g]))
			case g < 0:
				sum += math.Log(mass(b[k], flats[f]))
			default:
				lo, hi, total := math.Max(flats[f].Lo, -9), math.Min(flats[f].Hi, 9), 0.0
				const pieces = 20000
				for i := range pieces {
					x := lo + (hi-lo)*(float64(i)+0.5)/pieces
					total += math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) * mass(x, flats[g]) * (hi - lo) / pieces
				}
				sum += math.Log(total)
			}
		}
		return sum
	}
	for _, rho := range []float64{-0.7, -0.2, 0, 0.4, 0.8} {
		const h = 1e-4
		want := (likelihood(rho+h) - likelihood(rho-h)) / (2 * h)
		if got := p.derivative(rho); math.Abs(got-want) > 1e-5*math.Max(1, math.Abs(want)) {
			t.Errorf("ρ = %v: derivative %v, by differences %v", rho, got, want)
		}
	}
	if rho := p.correlation(); math.Abs(p.derivative(rho)) > 1e-5 {
		t.Errorf("the derivative at the estimate %v is %v", rho, p.derivative(rho))
	}
}

func TestFitRefuses(t *testing.T) {
	relu, tanh, identity := gan.NewActivation(gan.ReLU, 0, nil), gan.NewActivation(gan.Tanh, 0, nil), gan.NewActivation(gan.Identity, 0, nil)
	hard := gan.NewActivation(gan.HardTanh, 0, nil)
	for _, tc := range []struct {
		text, want string
		phi        gan.Activation
	}{
		{"1,2\n\n0,0.5\n-0.25,3\n2,2", "line 4, column 1: -0.25 is not a value of this activation; expected numbers of at least 0, or another activation", relu},
		{"0.1,0.2\n0.3,0.1\n0.2,1.5\n", "line 3, column 2: 1.5 is not a value of this activation; expected numbers greater than -1 and less than 1, or another activation", tanh},
		{"0.1,0.2\n0.3,0.1\n-1,1.5\n", "line 3, column 2: 1.5 is not a value of this activation; expected numbers of at least -1 and at most 1, or another activation", hard},
		{"5\n5\n5\n", "column 1 is always 5; expected numbers that vary", identity},
		{"1,2\n2,4\n3,6\n-1,-2\n", "column 2 follows from the columns before it; expected columns of which none is a combination of others", identity},
		{"x,y\n1,2\n2,4\n3,6\n-1,-2\n", "“y” follows from the columns before it; expected columns of which none is a combination of others", identity},
		{"x,y\n1,2\n0,0.5\n-0.25,3\n2,2", "line 4, “x”: -0.25 is not a value of this activation; expected numbers of at least 0, or another activation", relu},
		{"1,2\n2,3\n", "there are 2 rows of 2 numbers; expected at least 3 rows, or they fill no volume", identity},
	} {
		if _, err := must(t, tc.text).Fit(tc.phi, false); err == nil || err.Error() != tc.want {
			t.Errorf("%q: error %v, want %s", tc.text, err, tc.want)
		}
	}
}

func TestCentring(t *testing.T) {
	s := must(t, "11,1\n9,3\n10,-4\n10,0\n")
	l, err := s.Fit(gan.NewActivation(gan.Identity, 0, nil), true)
	if err != nil {
		t.Fatal(err)
	}
	want := []float64{0.5, -0.5, -0.5, 6.5}
	x := make([]float64, 2)
	if l.Row(x, 0); x[0] != 1 || x[1] != 1 {
		t.Errorf("row 1 less the mean is %v", x)
	}
	for i, v := range l.Covariance() {
		if math.Abs(v-want[i]) > 1e-12 {
			t.Errorf("entry %d of Σ̂ is %v, want %v", i, v, want[i])
		}
	}
}

// A set arrives as it was, and bytes that are none are not taken for one.
func TestSetTravels(t *testing.T) {
	s := must(t, "t,v\n1700000003,0.3\n1700000011,1.1\n\n1700000007,-0.7\n1700000020,0.2\n")
	b := s.Encode()
	got, ok := Decode(b)
	if !ok || got.Fingerprint() != s.Fingerprint() || got.Mean(0) != s.Mean(0) || fmt.Sprint(got.Names(), got.lines, got.least, got.most, numbers(got)) != fmt.Sprint(s.Names(), s.lines, s.least, s.most, numbers(s)) {
		t.Errorf("%v: %+v, want %+v", ok, got, s)
	}
	for n := range b {
		if _, ok := Decode(b[:n]); ok {
			t.Errorf("%d of %d bytes are taken", n, len(b))
		}
	}
	for _, bad := range []string{"", "SADT", strings.Repeat("x", 40)} {
		if _, ok := Decode([]byte(bad)); ok {
			t.Errorf("%q is taken", bad)
		}
	}
	nan := append([]byte(nil), b...)
	copy(nan[len(nan)-4:], "\x00\x00\xc0\x7f")
	if _, ok := Decode(nan); ok {
		t.Error("NaN is taken")
	}
}
