//go:build js && wasm

// Command empty is the least that Ebitengine can be asked for: the benchmark opens it beside a figure. It says when its
// first picture is drawn.
package main

import (
	"saddle/wasm/port"

	"github.com/hajimehoshi/ebiten/v2"
)

type game struct {
	p     *port.Port
	drawn bool
}

// Update does nothing.
func (g *game) Update() error { return nil }

// Layout makes the canvas as large as the page.
func (g *game) Layout(w, h int) (int, int) { return w, h }

// Draw says once that it was called.
func (g *game) Draw(*ebiten.Image) {
	if !g.drawn {
		g.drawn = true
		g.p.Send([]byte("drawn"))
	}
}

func main() {
	g := &game{p: port.Open(port.Arguments()[0])}
	if err := ebiten.RunGameWithOptions(g, &ebiten.RunGameOptions{InitUnfocused: true}); err != nil {
		panic(err)
	}
}
