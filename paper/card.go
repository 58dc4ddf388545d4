package paper

import (
	"errors"
	"io"
	"math"

	"git.sr.ht/~sbinet/gg"

	"saddle/core/figure"
	"saddle/core/snapshot"
)

// The size that sites show cards of links in.
const (
	CardWidth  = 1200
	CardHeight = 630
)

// Card paints what stands for the site where its link is shown: its name, the saddle with a run in one dimension on it, and the two
// clouds of another run.
func Card(to io.Writer, clouds, game *snapshot.Snapshot, title string, lines ...string) error {
	if len(game.Surface) == 0 || len(game.WStar) == 0 {
		return errors.New("the run in one dimension has no surface")
	}
	const side, margin = 510.0, 60.0
	list, err := shapes(figure.SVG(clouds, side))
	if err != nil {
		return err
	}
	p := painter{gg.NewContext(CardWidth, CardHeight), Palettes["light"], 1}
	p.colour("--paper", 1)
	p.Clear()
	p.picture(list, CardWidth-margin-side, margin, side)
	p.colour("--edge", 1)
	p.SetLineWidth(1)
	p.DrawRectangle(CardWidth-margin-side, margin, side, side)
	p.Stroke()
	surfaceOf(game, margin+255, 455, 185).paint(p, math.Copysign(game.WStar[0], game.Surface[0]), map[string][][2]float64{"--generated": pathOf(game)})
	words := []figure.Text{{Text: title, Size: 84, Y: 100, Color: figure.Ink}}
	for k, line := range lines {
		words = append(words, figure.Text{Text: line, Size: 30, Y: 170 + 42*float64(k), Color: figure.Muted})
	}
	for _, t := range words {
		t.X = margin
		if err := p.write(t); err != nil {
			return err
		}
	}
	return encode(to, p.Image())
}
