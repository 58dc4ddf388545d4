package session

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"saddle/core/rng"
	"saddle/core/snapshot"
)

// do gives commands; a command that is refused fails the test.
func do(t *testing.T, s *Session, commands ...string) {
	t.Helper()
	for _, c := range commands {
		if err := s.Do(c); err != nil {
			t.Fatal(err)
		}
	}
}

// drain takes whatever is due at the time now, at most most steps.
func drain(s *Session, now float64, most int64) (taken int64) {
	for taken < most {
		n, _ := s.Due(now)
		if n == 0 {
			break
		}
		s.Take()
		taken++
	}
	return taken
}

func TestButtons(t *testing.T) {
	s := New("")
	if s.Status() != snapshot.Paused || drain(s, 0, 100) != 0 {
		t.Fatal("a new session waits")
	}
	do(t, s, "step 3")
	if drain(s, 0, 100); s.Steps() != 3 || s.Status() != snapshot.Paused {
		t.Errorf("step 3: %d steps, %s", s.Steps(), s.Status())
	}
	do(t, s, "play")
	if s.Status() != snapshot.Running {
		t.Errorf("play: %s", s.Status())
	}
	drain(s, 0, 100)
	do(t, s, "pause")
	if n := drain(s, 1e6, 100); n != 0 || s.Status() != snapshot.Paused {
		t.Errorf("pause: %d more steps, %s", n, s.Status())
	}
	do(t, s, "reset")
	if s.Steps() != 0 || s.Status() != snapshot.Paused {
		t.Errorf("reset: at step %d, %s", s.Steps(), s.Status())
	}
	do(t, s, "play", "dice 77")
	if s.Config().Seed != 77 || s.Status() != snapshot.Running {
		t.Errorf("dice: seed %d, %s", s.Config().Seed, s.Status())
	}
	for _, bad := range []string{"", "fly", "step", "step x", "step 0", "step 1 referee", "dice x"} {
		if s.Do(bad) == nil {
			t.Errorf("command %q is accepted", bad)
		}
	}
}

func TestSpeed(t *testing.T) {
	s := New("speed=20&eps=0")
	do(t, s, "play")
	total := int64(0)
	for now := 1000.0; now <= 3000; now += 1000.0 / 60 {
		total += drain(s, now, 1000)
	}
	if total < 40 || total > 42 {
		t.Errorf("%d steps in 2 s at 20 steps/s", total)
	}
	if n := drain(s, 100_000, 1000); n > 6 {
		t.Errorf("%d steps at once after a long sleep: a run must not race to catch up", n)
	}
	if n, wait := s.Due(100_001); n != 0 || !(wait > 0 && wait <= 50) {
		t.Errorf("%d steps due, the next in %v ms", n, wait)
	}
	do(t, s, "set speed max")
	if n, _ := s.Due(0); n != -1 {
		t.Errorf("%d steps due at full speed, want as many as can be taken", n)
	}
}

func TestConvergesAndGoesOn(t *testing.T) {
	s := New("speed=max")
	do(t, s, "play")
	drain(s, 0, 2000)
	snap := s.Snapshot()
	if snap.Status != snapshot.Converged || snap.TV > 0.01 {
		t.Fatalf("%s with total variation %v", snap.Status, snap.TV)
	}
	at := s.Steps()
	do(t, s, "play")
	if n := drain(s, 0, 500); n != 500 || s.Status() != snapshot.Running {
		t.Errorf("play after convergence takes %d of 500 steps, %s", n, s.Status())
	}
	do(t, s, "reset")
	drain(s, 0, 2000)
	if s.Steps() != at || s.Status() != snapshot.Converged {
		t.Errorf("the second time it converges at step %d, the first time at %d", s.Steps(), at)
	}
}

func TestStopsAfterN(t *testing.T) {
	s := New("speed=max&n=1000&eps=0&batch=64")
	do(t, s, "play")
	drain(s, 0, 2000)
	if snap := s.Snapshot(); snap.Status != snapshot.Finished || snap.Samples < 1000 || snap.Samples >= 1064 {
		t.Errorf("%s after %v samples", snap.Status, snap.Samples)
	}
}

// A run ends converged only when its law has come from above ε down to it: not where it begins there, nor where it has
// used up its samples elsewhere; and told to go on it ends at what it has not reached yet.
func TestEnds(t *testing.T) {
	for query, want := range map[string]snapshot.Status{
		"n=552": snapshot.Finished, "n=20000": snapshot.Converged, "n=20000&eps=0": snapshot.Finished,
		"whiten=off&wstar=1,0.5,0,0.2&w0=1,0.5,0,0.2&n=200&eps=0.5": snapshot.Finished, "average=settled&n=20000": snapshot.Converged,
	} {
		s := New("speed=max&" + query)
		do(t, s, "play")
		drain(s, 0, 2000)
		snap := s.Snapshot()
		if snap.Status != want || snap.Status == snapshot.Converged && !(snap.TV <= snap.Eps) {
			t.Errorf("%s: %s at %v", query, snap.Status, snap.TV)
		}
		first := s.Steps()
		do(t, s, "reset", "play")
		drain(s, 0, 2000)
		if s.Steps() != first {
			t.Errorf("%s: it ends at %d, the second time at %d", query, first, s.Steps())
		}
	}
	s := New("speed=max&n=20000")
	do(t, s, "play")
	drain(s, 0, 2000)
	do(t, s, "play")
	drain(s, 0, 2000)
	if snap := s.Snapshot(); snap.Status != snapshot.Finished || snap.Samples < 20000 {
		t.Errorf("told to go on it is %s after %v samples", snap.Status, snap.Samples)
	}
	do(t, s, "play")
	if drain(s, 0, 100); s.Status() != snapshot.Running {
		t.Errorf("told to go on for good it is %s", s.Status())
	}
}

func TestPauseStopsAReplay(t *testing.T) {
	s := New("at=1000000")
	drain(s, 0, 25)
	if p := s.Snapshot().Progress; p != 25e-6 {
		t.Errorf("progress %v after 25 of 10⁶ steps", p)
	}
	do(t, s, "pause")
	if n := drain(s, 0, 100); n != 0 || s.Status() != snapshot.Paused || s.Snapshot().Progress != 1 {
		t.Errorf("%d steps more, %s, progress %v", n, s.Status(), s.Snapshot().Progress)
	}
}

func TestLookingChangesNothing(t *testing.T) {
	a, b := New("eps=0"), New("eps=0")
	do(t, a, "step 40")
	do(t, b, "step 40")
	drain(a, 0, 100)
	for drain(b, 0, 1) == 1 {
		b.Snapshot()
		b.Frame()
		do(t, b, "set points 10", "set layers none", "set points 300")
	}
	if !slices.Equal(a.Snapshot().W, b.Snapshot().W) || !slices.Equal(a.Snapshot().Curve, b.Snapshot().Curve) {
		t.Error("looking, or changing the view, changes the run")
	}
}

func TestSetRestartsOnlyWhatItMust(t *testing.T) {
	s := New("")
	do(t, s, "step 5")
	drain(s, 0, 10)
	do(t, s, "set points 17")
	if s.Steps() != 5 || len(s.Frame().View.Target) != 34 {
		t.Errorf("points: at step %d with %d points", s.Steps(), len(s.Frame().View.Target)/2)
	}
	do(t, s, "set d 5")
	if s.Steps() != 0 || s.Snapshot().D != 5 {
		t.Errorf("d: at step %d in dimension %d", s.Steps(), s.Snapshot().D)
	}
	do(t, s, "set d 500")
	snap := s.Snapshot()
	if snap.D != 128 || len(snap.Problems) != 1 || !strings.Contains(snap.Problems[0], "1 to 128") {
		t.Errorf("d = 500: dimension %d, problems %q", snap.D, snap.Problems)
	}
	do(t, s, "set d 2")
	if p := s.Snapshot().Problems; len(p) != 0 {
		t.Errorf("a mended query still has problems %q", p)
	}
}

func TestDivergedRunIsTold(t *testing.T) {
	s := New("etaD=50&etaG=50&speed=max")
	do(t, s, "play")
	drain(s, 0, 10000)
	snap := s.Snapshot()
	if snap.Status != snapshot.Diverged || !strings.Contains(snap.Error, "Try to") {
		t.Errorf("%s: %q", snap.Status, snap.Error)
	}
	for _, v := range [][]float64{snap.W, snap.Sigma, snap.A, snap.Curve, {snap.TV, snap.JS, snap.Value, snap.B}} {
		for _, x := range v {
			if math.IsNaN(x) {
				t.Fatal("a NaN in the snapshot of a diverged run")
			}
		}
	}
	do(t, s, "set etaD 2", "set etaG ")
	if s.Status() != snapshot.Running {
		t.Errorf("mended, the run does not start again: %s", s.Status())
	}
}

func TestHalfSteps(t *testing.T) {
	s := New("")
	before := s.Snapshot()
	do(t, s, "step 1 discriminator")
	mid := s.Snapshot()
	if slices.Equal(before.A, mid.A) || !slices.Equal(before.W, mid.W) || mid.Step != 0 || mid.Samples != before.Samples+64 {
		t.Error("the discriminator's half moves A alone and uses one minibatch")
	}
	do(t, s, "step 1 generator")
	after := s.Snapshot()
	if slices.Equal(mid.W, after.W) || !slices.Equal(mid.A, after.A) || after.Step != 1 {
		t.Error("the generator's half moves W alone and completes the step")
	}
}

// The curve has the same rows whatever the pace, its last row is the moment when one is due, and its
// steps grow geometrically.
func TestCurve(t *testing.T) {
	s := New("eps=0")
	do(t, s, "step 3000")
	drain(s, 0, 1e6)
	c := s.Snapshot().Curve
	k := len(snapshot.CurveColumns)
	if rows := len(c) / k; rows < 50 || rows > 120 {
		t.Errorf("%d rows for 3000 steps", rows)
	}
	for r := k; r < len(c); r += k {
		if c[r] <= c[r-k] || c[r] > c[r-k]+math.Max(1, c[r-k]*3/32) {
			t.Fatalf("a row at step %v follows one at %v", c[r], c[r-k])
		}
	}
}

func TestDisplayedSamplesFollowTheirLaw(t *testing.T) {
	for _, query := range []string{"points=20000", "points=20000&d=5&axes=4,2", "points=20000&phi=tanh", "points=20000&d=1"} {
		s := New(query)
		do(t, s, "step 20")
		drain(s, 0, 100)
		snap := s.Snapshot()
		v, d := snap.View, snap.D
		phi := v.Phi
		check := func(what string, y []float32, w []float64) {
			n := len(y) / 2
			for c := range min(2, d) {
				row := w[(int(v.Axes[c])-1)*d:][:d]
				var sd, got, want float64
				for _, x := range row {
					sd += x * x
				}
				sd = math.Sqrt(sd)
				z := make([]float64, 200000)
				rng.New(1, "test").Normals(z)
				for _, x := range z {
					y := phi.At(sd * x)
					want += y * y / float64(len(z))
				}
				for k := range n {
					got += float64(y[2*k+c]) * float64(y[2*k+c]) / float64(n)
				}
				if math.Abs(got/want-1) > 0.05 { // √(2/20000) = 0.01 is one standard error for a Gaussian
					t.Errorf("%s, %s, coordinate %v: second moment %v, by the law %v", query, what, v.Axes[c], got, want)
				}
			}
		}
		check("target", v.Target, snap.WStar)
		check("generated", v.Generated, snap.W)
		lo, hi, out := float32(v.Extent[0]), float32(v.Extent[1]), 0
		for k, y := range v.Target {
			if d == 1 && k%2 == 1 {
				continue
			}
			if y < lo || y > hi {
				out++
			}
		}
		if share := float64(out) / float64(len(v.Target)); share > 0.005 {
			t.Errorf("%s: a share of %.4f of the target lies outside the picture", query, share)
		}
	}
}

func TestHighDimensionStaysInMemory(t *testing.T) {
	s := New("d=128&points=100000")
	if n := len(s.display.latents); n > mostLatents {
		t.Errorf("%d latents", n)
	}
}

func ExampleSession() {
	s := New("seed=2&speed=max")
	if err := s.Do("play"); err != nil {
		panic(err)
	}
	for {
		if n, _ := s.Due(0); n == 0 {
			break
		}
		s.Take()
	}
	fmt.Println(s.Status(), s.Snapshot().TV <= 0.01)
	// Output: converged true
}

// Unseen, a run goes on or rests as the query says, and comes back without a jump.
func TestUnseen(t *testing.T) {
	for query, rests := range map[string]bool{"eps=0": false, "eps=0&unseen=pause": true, "eps=0&unseen=pause&speed=max": true} {
		s := New(query)
		do(t, s, "play")
		s.SetVisible(false)
		steps, wait := s.Due(1000)
		if rests != (steps == 0) || rests && !math.IsInf(wait, 1) {
			t.Errorf("%s, unseen: %d steps due, the next in %v ms", query, steps, wait)
		}
		if s.Status() != snapshot.Running {
			t.Errorf("%s, unseen: %s", query, s.Status())
		}
		s.SetVisible(true)
		if steps, _ := s.Due(3600e3); steps != 1 && steps != -1 {
			t.Errorf("%s, seen again after an hour: %d steps due", query, steps)
		}
	}
	s := New("unseen=pause")
	s.SetVisible(false)
	do(t, s, "step 3")
	if steps, _ := s.Due(0); steps != 3 {
		t.Errorf("unseen, %d of 3 steps asked for are due", steps)
	}
}

// With fewer samples than dimensions the floor's law is singular, and a divergence of it infinite.
func TestSingularFloorIsANumber(t *testing.T) {
	s := New("phi=relu&centre=off&d=5&loss=wasserstein&whiten=off&batch=1")
	do(t, s, "step 8")
	drain(s, 0, 50)
	for i, v := range s.Snapshot().Curve {
		if math.IsNaN(v) {
			t.Fatalf("number %d of the curve is NaN", i)
		}
	}
}
