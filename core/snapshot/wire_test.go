package snapshot

import (
	"encoding/binary"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"saddle/core/gan"
)

func sample() *Snapshot {
	m := func(v float64) []float64 { return []float64{v, 1, 2, 3} }
	return &Snapshot{
		Revision: 7, Query: "phi=relu&d=2", Status: Running, Error: "", Sentence: "After 1 280 samples …", Permalink: "at=3",
		Problems: []string{"one", "two, with a comma"}, Values: []string{"d=2"}, Data: "150 × 4", Names: []string{"height", "span"}, DataAsked: "3x2-01234567", DataLaw: "the law of your samples", Misfit: m(0.3), DataLoad: 2, DataTaken: 99, Engine: "SIMD", SVG: "<svg/>",
		Step: 3, Samples: 1280, Progress: 1, TV: 0.1, JS: 0.2, KL: math.Inf(1), ReverseKL: 0.4, Hellinger: 0.5,
		TVError: 0.01, JSError: 0.02, KLError: 0.03, ReverseKLError: 0.04, HellingerError: 0.05, TVLastError: 0.06, TVBound: 0.11, TVLow: 0.001, TVHigh: 0.9, TVPinsker: 0.8, TVFloor: 0.6, Floor: []float64{5, 4, 6, 3, 7}, FloorKnown: true, Eps: 0.01, Averaged: true, Reach: 4900, BestMethod: "0.01", TVLast: 0.7, Value: -1.3, EtaD: 2, EtaG: 0.25,
		D: 2, W: m(1), WStar: m(2), Sigma: m(3), SigmaLast: m(4), SigmaStar: m(5), A: m(6), B: 7,
		Ahead: 9, Pending: 1, Slow: true, CanUndo: true, CanRedo: true, Past: "1  d=3", ByHand: true, Turn: Discriminator, Batch: 64, Fakes: 256, Narration: "Discriminator …", GeneratorLoss: -0.7, Blind: -1.4,
		Branch: 2, Curve: make([]float64, 2*len(CurveColumns)), CurveFrom: 5, CurveNow: make([]float64, len(CurveColumns)),
		Trail: make([]float64, 3*(len(TrailColumns)+2)), TrailFrom: 6, TrailNow: make([]float64, len(TrailColumns)+2),
		Bilevel: make([]float64, 10), Response: m(0.3), Surface: m(0.35), Plateau: make([]float64, len(PlateauColumns)), Idle: []string{"slope for the leaky ReLU"}, Marks: []string{"etaG=1.5 edge"}, Cloud: m(0.2), Heat: make([]float64, len(HeatColumns)), Gauge: make([]float64, len(GaugeColumns)), Robust: make([]float64, len(RobustColumns)),
		Verdict: make([]float64, len(VerdictColumns)), WhiteNoise: m(0.7), Power: make([]float64, 4*len(PowerColumns)),
		Zoomed: true, Handles: make([]float64, len(HandleColumns)), Masses: make([]float64, len(MassColumns)), Probe: make([]float64, len(ProbeColumns)), ProbeWords: "D = 0.5",
		View: View{Phi: gan.NewActivation(gan.Leaky, 0.3, nil), Star: gan.NewActivation(gan.Piecewise, 0, []float64{-1, -1, 0.1, 0, 2, 1.0 / 3}), Sees: 1, Axes: []float64{1, 2}, Layers: []string{"target", "field"}, Shift: 0.3, Extent: [4]float64{-1, 3, 0, 4}, Faces: []float64{1, 0, 3, 4, 5}, Rest: []float32{1, 2, 3}, Trails: []float32{1, 2, 3, 4},
			Cut: [4]float64{1, 2, 3, 4}, Rows: m(7), RowsStar: m(8), Cov: [3]float64{1, 2, 3}, CovStar: [3]float64{4, 5, 6}, CovOther: [3]float64{7, 8, 9}, OtherName: "average",
			Target: []float32{1, 2, 3, 4, 5, 6}, Generated: []float32{6, 5}},
	}
}

func TestRoundTrip(t *testing.T) {
	s := sample()
	got, err := Decode(s.Encode(nil, ForPage|ForStage))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, s) {
		t.Errorf("decoded\n%+v\nwant\n%+v", got, s)
	}
}

// Every field of Snapshot and View must be in the table of sections, or a reader would not get it.
func TestEveryFieldTravels(t *testing.T) {
	s := sample()
	filled := func(v any) {
		r := reflect.ValueOf(v).Elem()
		for i := range r.NumField() {
			if f := r.Type().Field(i); r.Field(i).IsZero() && f.Name != "Error" {
				t.Errorf("the sample leaves %s zero, so the round trip says nothing of it", f.Name)
			}
		}
	}
	filled(s)
	filled(&s.View)
}

func TestAudiences(t *testing.T) {
	s := sample()
	stage, err := Decode(s.Encode(nil, ForStage))
	if err != nil {
		t.Fatal(err)
	}
	if stage.W != nil || stage.Curve != nil || stage.SVG != "" || stage.View.Target == nil {
		t.Error("the stage gets the view and no matrices")
	}
	page, err := Decode(s.Encode(nil, ForPage))
	if err != nil {
		t.Fatal(err)
	}
	if page.View.Target != nil || page.W == nil || page.View.Extent != s.View.Extent {
		t.Error("the page gets the matrices and the extent, but no points")
	}
}

// A reader who has some rows gets the others, and none if it has more than there are.
func TestSince(t *testing.T) {
	for have, want := range map[int]int{0: 2, 1: 1, 2: 0, 7: 0} {
		s := sample()
		curve := len(s.Bilevel)
		s.Since(have, 3, have*curve/2, have*len(s.Power)/2)
		if rows := len(s.Curve) / len(CurveColumns); rows != want || int(s.CurveFrom) != 2-want || len(s.Trail) != 0 || s.TrailFrom != 3 {
			t.Errorf("to %d rows come %d, from row %v on", have, rows, s.CurveFrom)
		}
		if (s.Response == nil) != (have > 0) || (s.Surface == nil) != (have > 0) || (s.WhiteNoise == nil) != (have > 0) {
			t.Errorf("what stays the same over a run comes with row %d", have)
		}
		if (s.Bilevel == nil) != (have == 2) || (s.Power == nil) != (have == 2) {
			t.Errorf("of %d numbers of the bilevel curve to a reader who has %d come %d", curve, have*curve/2, len(s.Bilevel))
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	good := sample().Encode(nil, ForPage|ForStage)
	change := func(at int, b byte) []byte {
		c := append([]byte(nil), good...)
		c[at] = b
		return c
	}
	for name, data := range map[string][]byte{
		"nothing":         nil,
		"another magic":   change(0, 'X'),
		"another version": change(4, 9),
		"cut in a header": good[:headerSize+4],
		"cut in the data": good[:len(good)-8],
		"a wrong type":    change(headerSize, typeText),
		"a huge section":  change(headerSize+11, 0xff),
	} {
		if _, err := Decode(data); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: error %v, want ErrFormat", name, err)
		}
	}
}

// A reader in a hurry finds the revision at its place.
func TestRevisionComesFirst(t *testing.T) {
	for _, to := range []Audience{ForPage, ForStage} {
		data := sample().Encode(nil, to)
		if got := math.Float64frombits(binary.LittleEndian.Uint64(data[headerSize+sectionSize+len("revision"):])); got != 7 {
			t.Errorf("for audience %d it reads %v", to, got)
		}
	}
}

func TestUnknownSectionsAreSkipped(t *testing.T) {
	data := appendText(sample().Encode(nil, ForStage), "news", "of a later writer")
	binary.LittleEndian.PutUint16(data[6:], binary.LittleEndian.Uint16(data[6:])+1)
	got, err := Decode(data)
	if err != nil || got.View.Phi != sample().View.Phi {
		t.Errorf("%v, %+v", err, got)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(sample().Encode(nil, ForPage))
	f.Add(sample().Encode(nil, ForStage))
	f.Add([]byte(magic + strings.Repeat("\x01", 40)))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Decode(data)
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Fatalf("error %v is not ErrFormat", err)
			}
			return
		}
		first := s.Encode(nil, ForPage|ForStage)
		again, err := Decode(first)
		if err != nil {
			t.Fatalf("what was decoded does not encode: %v", err)
		}
		if second := again.Encode(nil, ForPage|ForStage); string(second) != string(first) {
			t.Fatal("a second round trip changes the bytes")
		}
	})
}

// Target samples that come again are one list; others, and all that moves, are not.
func TestReaderKnowsTheTargetAgain(t *testing.T) {
	var r Reader
	decode := func(s *Snapshot) *Snapshot {
		t.Helper()
		got, err := r.Decode(s.Encode(nil, ForStage))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	s := sample()
	a, b := decode(s), decode(s)
	if &a.View.Target[0] != &b.View.Target[0] || &a.View.Generated[0] == &b.View.Generated[0] {
		t.Error("the same target is two lists, or two generated clouds are one")
	}
	if !reflect.DeepEqual(a, b) {
		t.Error("the second snapshot differs")
	}
	whole, held := s.Encode(nil, ForStage), s.Encode(nil, ForStage|Held)
	if c, err := r.Decode(held); err != nil || !reflect.DeepEqual(c, a) || &c.View.Target[0] != &a.View.Target[0] {
		t.Error("the target that stayed behind is not that of the snapshot before")
	}
	if len(whole)-len(held) < 4*len(s.View.Target) {
		t.Errorf("without the target a snapshot has %d bytes of %d", len(held), len(whole))
	}
	if c, err := Decode(held); err != nil || c.View.Target != nil {
		t.Error("a reader of its own knows a target that it never had")
	}
	s.View.Target = append([]float32(nil), s.View.Target...)
	s.View.Target[3]++
	if c := decode(s); c.View.Target[3] != s.View.Target[3] || a.View.Target[3] == c.View.Target[3] {
		t.Error("another target is shown as the one before, or changes it")
	}
	s.View.Target = nil
	if c := decode(s); len(c.View.Target) != 0 {
		t.Error("no target is shown as the one before")
	}
}
