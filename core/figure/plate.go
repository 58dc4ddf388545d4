package figure

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"saddle/core/snapshot"
	"saddle/core/version"
)

// More colours, of what stands around a picture.
var (
	Muted = Color{"--muted", "#59616b"} // of names and numbers at axes
	Edge  = Color{"--edge", "#868e98"}  // of the frame
)

// Plate is a picture that stands alone: in its axes, with a legend above and a sentence below. Lengths are in pixels.
type Plate struct {
	Width, Height   float64 // of the whole
	Side, Left, Top float64 // of the picture in it
	Size            float64 // of the type, where a text has no other
	Picture         string  // as SVG returns it
	About           string  // the sentence, the version and the query that leads here
	Texts           []Text  // legend, axes, masses and sentence
	Discs           []Disc  // of the legend
	Dashes          []Dash  // of the legend
}

// Text is one line of words.
type Text struct {
	X, Y   float64 // where its beginning, middle or end lies, and its middle from above
	Size   float64 // of the type
	Anchor string  // which of these lies at X, in SVG's words: start, middle or end
	Text   string  // what it says
	Color
	Turned bool    // reads upward
	Italic bool    // leans
	Halo   float64 // width of the paper around it
}

// Disc is a mark of the legend.
type Disc struct {
	X, Y, Radius float64 // of its centre, and of itself
	Color
}

// Dash is a piece of a line in the legend.
type Dash struct {
	X, To, Y float64 // its ends, and its height
	Color
}

// NewPlate lays out s.SVG, a picture of the given side. Lengths are in units of the type. The words are those that Sentence,
// Narration, Legend and Masses have left in s.
func NewPlate(s *snapshot.Snapshot, side float64) *Plate {
	em := max(11, side/44)
	p := &Plate{Side: side, Left: 3.4 * em, Top: 2.2 * em, Size: em, Picture: s.SVG}
	p.Width = p.Left + side + em
	p.legend(s.View.OtherName)
	p.axes(s, plane(s, side))
	p.masses(s.Masses)
	words := s.Narration
	if words == "" {
		words = s.Sentence
	}
	y := p.Top + side + 3.9*em
	for _, line := range wrapped(words, int(side/(0.5*em))) {
		p.put(p.Left, y, "start", Ink, line)
		y += 1.4 * em
	}
	p.Height = y
	query := s.Permalink
	if query == "" {
		query = "default settings"
	}
	p.About = s.Sentence + " Saddle " + version.Number + ", " + query + "."
	return p
}

// put adds a text.
func (p *Plate) put(x, y float64, anchor string, c Color, text string) *Text {
	p.Texts = append(p.Texts, Text{X: x, Y: y, Size: p.Size, Anchor: anchor, Color: c, Text: text})
	return &p.Texts[len(p.Texts)-1]
}

// legend names both laws, and the generator's second one.
func (p *Plate) legend(other string) {
	em := p.Size
	x, y := p.Left, 1.1*em
	for law, name := range [2]string{"target", "generated"} {
		p.Discs = append(p.Discs, Disc{x + 0.4*em, y, 0.33 * em, [2]Color{Real, Fake}[law]})
		p.put(x+em, y, "start", Muted, name)
		x += (2.2 + 0.56*float64(len(name))) * em
	}
	if other != "" {
		for k := range 3 {
			from := x + 0.5*float64(k)*em
			p.Dashes = append(p.Dashes, Dash{from, from + 0.3*em, y, Fake})
		}
		p.put(x+1.7*em, y, "start", Muted, other)
	}
}

// axes writes numbers at the ticks that are not in a corner, and the names of the coordinates.
func (p *Plate) axes(s *snapshot.Snapshot, f *Figure) {
	em, side := p.Size, p.Side
	inside := func(px float64) bool { return px > 0.02*side && px < 0.98*side }
	for axis := range 2 {
		if axis == 1 && f.Line {
			break
		}
		for _, t := range f.Ticks(axis) {
			text := strings.ReplaceAll(strconv.FormatFloat(math.Round(t/f.Step[axis])*f.Step[axis]+0, 'g', 6, 64), "-", minus)
			if px := f.X(t); axis == 0 && inside(px) {
				p.put(p.Left+px, p.Top+side+0.9*em, "middle", Muted, text)
			}
			if px := f.Y(t); axis == 1 && inside(px) {
				p.put(p.Left-0.5*em, p.Top+px, "end", Muted, text)
			}
		}
		if axis >= len(s.View.Axes) {
			continue
		}
		i := int(s.View.Axes[axis]) - 1
		name := "y" + subscript(i+1)
		if i < len(s.Names) && s.Names[i] != "" {
			name = s.Names[i]
		}
		if axis == 0 {
			p.put(p.Left+side/2, p.Top+side+2.1*em, "middle", Muted, name).Italic = true
			continue
		}
		t := p.put(0.9*em, p.Top+side/2, "middle", Muted, name)
		t.Italic, t.Turned = true, utf8.RuneCountInString(name) > 3
	}
}

// masses writes the share of each law beside the points and lines that have it, where the page writes them: away from the middle.
func (p *Plate) masses(rows []float64) {
	size := min(max(0.02*p.Side, 10), 12)
	off := min(17, 0.0405*p.Side) + 3
	for ; len(rows) >= len(snapshot.MassColumns); rows = rows[len(snapshot.MassColumns):] {
		x, y := p.Left+rows[1]*p.Side, p.Top+rows[2]*p.Side
		across, down := 1.0, 1.0
		if rows[1] < 0.5 {
			across = -1
		}
		if rows[2] < 0.5 {
			down = -1
		}
		for law, c := range [2]Color{Real, Fake} {
			way := float64(2*law - 1) // the target's first
			at, anchor, turned := [2]float64{x + 0.15*way*size, y + down*(off+0.6*size)}, [2]string{"end", "start"}[law], false
			switch rows[0] {
			case 0:
				line := float64(law) // from above
				if down < 0 {
					line -= 1
				}
				at, anchor = [2]float64{x + across*(off-4), y + down*(off-4+0.6*size) + 1.15*line*size}, "start"
				if across < 0 {
					anchor = "end"
				}
			case 2:
				at, turned = [2]float64{x + across*(off+0.6*size), y - 0.15*way*size}, true
			}
			t := p.put(at[0], at[1], anchor, c, percent(rows[3+law]))
			t.Size, t.Halo, t.Turned = size, size/4, turned
		}
	}
}

// percent writes a share as the page does.
func percent(share float64) string {
	digits := 0
	if share > 0 && share < 0.1 {
		digits = 1
	}
	return strconv.FormatFloat(100*share, 'f', digits, 64) + thinSpace + "%"
}

// subscript writes a number as small digits below the line.
func subscript(n int) string {
	text := ""
	for _, r := range strconv.Itoa(n) {
		text += string(r - '0' + '₀')
	}
	return text
}

// wrapped breaks a sentence into lines of at most so many letters.
func wrapped(sentence string, most int) (lines []string) {
	line := ""
	for sentence != "" {
		word, rest, _ := strings.Cut(sentence, " ")
		sentence = rest
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > most:
			lines, line = append(lines, line), word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}

// SVG is the plate as a document. Colours stand as in the SVG of a picture: a name of the palette's, and its light value.
func (p *Plate) SVG() string {
	var w svgWriter
	n := func(v float64) string { return strconv.FormatFloat(math.Round(100*v)/100, 'f', -1, 64) }
	at := func(x, y string, px, py float64) string {
		return ` ` + x + `="` + n(px) + `" ` + y + `="` + n(py) + `"`
	}
	square := at("x", "y", p.Left, p.Top) + at("width", "height", p.Side, p.Side)
	w.text(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `, n(p.Width), ` `, n(p.Height), `"`, at("width", "height", p.Width, p.Height),
		` role="img" font-size="`, n(p.Size), `" font-family="system-ui, 'Liberation Sans', Arial, sans-serif" dominant-baseline="central">`,
		"\n<title>", escape(p.About), "</title>\n<rect width=\"100%\" height=\"100%\" ", paint("fill", Paper), "/>\n",
		"<svg", square, strings.TrimPrefix(p.Picture, "<svg"), "\n<rect", square, ` fill="none" `, paint("stroke", Edge), "/>\n")
	for _, c := range p.Discs {
		w.text("<circle", at("cx", "cy", c.X, c.Y), ` r="`, n(c.Radius), `" `, paint("fill", c.Color), "/>\n")
	}
	for _, d := range p.Dashes {
		w.text("<path ", paint("stroke", d.Color), ` stroke-width="2" d="M`, n(d.X), " ", n(d.Y), "H", n(d.To), "\"/>\n")
	}
	for _, t := range p.Texts {
		how := at("x", "y", t.X, t.Y)
		if t.Size != p.Size {
			how += ` font-weight="600" font-size="` + n(t.Size) + `"`
		}
		if t.Anchor != "start" {
			how += ` text-anchor="` + t.Anchor + `"`
		}
		if t.Turned {
			how += ` transform="rotate(-90 ` + n(t.X) + ` ` + n(t.Y) + `)"`
		}
		if t.Italic {
			how += ` font-style="italic"`
		}
		words := ">" + escape(t.Text) + "</text>\n"
		if t.Halo > 0 {
			w.text("<text", how, ` fill="none" stroke-width="`, n(t.Halo), `" `, paint("stroke", Paper), words)
		}
		w.text("<text", how, " ", paint("fill", t.Color), words)
	}
	w.text("</svg>\n")
	return w.String()
}
