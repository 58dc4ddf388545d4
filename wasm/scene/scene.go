package scene

import (
	"image"
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"saddle/core/figure"
	"saddle/core/snapshot"
)

// Events are how a Scene answers. Each may be nil.
type Events struct {
	Taken    func()                                 // the last snapshot is the picture now: the next can come
	Drawn    func()                                 // once: the first picture stands on the canvas
	Captured func(width, height int, pixels []byte) // after Capture: RGBA, rows from the top
}

// progress is how far the first picture has come.
type progress int

const (
	nothing  progress = iota
	ordered           // Draw has made it
	standing          // it can be seen
)

// Scene is the ebiten.Game of one figure.
type Scene struct {
	events Events
	theme  Theme
	smooth bool
	now    func() float64 // ms since any moment

	next  *snapshot.Snapshot // came, and waits for Update
	shown *snapshot.Snapshot // what to is made of
	taken float64            // when

	// The picture moves from one figure to the next, and is at present. blended holds what lies between.
	from, to, present *figure.Figure
	blended           [2]figure.Figure
	start             float64
	glide             float64 // 0: it is at rest

	painter painter
	stale   bool // the canvas does not show present
	drawn   progress
	capture float64 // pixels of the canvas in a CSS pixel for the capture that is asked for; 0: none
}

// New returns a scene that shows nothing, in the default theme, and moves smoothly by a clock, which tells ms.
func New(e Events, clock func() float64) *Scene {
	return &Scene{events: e, theme: DefaultTheme(), smooth: true, now: clock}
}

// Show makes s the next picture. It takes the place of one that was not shown yet.
func (s *Scene) Show(next *snapshot.Snapshot) {
	s.next = next
	wake()
}

// SetTheme paints in other colours from the next frame on.
func (s *Scene) SetTheme(t Theme) {
	s.theme = t
	s.refresh()
}

// SetSmooth says whether the marks glide between snapshots or jump.
func (s *Scene) SetSmooth(smooth bool) {
	s.smooth = smooth
	wake()
}

// Capture asks for the pixels of the next frame, with density of them in a CSS pixel: 0 stands for as many as the screen
// has, for which what moves arrives at once; a negative density for as many as the canvas has now, in motion or not.
func (s *Scene) Capture(density float64) {
	switch s.capture = density; {
	case density < 0:
		s.capture = s.painter.density
	case density == 0:
		s.capture = ebiten.Monitor().DeviceScaleFactor()
	}
	if density >= 0 && s.glide > 0 {
		s.rest(s.to)
	}
	s.refresh()
}

func (s *Scene) refresh() {
	s.stale = true
	wake()
}

// LayoutF makes the canvas as large as its document, in the pixels of the screen.
func (s *Scene) LayoutF(width, height float64) (float64, float64) {
	s.painter.density = s.capture
	if s.capture == 0 {
		s.painter.density = ebiten.Monitor().DeviceScaleFactor()
	}
	w, h := math.Floor(width*s.painter.density), math.Floor(height*s.painter.density)
	if s.painter.resize(int(w), int(h)) && s.shown != nil {
		s.rest(figure.New(s.shown, s.painter.side()))
	}
	return w, h
}

// Layout is never called: an ebiten.Game must have it, but LayoutF comes first.
func (s *Scene) Layout(width, height int) (int, int) { return width, height }

// Update takes the next snapshot and moves the marks.
func (s *Scene) Update() error {
	now := s.now()
	if s.drawn == ordered { // the frame that Draw was called for is over
		s.drawn = standing
		if s.events.Drawn != nil {
			s.events.Drawn()
		}
	}
	if s.glide > 0 {
		s.advance(now)
	}
	if s.next != nil && s.painter.side() > 0 {
		s.take(now)
	}
	if s.glide > 0 {
		wake()
	}
	return nil
}

// take makes the next snapshot the one to move to.
func (s *Scene) take(now float64) {
	f := figure.Next(s.present, s.next, s.painter.side())
	glide := glideTime(now-s.taken, s.next.Turn)
	s.shown, s.next, s.taken = s.next, nil, now
	same := follows(s.present, f)
	if same {
		f.Target = s.present.Target // one list, by which it is known that nothing has moved
	}
	if !s.smooth || glide == 0 || !same {
		s.rest(f)
	} else {
		s.from, s.to, s.start, s.glide = s.present, f, now, glide
	}
	if s.events.Taken != nil {
		s.events.Taken()
	}
}

// advance puts the marks where they are at a time of the glide.
func (s *Scene) advance(now float64) {
	t := (now - s.start) / s.glide
	if t >= 1 || !s.smooth {
		s.rest(s.to)
		return
	}
	into := &s.blended[0]
	if s.from == into {
		into = &s.blended[1]
	}
	blend(into, s.from, s.to, t)
	s.present, s.stale = into, true
}

// rest shows f without motion.
func (s *Scene) rest(f *figure.Figure) {
	s.present, s.from, s.to, s.glide, s.stale = f, nil, nil, 0, true
}

// Draw paints the picture if the canvas does not show it yet.
func (s *Scene) Draw(canvas *ebiten.Image) {
	if s.present == nil || !s.stale {
		return
	}
	s.painter.paint(canvas, s.present, &s.theme)
	s.stale = false
	if s.drawn == nothing {
		// Graphics only take orders: to link the shader and paint can take seconds more. Reading waits for it.
		canvas.SubImage(image.Rect(0, 0, 1, 1)).(*ebiten.Image).ReadPixels(make([]byte, 4))
		s.drawn = ordered
		wake()
	}
	if s.capture > 0 && s.events.Captured != nil {
		b := canvas.Bounds()
		pixels := make([]byte, 4*b.Dx()*b.Dy())
		canvas.ReadPixels(pixels)
		s.events.Captured(b.Dx(), b.Dy(), pixels)
	}
	if s.capture > 0 {
		s.capture = 0
		s.refresh() // the canvas may have had another density for it
	}
}
