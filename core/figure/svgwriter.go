package figure

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"saddle/core/ascii"
)

// svgWriter writes the elements of a picture.
type svgWriter struct{ strings.Builder }

func (w *svgWriter) text(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

// path writes a path element; one without data is left out.
func (w *svgWriter) path(attributes, d string) {
	if d != "" {
		w.text(`<path `, attributes, ` d="`, d, `"/>`)
	}
}

// stroke draws the path d with a line of a width in pixels.
func (w *svgWriter) stroke(c Color, width, opacity float64, d string) {
	w.path(paint("stroke", c)+` stroke-width="`+tenths(width)+`"`+opacityOf("stroke", opacity), d)
}

// fill fills the path d.
func (w *svgWriter) fill(c Color, opacity float64, d string) {
	w.path(paint("fill", c)+opacityOf("fill", opacity), d)
}

func opacityOf(what string, v float64) string {
	if v >= 1 {
		return ""
	}
	return ` ` + what + `-opacity="` + ascii.TrimLeft(strconv.FormatFloat(v, 'f', 3, 64), "0") + `"`
}

// paint names a colour twice: a program that knows no custom properties, or a page that allows no
// inline style, takes the attribute.
func paint(attribute string, c Color) string {
	return attribute + `="` + c.Fallback + `" style="` + attribute + `:var(` + c.Property + `,` + c.Fallback + `)"`
}

func tenth(px float64) int     { return int(math.Round(10 * px)) }
func tenths(px float64) string { return strconv.Itoa(tenth(px)) }

// pen writes path data in whole numbers, each point relative to the one before.
type pen struct {
	strings.Builder
	x, y int // where it stands
}

// to writes a relative command that goes to (x, y).
func (p *pen) to(command string, x, y int) {
	p.WriteString(command + strconv.Itoa(x-p.x))
	if y >= p.y {
		p.WriteByte(' ')
	}
	p.WriteString(strconv.Itoa(y - p.y))
	p.x, p.y = x, y
}

// polylines writes paths as path data, without the vertices that can go within a tolerance in pixels.
func polylines(paths []Path, tolerance float64) string {
	var p pen
	for _, path := range paths {
		path = simplify(path, tolerance)
		command := "m"
		for i := 0; i < len(path); i += 2 {
			p.to(command, tenth(path[i]), tenth(path[i+1]))
			command = "l"
		}
	}
	return p.String()
}

// dots writes the samples of one turn, in half pixels and as lines of no length, which round caps make
// into discs. Samples outside the picture are left out. The others come in rows, so that the steps
// between them are short numbers.
func dots(samples []float32, side float64, turn int) string {
	const row = 16 // height of a row in half pixels
	type dot struct{ x, y int }
	rows := make([][]dot, int(2*side+8)/row+2)
	for i := turn; i < min(len(samples)/2, mostPoints); i += turns {
		x, y := float64(samples[2*i]), float64(samples[2*i+1])
		if x > -4 && x < side+4 && y > -4 && y < side+4 {
			d := dot{int(math.Round(2 * x)), int(math.Round(2 * y))}
			at := (d.y + 8) / row
			rows[at] = append(rows[at], d)
		}
	}
	var p pen
	for at, list := range rows {
		for i, d := range list { // by insertion: a row is short, and package slices' sort weighs more than all this
			j := i
			for ; j > 0 && (list[j-1].x > d.x) != (at%2 != 0 && list[j-1].x != d.x); j-- { // to and fro
				list[j] = list[j-1]
			}
			list[j] = d
		}
		for _, d := range list {
			p.to("m", d.x, d.y)
			p.WriteString("h0")
		}
	}
	return p.String()
}

// escape makes text safe inside a quoted XML attribute. It goes rune by rune, because the replacers of package strings
// weigh more than the rest of the picture.
func escape(text string) string {
	var out []byte
	for _, r := range text {
		switch {
		case r == '&':
			out = append(out, "&amp;"...)
		case r == '<':
			out = append(out, "&lt;"...)
		case r == '>':
			out = append(out, "&gt;"...)
		case r == '"':
			out = append(out, "&quot;"...)
		case r < ' ' || r >= '\uFFFD' && r <= '\uFFFF':
			out = append(out, ' ')
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}
