package paper

import (
	"errors"
	"io"
	"math"
	"slices"

	"codeberg.org/go-pdf/fpdf"
	"git.sr.ht/~sbinet/gg"

	"saddle/core/figure"
	"saddle/core/snapshot"
)

// The size of the poster in points, that of A3 paper.
const (
	posterWidth  = 842
	posterHeight = 1191
)

// Poster is a sheet for a wall: the saddle with a run in one dimension on it, between a title and words.
type Poster struct {
	Game         *snapshot.Snapshot
	Title        string
	Above, Below []string
	Link         string // where the PDF leads, empty for nowhere
}

// draw draws the saddle and returns the words around it.
func (o *Poster) draw(p pen) (words []figure.Text, err error) {
	game := o.Game
	if len(game.Surface) == 0 || len(game.WStar) == 0 {
		return nil, errors.New("the run has no surface")
	}
	surfaceOf(game, posterWidth/2, 610, 275).paint(p, math.Copysign(game.WStar[0], game.Surface[0]), map[string][][2]float64{"--generated": pathOf(game)})
	const margin = 70.0
	words = append(words, figure.Text{Text: o.Title, Size: 84, X: margin, Y: 110, Color: figure.Ink})
	for k, line := range o.Above {
		words = append(words, figure.Text{Text: line, Size: 26, X: margin, Y: 185 + 38*float64(k), Color: figure.Muted})
	}
	for k, line := range o.Below {
		words = append(words, figure.Text{Text: line, Size: 18, X: margin, Y: 1040 + 30*float64(k), Color: figure.Ink})
	}
	return words, nil
}

// surfaceOf is the saddle of a run, about a place of the drawing.
func surfaceOf(game *snapshot.Snapshot, left, middle, scale float64) *surface {
	return &surface{grid: game.Surface, left: left, middle: middle, scale: scale}
}

// pathOf lists the places w, v of a run.
func pathOf(game *snapshot.Snapshot) (path [][2]float64) {
	w, v := slices.Index(snapshot.TrailColumns, "w"), slices.Index(snapshot.TrailColumns, "v")
	for row := range slices.Chunk(game.Trail, len(game.TrailNow)) {
		path = append(path, [2]float64{row[w], row[v]})
	}
	return path
}

// PNG paints the poster, two pixels for a point.
func (o *Poster) PNG(to io.Writer) error {
	p := painter{gg.NewContext(scale*posterWidth, scale*posterHeight), Palettes["light"], scale}
	p.colour("--paper", 1)
	p.Clear()
	p.Scale(scale, scale)
	words, err := o.draw(p)
	for _, t := range words {
		err = errors.Join(err, p.write(t))
	}
	if err != nil {
		return err
	}
	return encode(to, p.Image())
}

// PDF writes the poster as one page, with the same bytes for the same run.
func (o *Poster) PDF(to io.Writer) error {
	palette := Palettes["light"]
	doc := newPage(posterWidth, posterHeight, o.Title, palette)
	doc.SetLineCapStyle("round")
	doc.SetLineJoinStyle("round")
	words, err := o.draw(printer{doc, palette})
	if err != nil {
		return err
	}
	writeTexts(doc, words, palette)
	if o.Link != "" {
		doc.LinkString(0, 0, posterWidth, posterHeight, o.Link)
	}
	return doc.Output(to)
}

// printer is a drawing on its way onto a page.
type printer struct {
	*fpdf.Fpdf
	palette map[string]string
}

func (p printer) facet(corners [4][2]float64, low float64) {
	var points []fpdf.PointType
	for _, c := range corners {
		points = append(points, fpdf.PointType{X: c[0], Y: c[1]})
	}
	// Ink upon paper, at once: half-transparent areas would show their seams.
	paper, ink := [3]int{}, [3]int{}
	paper[0], paper[1], paper[2] = rgb(p.palette["--paper"])
	ink[0], ink[1], ink[2] = rgb(p.palette["--ink"])
	mix := func(k int) int {
		share := 0.04 + 0.2*low
		return int(math.Round((1-share)*float64(paper[k]) + share*float64(ink[k])))
	}
	p.SetFillColor(mix(0), mix(1), mix(2))
	p.SetDrawColor(rgb(p.palette["--line"]))
	p.SetLineWidth(0.7)
	p.Polygon(points, "FD")
}

func (p printer) ball(role string, x, y, radius float64) {
	p.SetFillColor(rgb(p.palette[role]))
	p.SetDrawColor(rgb(p.palette["--paper"]))
	p.SetLineWidth(2)
	p.Circle(x, y-radius/2, radius, "FD")
}

func (p printer) line(role string, width, x0, y0, x1, y1 float64) {
	p.SetDrawColor(rgb(p.palette[role]))
	p.SetLineWidth(width)
	p.Line(x0, y0, x1, y1)
}
