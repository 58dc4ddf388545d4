package scene

import (
	"math"
	"testing"

	"saddle/core/figure"
	"saddle/core/gan"
	"saddle/core/snapshot"
)

// ink sums a plane, in whole pixels.
func (o *overlay) ink(plane int) (sum float64) {
	for at := plane; at < len(o.pix); at += planes {
		sum += float64(o.pix[at]) / 255
	}
	return sum
}

// The paint of a rectangle is its area, wherever it lies between the pixels.
func TestBoxesCoverTheirArea(t *testing.T) {
	for _, b := range [][4]float64{{3, 4, 9, 6}, {3.25, 4.5, 9.75, 6.1}, {5.2, 5.3, 5.7, 5.9}, {-4, -4, 2.5, 3}} {
		o := newOverlay(20, 20, 1)
		o.box4(targetSamples, generatedSamples, b[0], b[1], b[2], b[3], 1)
		want := (min(b[2], 20) - max(b[0], 0)) * (min(b[3], 20) - max(b[1], 0))
		if got := o.ink(targetSamples); math.Abs(got-want) > 0.1 {
			t.Errorf("%v covers %v pixels, want %v", b, got, want)
		}
	}
	o := newOverlay(20, 20, 1)
	o.box4(targetSamples, generatedSamples, 0, 0, 10, 10, 1)
	o.box4(generatedSamples, targetSamples, 0, 0, 10, 10, 0.25)
	if got := o.ink(targetSamples) + o.ink(generatedSamples); math.Abs(got-100) > 1 {
		t.Errorf("both laws together cover %v pixels of 100", got)
	}
}

// Half discs meet in the middle and have half the area of a whole one.
func TestAtomsHaveTheirArea(t *testing.T) {
	inked := func(draw func(o *overlay)) (n [planes]int) {
		o := newOverlay(60, 60, 1)
		draw(o)
		for i, v := range o.pix {
			if v >= o.reach.encode(0) {
				n[i%planes]++
			}
		}
		return n
	}
	const r = 12.0
	whole := inked(func(o *overlay) { o.atom(targetMarks, 30, 30, r, true) })
	halves := inked(func(o *overlay) {
		o.atom(targetMarks, 30, 30, r, false)
		o.atom(generatedMarks, 30, 30, r, false)
	})
	if area := math.Pi * r * r; math.Abs(float64(whole[targetMarks])-area) > 0.03*area {
		t.Errorf("a disc of %v pixels, want %v", whole[targetMarks], area)
	}
	if halves[targetMarks]+halves[generatedMarks] != whole[targetMarks] || halves[targetMarks] != halves[generatedMarks] {
		t.Errorf("halves of %v and %v pixels of %v", halves[targetMarks], halves[generatedMarks], whole[targetMarks])
	}
}

// Trails are painted as samples are and leave no marks; where they cross themselves they are no darker.
func TestWashPaintsOnce(t *testing.T) {
	o := newOverlay(40, 40, 1)
	o.stroke(targetMarks, figure.Path{5, 20, 35, 20, 35, 21, 5, 21}, 0, 0, 2)
	o.wash(targetMarks, generatedSamples, targetSamples, 0.5)
	if o.ink(targetMarks) != 0 {
		t.Error("marks are left")
	}
	for at := generatedSamples; at < len(o.pix); at += planes {
		if o.pix[at] > 128 {
			t.Fatalf("a pixel of %d where 128 is the most", o.pix[at])
		}
	}
	if got := o.ink(generatedSamples); math.Abs(got-0.5*30*5) > 20 {
		t.Errorf("%v pixels of paint", got)
	}
}

// The samples of the target are sorted once, and never into memory that is shown.
func TestSpreadKeepsTheFiguresOwnLists(t *testing.T) {
	s := frame(0.3)
	s.View.Phi = gan.NewActivation(gan.ReLU, 0, nil)
	s.View.Star = s.View.Phi
	s.View.Target, s.View.Generated = []float32{0.5, 0.5, 0, 0.4}, []float32{0.2, 0.3, 0.1, 0.2, 0.4, 0}
	a := figure.New(s, 200)
	var target, generated spread
	target.sort(a, figure.OfTarget, a.Target, 1)
	if len(target.discs) != 2 || len(target.ticks) != 4 {
		t.Fatalf("%d numbers of discs, %d of ticks", len(target.discs), len(target.ticks))
	}
	before := &target.discs[0]
	if target.sort(a, figure.OfTarget, a.Target, 1); &target.discs[0] != before {
		t.Error("the same list was sorted again")
	}
	plain := figure.New(frame(0.3), 200)
	generated.sort(plain, figure.OfGenerator, plain.Generated, 1) // its discs are the figure's own list
	want := plain.Generated[0]
	generated.sort(a, figure.OfGenerator, a.Generated, 1)
	if plain.Generated[0] != want {
		t.Error("a figure's list was written to")
	}
}

// Gradients that come and go between two moves do not break the motion, and stay until its end.
func TestGradientsLastThroughTheGeneratorsMove(t *testing.T) {
	s, now := clocked(Events{})
	show := func(after float64, at float64, turn snapshot.Turn) {
		*now += after
		f := frame(at)
		f.Turn = turn
		s.Show(f)
		if err := s.Update(); err != nil {
			t.Fatal(err)
		}
	}
	show(0, 0, snapshot.NoTurn)
	show(1000, 0, snapshot.Discriminator)
	*now += unhurried
	_ = s.Update()
	if !s.present.Layers.Gradients {
		t.Fatal("no gradients after the discriminator's move")
	}
	show(1000, 0.5, snapshot.Generator)
	*now += unhurried / 2
	_ = s.Update()
	if x := s.present.Generated[0]; !(x > 110 && x < 140) || !s.present.Layers.Gradients {
		t.Errorf("half-way the sample is at %v, gradients %v", x, s.present.Layers.Gradients)
	}
	*now += unhurried
	_ = s.Update()
	if s.present.Generated[0] != 150 || s.present.Layers.Gradients {
		t.Errorf("at the end at %v, gradients %v", s.present.Generated[0], s.present.Layers.Gradients)
	}
}
