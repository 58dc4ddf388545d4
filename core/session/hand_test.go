package session

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"saddle/core/gan"
	"saddle/core/snapshot"
)

// handle returns a row of the snapshot's handles by column name.
func handle(t *testing.T, s *snapshot.Snapshot, player, column int) map[string]float64 {
	t.Helper()
	n := len(snapshot.HandleColumns)
	for i := 0; i < len(s.Handles); i += n {
		if int(s.Handles[i]) == player && int(s.Handles[i+1]) == column {
			row := map[string]float64{}
			for k, name := range snapshot.HandleColumns {
				row[name] = s.Handles[i+k]
			}
			return row
		}
	}
	t.Fatalf("no handle %d, %d in %v", player, column, s.Handles)
	return nil
}

// A moved target is another experiment, from where the generator stands, and its link is that experiment.
func TestMovingTheTargetIsAnExperiment(t *testing.T) {
	for _, query := range []string{"eps=0", "phi=relu&eps=0", "phi=tanh&eps=0", "d=3&eps=0", "whiten=off&eps=0", "phi=hardtanh&eps=0", "d=1&eps=0"} {
		s := New(query + "&speed=max&points=50")
		do(t, s, "step 30")
		drain(s, 0, 30)
		before := s.Snapshot()
		do(t, s, "move 0 0 0.7 0.4")
		after := s.Snapshot()
		if after.Step != 0 || s.Steps() != 0 {
			t.Errorf("%q: the run did not begin anew", query)
		}
		for i := range before.W {
			if math.Abs(after.W[i]-before.W[i]) > 1e-3*max(1, slices.Max(before.W), -slices.Min(before.W)) {
				t.Errorf("%q: the generator jumped from %v to %v", query, before.W, after.W)
				break
			}
		}
		if after.View.Extent != before.View.Extent {
			t.Errorf("%q: the window moved under the hand", query)
		}
		h := handle(t, after, 0, 0)
		if math.Abs(h["left"]-0.7) > 2e-3 || before.D > 1 && math.Abs(h["top"]-0.4) > 2e-3 {
			t.Errorf("%q: the column is at %v", query, h)
		}
		do(t, s, "step 10")
		drain(s, 0, 10)
		again := New(s.Snapshot().Query + "&at=10")
		drain(again, 0, 10)
		if !slices.Equal(again.Snapshot().W, s.Snapshot().W) || !slices.Equal(again.Snapshot().A, s.Snapshot().A) {
			t.Errorf("%q: the link %s is another run", query, again.Snapshot().Query)
		}
	}
}

// Moving the target goes on as it was: playing if it played.
func TestARunFollowsTheHand(t *testing.T) {
	s := New("speed=max&points=10")
	do(t, s, "play")
	drain(s, 0, 1e6)
	if s.Status() != snapshot.Converged {
		t.Fatal("it should converge")
	}
	do(t, s, "move 0 1 0.3 0.2")
	if s.Status() != snapshot.Running {
		t.Errorf("it is %s", s.Status())
	}
	first := s.Snapshot().TV
	drain(s, 0, 1e6)
	if last := s.Snapshot().TV; s.Status() != snapshot.Converged || last >= first {
		t.Errorf("total variation went from %v to %v, %s", first, last, s.Status())
	}
}

func TestMovingTheGeneratorSetsTheStart(t *testing.T) {
	s := New("points=10&d=2")
	do(t, s, "move 1 1 0.25 0.75")
	snap := s.Snapshot()
	x, _ := s.display.at(0.25, 0.75)
	if u := gan.NewActivation("leaky", 0.5, nil).Inverse(x); math.Abs(snap.W[1]-u) > 2e-3 {
		t.Errorf("W = %v, want %v in its upper right corner", snap.W, u)
	}
	if !strings.Contains(snap.Query, "w0=") || strings.Contains(snap.Query, "wstar=") {
		t.Errorf("the query is %s", snap.Query)
	}
	do(t, s, "step 5")
	drain(s, 0, 5)
	do(t, s, "reset")
	if !slices.Equal(s.Snapshot().W, snap.W) {
		t.Error("reset leads elsewhere")
	}
}

// A hand can put nothing where it cannot be.
func TestImpossibleMovesChangeNothing(t *testing.T) {
	s := New("wstar=1,0,0,1")
	query := s.Snapshot().Query
	do(t, s, "move 0 0 1e9 0.5") // out of range: the nearest is taken, or nothing
	if n := len(s.Snapshot().Problems); n != 0 {
		t.Errorf("%d problems: a hand makes none", n)
	}
	do(t, s, "configure wstar=1,0,0,1")
	one := handle(t, s.Snapshot(), 0, 1)
	do(t, s, "configure wstar=1,0,0,1", "move 0 0 "+text(one["left"])+" "+text(one["top"])) // onto the other column
	if got := s.Snapshot().Query; got != query {
		t.Errorf("a singular target: %s", got)
	}
	for _, bad := range []string{"move 0 2 0 0", "move 2 0 0 0", "move 0 0 0", "move 0 0 NaN 0", "zoom 2", "pan x y", "move"} {
		if err := s.Do(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	if err := New("d=9").Do("move 0 0 0.5 0.5"); err == nil {
		t.Error("a column can be moved of which there are too many to show")
	}
}

func text(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

func TestZoomKeepsThePlaceUnderTheHand(t *testing.T) {
	s := New("points=10")
	whole := s.display.extent
	x, y := s.display.at(0.25, 0.6)
	do(t, s, "zoom 2 0.25 0.6")
	e := s.display.extent
	if span := (e[1] - e[0]) / (whole[1] - whole[0]); math.Abs(span-0.5) > 1e-3 {
		t.Errorf("%v of the side", span)
	}
	if u, v := s.display.at(0.25, 0.6); math.Abs(u-x)+math.Abs(v-y) > 2e-3*(e[1]-e[0]) {
		t.Errorf("the place moved from (%v, %v) to (%v, %v)", x, y, u, v)
	}
	before := e
	do(t, s, "pan 0.1 -0.2")
	e = s.display.extent
	if math.Abs((before[0]-e[0])/(e[1]-e[0])-0.1) > 2e-3 || math.Abs((e[2]-before[2])/(e[1]-e[0])+0.2) > 2e-3 {
		t.Errorf("from %v to %v", before, e)
	}
	other := New(s.Snapshot().Query + "&points=10")
	if other.display.extent != e {
		t.Errorf("the link shows %v, not %v", other.display.extent, e)
	}
	for range 30 {
		do(t, s, "zoom 3 0.5 0.5")
	}
	if e = s.display.extent; !(e[1]-e[0] > 1e-4) {
		t.Errorf("it zooms in to %v", e)
	}
	for range 30 {
		do(t, s, "zoom 0.3 0.5 0.5", "pan 0.9 0.9")
	}
	if e = s.display.extent; e[1]-e[0] > 25*(whole[1]-whole[0]) {
		t.Errorf("it zooms out to %v", e)
	}
	do(t, s, "fit")
	if s.display.extent != whole || strings.Contains(s.Snapshot().Query, "view") {
		t.Errorf("fit shows %v", s.display.extent)
	}
}

// Looking from elsewhere is no other run.
func TestZoomKeepsTheRun(t *testing.T) {
	s := New("points=10&eps=0")
	do(t, s, "step 7")
	drain(s, 0, 7)
	do(t, s, "zoom 2 0.5 0.5")
	if s.Steps() != 7 {
		t.Errorf("it is at step %d", s.Steps())
	}
}

// What is folded can be unfolded, on both sides of where φ cuts off.
func TestUnfolded(t *testing.T) {
	for _, p := range []string{"identity", "leaky", "relu", "elu", "softplus", "tanh", "sigmoid", "hardtanh", "cubic"} {
		phi := gan.NewActivation(p, 0.5, nil)
		for _, u := range []float64{-2, -0.7, 0.3, 1.4} {
			if got := unfolded(phi, folded(phi, u)); math.Abs(got-u) > 1e-9 {
				t.Errorf("%s: %v comes back as %v", p, u, got)
			}
		}
		for _, y := range []float64{-1e3, -1, 0, 1, 1e3} {
			if u := unfolded(phi, y); math.IsNaN(u) || math.IsInf(u, 0) {
				t.Errorf("%s: %v at %v", p, u, y)
			}
		}
	}
}

// Trails are those of the samples: the last moment of a trail lies where the generator was at its step.
func TestTrails(t *testing.T) {
	s := New("points=40&layers=generated,trails&eps=0")
	do(t, s, "step 8")
	drain(s, 0, 8)
	at8 := s.Frame().View.Generated
	do(t, s, "step 1")
	drain(s, 0, 1)
	v := s.Frame().View
	n := snapshot.MaxTrails
	m := len(v.Trails) / 2 / n
	if m != 5 { // steps 0, 2, 4, 6, 8
		t.Fatalf("%d moments", m)
	}
	for k := range n {
		for c := range 2 {
			if got, want := v.Trails[2*(k*m+m-1)+c], at8[2*k+c]; math.Abs(float64(got-want)) > 1e-5 {
				t.Fatalf("sample %d was at %v, not %v", k, want, got)
			}
		}
	}
	if got := New("points=40&layers=generated").Frame().View.Trails; got != nil {
		t.Error("trails that nobody wants")
	}
}

// What unseen coordinates add makes the logit and its gradient those of the whole discriminator.
func TestRest(t *testing.T) {
	for _, query := range []string{"d=4", "d=4&phi=relu", "d=4&phi=tanh"} {
		s := New(query + "&layers=generated,gradients&axes=2,4&eps=0&points=20")
		do(t, s, "step 20")
		drain(s, 0, 20)
		state := s.trainer.State()
		v := s.Frame().View
		if len(v.Rest) != 3*20 {
			t.Fatalf("%q: %d numbers", query, len(v.Rest))
		}
		phi := s.cfg.Activation()
		for k := range 20 {
			u := make([]float64, 4)
			for r := range u {
				for c := range u {
					u[r] += state.W[r*4+c] * float64(s.display.latents[k*4+c])
				}
				if s.cfg.Phi == "relu" {
					u[r] = phi.At(u[r])
				}
			}
			h, di := state.B, 0.0
			for r := range u {
				for c := range u {
					h += 0.5 * u[r] * state.A[r*4+c] * u[c]
				}
				di += state.A[1*4+r] * u[r]
			}
			x, y := u[1], u[3]
			gotH := v.Cut[0] + 0.5*(v.Cut[1]*x*x+2*v.Cut[2]*x*y+v.Cut[3]*y*y) + float64(v.Rest[3*k])
			gotD := v.Cut[1]*x + v.Cut[2]*y + float64(v.Rest[3*k+1])
			if math.Abs(gotH-h) > 1e-4*(1+math.Abs(h)) || math.Abs(gotD-di) > 1e-4*(1+math.Abs(di)) {
				t.Fatalf("%q: h = %v, want %v; ∂h/∂u = %v, want %v", query, gotH, h, gotD, di)
			}
		}
	}
}

// On the faces the logit is the trainer's own.
func TestFacesOfTheView(t *testing.T) {
	s := New("phi=relu&disc=facewise&eps=0&points=10")
	do(t, s, "step 10")
	drain(s, 0, 10)
	v := s.Frame().View
	if n := len(v.Faces) / len(snapshot.FaceColumns); n != 3 {
		t.Fatalf("%d faces, want two lines and a point", n)
	}
	if New("phi=relu&points=10").Frame().View.Faces != nil {
		t.Error("the quadratic design has no faces")
	}
}
