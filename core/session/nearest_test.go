package session

import (
	"math"
	"strings"
	"testing"

	"saddle/core/figure"
)

// TestUnlikeFigure: the target's samples and masses are those of its own activation, the number is that of both laws, and the plateau
// comes with it.
func TestUnlikeFigure(t *testing.T) {
	s := New("star=relu&eps=0&points=400")
	for range 30 {
		s.Take()
	}
	snap := s.Snapshot()
	for i, y := range snap.View.Target {
		if y < 0 {
			t.Fatalf("number %d of the target's samples, which a ReLU made, is %v", i, y)
		}
	}
	figure.Masses(snap)
	if len(snap.Masses) != 15 { // the corner and both lines
		t.Fatalf("%d numbers of masses", len(snap.Masses))
	}
	for at := 0; at < len(snap.Masses); at += 5 {
		if target, generated := snap.Masses[at+3], snap.Masses[at+4]; !(target > 0.01) || generated != 0 {
			t.Errorf("masses %v of the target and %v of a generator without any", target, generated)
		}
	}
	if len(snap.Plateau) == 0 || !(snap.Plateau[0] > 0 && snap.Plateau[0] < 1) || !strings.Contains(figure.BestMethod(snap), "matching moments") {
		t.Errorf("plateau %v, said as %q", snap.Plateau, figure.BestMethod(snap))
	}
	if snap.FloorKnown || snap.Verdict != nil || snap.Bilevel != nil || !math.IsInf(snap.CurveNow[17], 1) {
		t.Error("something is said of the target that the generator cannot come to")
	}
	line := New("star=relu&d=1&eps=0").Snapshot()
	if least := line.Plateau[6]; !(least > 0 && least <= line.Plateau[1]) || math.Abs(least-math.Ln2/2) > 1e-6 { // half of the mass is one point
		t.Errorf("the least JS is %v, where moments match it is %v", least, line.Plateau[1])
	}
	// In the plane it comes when there is time, to later snapshots alone.
	plane := New("star=identity&phi=hardtanh&d=2&eps=0")
	before := plane.Snapshot()
	for plane.Theorise() {
	}
	after := plane.Snapshot()
	if least := after.Plateau[6]; before.Plateau[6] != 0 || !(least > 0 && least < after.Plateau[1]) {
		t.Errorf("the least JS is %v at first and then %v, where moments match it is %v", before.Plateau[6], least, after.Plateau[1])
	}
}
