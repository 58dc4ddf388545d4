package scene

import "github.com/hajimehoshi/ebiten/v2"

// Run shows the scene until its document goes away, or returns why it cannot, as where there is no
// WebGL 2.
func Run(s *Scene) error {
	// An idle figure should cost next to nothing, and a page can have many. What was painted stays, and
	// between two calls of wake nothing runs but Ebitengine's look at the clock. It would rather have
	// games tick on and not paint, but such a tick was measured to cost three times as much.
	ebiten.SetScreenClearedEveryFrame(false)
	ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
	ebiten.SetTPS(ebiten.SyncWithFPS) // the scene goes by the clock: after a slow frame there are no ticks to catch up with
	return ebiten.RunGameWithOptions(s, &ebiten.RunGameOptions{
		InitUnfocused:     true, // the page keeps the focus
		ScreenTransparent: true, // until the first picture the page's poster shows through
	})
}

// wake asks for a frame.
func wake() { ebiten.ScheduleFrame() }
