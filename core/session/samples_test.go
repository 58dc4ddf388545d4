package session

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"saddle/core/data"
	"saddle/core/figure"
	"saddle/core/rng"
	"saddle/core/snapshot"
	"saddle/core/table"
)

// correlated is CSV text of n correlated rows of d numbers, with a header.
func correlated(n, d int) string {
	r := rng.New(9, "test")
	z := make([]float64, d)
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(strings.Repeat("x,", d), ",") + "\n")
	for range n {
		r.Normals(z)
		for j := range z {
			if j > 0 {
				z[j] = 0.6*z[j-1] + 0.8*z[j]
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "%.6g", z[j])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// give hands the samples of a text over, as the page does: read, or refused.
func give(t *testing.T, s *Session, id int, name, text string) {
	t.Helper()
	set, err := setOf(text)
	if err != nil {
		do(t, s, fmt.Sprintf("data refused %d %s\n%s", id, name, err))
		return
	}
	do(t, s, fmt.Sprintf("data rows %d %s\n%s", id, name, set.Encode()))
}

func setOf(text string) (*data.Set, error) {
	var r data.Reader
	if err := r.Read([]byte(text)); err != nil {
		return nil, err
	}
	return r.Close()
}

// someOf makes samples of some columns of a text.
func someOf(t *testing.T, text string, use ...int) string {
	t.Helper()
	var p table.Parser
	p.Write([]byte(text))
	for p.Next() {
	}
	found, problem := p.Table()
	if problem != "" {
		t.Fatal(problem)
	}
	set, _, err := data.FromTable(found, use)
	if err != nil {
		t.Fatal(err)
	}
	return string(set.Encode())
}

func TestOwnSamples(t *testing.T) {
	s := New("speed=max&d=7&eps=0&phi=identity")
	do(t, s, "play")
	give(t, s, 1, "my file.csv", correlated(500, 3))
	snap := s.Snapshot()
	if snap.D != 3 || snap.Status != snapshot.Running || len(snap.Problems) > 0 || snap.Error != "" || snap.Data != "500 × 3 numbers of my file.csv." || snap.DataLoad != 1 || snap.DataTaken != -1 {
		t.Fatalf("%+v", snap)
	}
	if n := len(snap.View.Target) / 2; n != 500 {
		t.Errorf("%d samples are shown of 500", n)
	}
	if n := len(snap.View.Generated) / 2; n != 500 {
		t.Errorf("%d generated samples are shown beside 500", n)
	}
	if want := 0.48; math.Abs(snap.SigmaStar[2]/snap.SigmaStar[0]-0.36) > 0.15 || math.Abs(snap.SigmaStar[1]-0.6) > want {
		t.Errorf("Σ̂ = %v", snap.SigmaStar)
	}
	drain(s, 0, 600)
	if snap = s.Snapshot(); !(snap.TV < 0.05) || !(snap.TVFloor < 0.05) {
		t.Errorf("after %v steps at total variation %v from the samples' law, the floor at %v", snap.Step, snap.TV, snap.TVFloor)
	}
	if !strings.Contains(snap.Permalink, "target=data&data=500x3-") {
		t.Errorf("the permalink is %s", snap.Permalink)
	}

	// They stay when other parameters change, and while another target is looked at.
	do(t, s, "set etaD 1", "set target ill", "set target data")
	if again := s.Snapshot(); again.Status != snapshot.Running || again.D != 3 || again.Data != snap.Data {
		t.Errorf("after a change: %s, d = %d, %q", again.Status, again.D, again.Data)
	}
	// d follows them.
	do(t, s, "set d 5")
	if again := s.Snapshot(); again.D != 3 || len(again.Problems) != 1 || !strings.Contains(again.Problems[0], "the number of columns") {
		t.Errorf("d = 5 gives d = %d, %q", again.D, again.Problems)
	}
}

func TestBadSamplesChangeNothing(t *testing.T) {
	s := New("d=2")
	before := s.Snapshot().Query
	for text, want := range map[string]string{
		"1,2\n3,x\n":             "there is 1 row of 2 numbers; expected at least 3 rows, or they fill no volume",
		"":                       "there are no numbers; expected a row of them on each line",
		"1,2\n2,1\n":             "there are 2 rows of 2 numbers; expected at least 3 rows, or they fill no volume",
		"5\n5\n5\n":              "column 1 is always 5; expected numbers that vary",
		"1,2\n2,4\n3,6\n-1,-2\n": "column 2 follows from the columns before it; expected columns of which none is a combination of others",
	} {
		give(t, s, 4, "a.csv", text)
		snap := s.Snapshot()
		if len(snap.Problems) != 1 || snap.Problems[0] != "data=a.csv is not taken: "+want+"." || snap.Query != before || snap.Status != snapshot.Paused || snap.DataTaken != -2 {
			t.Errorf("%q: %q, %s, %s", text, snap.Problems, snap.Query, snap.Status)
		}
	}
	for _, bad := range []string{"data", "data rows x", "data rows 1 a\nSADT", "data fly", "data rows 1"} {
		if s.Do(bad) == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

func TestValuesOutsideTheActivation(t *testing.T) {
	s := New("phi=relu")
	give(t, s, 1, "a.csv", "x,y\n1,2\n0,0.5\n-0.25,3\n2,2\n")
	snap := s.Snapshot()
	if want := "There is no run on a.csv: line 4, “x”: -0.25 is not a value of this activation; expected numbers of at least 0, or another activation."; snap.Status != snapshot.Failed || snap.Error != want || snap.DataTaken != -3 {
		t.Errorf("%s: %q", snap.Status, snap.Error)
	}
	do(t, s, "play", "step 3", "step 1 generator")
	if n := drain(s, 1000, 10); n != 0 || s.Steps() != 0 {
		t.Errorf("%d steps of a run that cannot be", n)
	}
	do(t, s, "set phi leaky")
	if n := drain(s, 1000, 1); n != 1 || s.Status() != snapshot.Running {
		t.Errorf("with another activation: %d steps, %s", n, s.Status())
	}
}

// A link to a moment of a run on samples asks for them, and with them shows that moment, bit for bit.
func TestLinkWaitsForItsSamples(t *testing.T) {
	text := correlated(300, 2)
	sender := New("phi=leaky&seed=5")
	give(t, sender, 1, "a.csv", text)
	do(t, sender, "step 37")
	drain(sender, 0, 1e6)
	sent := sender.Snapshot()

	reader := New(sent.Permalink)
	snap := reader.Snapshot()
	if want := sent.Permalink[strings.Index(sent.Permalink, "300x2-"):][:len("300x2-12345678")]; snap.DataAsked != want || sent.DataAsked != "" {
		t.Errorf("it asks for %q, want %q", snap.DataAsked, want)
	}
	if snap.Status != snapshot.Failed || !strings.Contains(snap.Error, "choose their file again") || snap.Progress != 1 || snap.View.Layers != nil || snap.Handles != nil {
		t.Fatalf("%s, progress %v: %q", snap.Status, snap.Progress, snap.Error)
	}
	give(t, reader, 1, "renamed.csv", strings.ReplaceAll(text, "\n", "\r\n"))
	drain(reader, 0, 1e6)
	got := reader.Snapshot()
	if got.Step != 37 || len(got.Problems) > 0 || !slices.Equal(got.W, sent.W) || !slices.Equal(got.Sigma, sent.Sigma) || !slices.Equal(got.SigmaStar, sent.SigmaStar) ||
		!bytes.Equal(got.Encode(nil, snapshot.ForStage), sent.Encode(nil, snapshot.ForStage)) {
		t.Errorf("the moment differs: step %v, TV %v, sent step %v, TV %v", got.Step, got.TV, sent.Step, sent.TV)
	}

	other := New(sent.Permalink)
	give(t, other, 1, "b.csv", correlated(301, 2))
	if snap := other.Snapshot(); snap.Status != snapshot.Paused || len(snap.Problems) != 1 || !strings.Contains(snap.Problems[0], "another sample (301x2-") {
		t.Errorf("other samples: %s %q", snap.Status, snap.Problems)
	}
}

func TestMeanIsTold(t *testing.T) {
	var far strings.Builder
	for i := range 100 {
		fmt.Fprintf(&far, "%d,%d\n", 1000+i%7, i%5-2)
	}
	s := New("phi=identity&centre=off")
	give(t, s, 1, "", far.String())
	if d := s.Snapshot().Data; !strings.Contains(d, "column 1 has mean 1\u202f000") || !strings.Contains(d, "unless the mean is subtracted") {
		t.Errorf("%q", d)
	}
	do(t, s, "set centre ")
	if d := s.Snapshot().Data; d != "100 × 2 numbers." {
		t.Errorf("centred: %q", d)
	}
}

// What is shown of many samples is some of them.
func TestShownRows(t *testing.T) {
	s := New("points=50")
	give(t, s, 1, "", correlated(400, 1))
	if n := len(s.Snapshot().View.Target) / 2; n != 50 {
		t.Errorf("%d samples are shown, want 50", n)
	}
}

// Two blobs have a nearest Gaussian like any cloud, and a run finds it; the words say that it is not the samples' law, with
// both numbers. A cloud's say nothing of the kind.
func TestBlobsAreNoLawOfTheGenerator(t *testing.T) {
	r := rng.New(4, "test")
	var blobs strings.Builder
	for i := range 300 {
		side := float64(2*(i%2) - 1)
		fmt.Fprintf(&blobs, "%.4f,%.4f\n", side+0.1*r.Normal(), side+0.1*r.Normal())
	}
	for text, misfit := range map[string]bool{blobs.String(): true, correlated(300, 2): false} {
		s := New("phi=identity&eps=0.03&speed=max")
		give(t, s, 1, "a.csv", text)
		if m := s.Snapshot().Misfit; len(m) != 0 {
			t.Fatalf("before the test is done: %v", m)
		}
		for s.Theorise() {
		}
		begin := s.Snapshot()
		if len(begin.Misfit) != len(snapshot.MisfitColumns) || (begin.Misfit[0] > 0.6) != misfit || (begin.Misfit[0] > 0) != misfit {
			t.Errorf("the misfit is %v", begin.Misfit)
		}
		do(t, s, "play")
		drain(s, 0, 3000)
		end := s.Snapshot()
		if end.Status != snapshot.Converged || !(end.TV < 0.03) {
			t.Errorf("it ends %s at %v", end.Status, end.TV)
		}
		if got := strings.Contains(figure.Sentence(end), "Your samples are at least 0."); got != misfit {
			t.Errorf("%q", figure.Sentence(end))
		}
		if got := strings.HasPrefix(figure.Sentence(end), "Converged"); got == misfit {
			t.Errorf("%q", figure.Sentence(end))
		}
		if got := strings.Contains(end.Data, "With 95\u202f% confidence they are at least 0."); got != misfit || !strings.Contains(end.Data, "150 held-out rows") {
			t.Errorf("%q", end.Data)
		}
		// Another law is tested anew.
		do(t, s, "set centre off")
		if m := s.Snapshot().Misfit; len(m) != 0 {
			t.Errorf("after a change, before the test: %v", m)
		}
	}
}

const people = "no,height,span,kind,age\n1,171.5,173,a,30\n2,168,165.5,b,41\n3,180.25,184,a,25\n4,175,,b,62\n5,160.5,161,a,18\n6,177,175.5,b,33\n"

func TestCoordinatesAreNamed(t *testing.T) {
	s := New("phi=identity")
	give(t, s, 1, "my people.csv", people)
	if got := s.Snapshot(); got.D != 3 || !slices.Equal(got.Names, []string{"height − mean", "span − mean", "age − mean"}) || got.Data != "5 × 3 numbers of my people.csv." {
		t.Errorf("d = %d, %q, %q", got.D, got.Names, got.Data)
	}
	do(t, s, "set centre off", "set phi leaky")
	if got := s.Snapshot().Names; !slices.Equal(got, []string{"height", "span", "age"}) {
		t.Errorf("not centred: %q", got)
	}
	do(t, s, "set target ill")
	if got := s.Snapshot().Names; got != nil {
		t.Errorf("of another target: %q", got)
	}
}

func TestSamplesAreTakenBack(t *testing.T) {
	s := New("phi=identity&target=ill&seed=4")
	before := s.Snapshot()
	give(t, s, 1, "my people.csv", people)
	first := s.Snapshot()
	do(t, s, "data rows 2 my people.csv\n"+someOf(t, people, 1, 4))
	chosen := s.Snapshot()
	do(t, s, "data back")
	if got := s.Snapshot(); got.Query != first.Query || got.Data != first.Data || got.D != 3 {
		t.Errorf("taken back: %s, %q", got.Query, got.Data)
	}
	do(t, s, "data back")
	if got := s.Snapshot(); got.Query != chosen.Query || got.Data != chosen.Data {
		t.Errorf("and again: %s, %q", got.Query, got.Data)
	}
	// The page's own undo asks for the parameters of before; the samples come with them.
	do(t, s, "set data "+first.Query[strings.Index(first.Query, "data=5x3")+5:][:len("5x3-12345678")])
	if got := s.Snapshot(); got.D != 3 || got.Error != "" || got.Data != first.Data {
		t.Errorf("by its fingerprint: %s %s %q", got.Query, got.Error, got.Data)
	}
	t2 := New("phi=identity&target=ill&seed=4")
	do(t, t2, "data back") // nothing to go back to
	give(t, t2, 1, "", people)
	do(t, t2, "data back")
	if got := t2.Snapshot(); got.Query != before.Query || got.Data != "" || got.Names != nil {
		t.Errorf("back at the target before: %s, want %s", got.Query, before.Query)
	}
}

// Columns of different scales have a scale for each axis, and hands find the same places on it; columns of like scales have one.
func TestAxesHaveScales(t *testing.T) {
	r := rng.New(6, "test")
	var wide, alike strings.Builder
	for range 200 {
		x, y := r.Normal(), r.Normal()
		fmt.Fprintf(&wide, "%.4f,%.4f\n", x, 14*(0.6*x+0.8*y))
		fmt.Fprintf(&alike, "%.4f,%.4f\n", x, 2*(0.6*x+0.8*y))
	}
	s := New("phi=identity&layers=arrows")
	give(t, s, 1, "", alike.String())
	if e := s.Snapshot().View.Extent; e[1]-e[0] != e[3]-e[2] {
		t.Errorf("columns alike: %v", e)
	}
	give(t, s, 2, "", wide.String())
	snap := s.Snapshot()
	e := snap.View.Extent
	if q := (e[3] - e[2]) / (e[1] - e[0]); q < 11 || q > 17 {
		t.Errorf("the vertical axis is %.2f times as long, the deviations 14 times: %v", q, e)
	}
	outside := 0
	for k := 0; k < len(snap.View.Target); k += 2 {
		if x, y := float64(snap.View.Target[k]), float64(snap.View.Target[k+1]); x < e[0] || x > e[1] || y < e[2] || y > e[3] {
			outside++
		}
	}
	if outside > 4 {
		t.Errorf("%d samples are outside", outside)
	}
	// The tips of W stand where they are, and a zoom about a place keeps it and the scales.
	for k := 0; k < len(snap.Handles); k += len(snapshot.HandleColumns) {
		h := snap.Handles[k:]
		if x, y := s.display.at(h[2], h[3]); math.Abs(x-h[4]) > 1e-9*(e[1]-e[0]) || math.Abs(y-h[5]) > 1e-9*(e[3]-e[2]) {
			t.Errorf("the tip of column %v is at %v, %v, shown at %v, %v", h[1], h[4], h[5], x, y)
		}
	}
	x, y := s.display.at(0.3, 0.8)
	do(t, s, "zoom 2 0.3 0.8")
	z := s.Snapshot().View.Extent
	if x2, y2 := s.display.at(0.3, 0.8); math.Abs(x2-x) > 2e-3*(e[1]-e[0]) || math.Abs(y2-y) > 2e-3*(e[3]-e[2]) {
		t.Errorf("a zoom moves %v, %v to %v, %v", x, y, x2, y2)
	}
	if math.Abs((z[1]-z[0])*2/(e[1]-e[0])-1) > 1e-3 || math.Abs((z[3]-z[2])*2/(e[3]-e[2])-1) > 1e-3 {
		t.Errorf("from %v a zoom by 2 shows %v", e, z)
	}
	do(t, s, "pan 0.25 -0.5")
	if p := s.Snapshot().View.Extent; math.Abs((p[0]-z[0])/(z[1]-z[0])+0.25) > 2e-3 || math.Abs((p[2]-z[2])/(z[3]-z[2])+0.5) > 2e-3 {
		t.Errorf("from %v a pan shows %v", z, p)
	}
}
