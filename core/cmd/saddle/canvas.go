//go:build !js

package main

import (
	"io"
	"math"
	"strconv"
	"time"

	"codeberg.org/go-fonts/liberation/liberationsansitalic"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-pdf/fpdf"
	"git.sr.ht/~sbinet/gg"
)

// rgb reads a colour such as #1b4f9e.
func rgb(hex string) (r, g, b int) {
	v, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		panic("picture: " + err.Error()) // the palettes are constants
	}
	return int(v >> 16), int(v >> 8 & 255), int(v & 255)
}

func fontOf(italic bool) []byte {
	if italic {
		return liberationsansitalic.TTF
	}
	return liberationsansregular.TTF
}

// scale is how many pixels of a PNG stand for one of the drawing.
const scale = 2

// painter is a drawing on its way into pixels.
type painter struct {
	*gg.Context
	palette map[string]string
}

func (p painter) colour(role string, opacity float64) {
	r, g, b := rgb(p.palette[role])
	p.SetRGBA(float64(r)/255, float64(g)/255, float64(b)/255, opacity)
}

// png paints the drawing.
func (d *drawing) png(to io.Writer) error {
	list, err := shapes(d.picture)
	if err != nil {
		return err
	}
	dc := painter{gg.NewContext(int(math.Ceil(scale*d.width)), int(math.Ceil(scale*d.height))), d.palette}
	dc.colour("--paper", 1)
	dc.Clear()
	dc.Scale(scale, scale)
	dc.Push()
	dc.DrawRectangle(d.left, d.top, d.side, d.side)
	dc.Clip()
	dc.Translate(d.left, d.top)
	dc.SetLineCapRound()
	dc.SetLineJoin(gg.LineJoinRound)
	dc.SetFillRuleEvenOdd()
	for _, s := range list {
		dc.shape(s)
	}
	dc.Pop()
	dc.ResetClip()
	dc.colour("--edge", 1)
	dc.SetLineWidth(scale)
	dc.DrawRectangle(d.left, d.top, d.side, d.side)
	dc.Stroke()
	for _, c := range d.discs {
		dc.colour(c.role, 1)
		dc.DrawCircle(c.x, c.y, c.r)
		dc.Fill()
	}
	for _, w := range d.texts {
		if err := dc.write(w); err != nil {
			return err
		}
	}
	return dc.EncodePNG(to)
}

func (p painter) shape(s shape) {
	if s.fill != "" {
		trace(p.Context, s.lines)
		p.colour(s.fill, s.opacity[0])
		p.Fill()
	}
	if s.stroke == "" {
		return
	}
	p.colour(s.stroke, s.opacity[1])
	p.SetLineWidth(scale * s.width)
	for _, l := range s.lines {
		if at := l.points; len(at) == 4 && at[0] == at[2] && at[1] == at[3] { // a dot
			p.DrawCircle(at[0], at[1], s.width/2)
			p.Fill()
			continue
		}
		trace(p.Context, []polyline{l})
		p.Stroke()
	}
}

func (p painter) write(w words) error {
	if err := p.LoadFontFaceFromBytes(fontOf(w.italic), scale*w.size); err != nil {
		return err
	}
	p.colour(w.role, 1)
	p.Push()
	defer p.Pop()
	p.Identity()
	if w.turned {
		p.RotateAbout(-math.Pi/2, scale*w.x, scale*w.y)
	}
	p.DrawStringAnchored(w.text, scale*w.x, scale*w.y, anchors[w.anchor], 0.35)
	return nil
}

// anchors say which share of a text lies before its place.
var anchors = map[string]float64{"start": 0, "middle": 0.5, "end": 1}

// trace makes lines the path of a context.
func trace(dc *gg.Context, lines []polyline) {
	for _, l := range lines {
		for i := 0; i < len(l.points); i += 2 {
			if i == 0 {
				dc.MoveTo(l.points[0], l.points[1])
			} else {
				dc.LineTo(l.points[i], l.points[i+1])
			}
		}
		if l.closed {
			dc.ClosePath()
		}
	}
}

// pdf writes the drawing as one page, with the same bytes for the same drawing.
func (d *drawing) pdf(to io.Writer) error {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: d.width, Ht: d.height}})
	doc.SetCatalogSort(true)
	doc.SetCreationDate(time.Unix(0, 0).UTC())
	doc.SetModificationDate(time.Unix(0, 0).UTC())
	doc.SetTitle(d.about, true)
	doc.SetAutoPageBreak(false, 0)
	doc.AddUTF8FontFromBytes("sans", "", fontOf(false))
	doc.AddUTF8FontFromBytes("sans", "I", fontOf(true))
	doc.AddPage()
	doc.SetFillColor(rgb(d.palette["--paper"]))
	doc.Rect(0, 0, d.width, d.height, "F")
	list, err := shapes(d.picture)
	if err != nil {
		return err
	}
	doc.ClipRect(d.left, d.top, d.side, d.side, false)
	doc.SetLineCapStyle("round")
	doc.SetLineJoinStyle("round")
	for _, s := range list {
		if s.fill != "" {
			doc.SetFillColor(rgb(d.palette[s.fill]))
			doc.SetAlpha(s.opacity[0], "Normal")
			d.outline(doc, s.lines, "F*")
		}
		if s.stroke != "" {
			doc.SetDrawColor(rgb(d.palette[s.stroke]))
			doc.SetAlpha(s.opacity[1], "Normal")
			doc.SetLineWidth(s.width)
			d.outline(doc, s.lines, "D")
		}
	}
	doc.SetAlpha(1, "Normal")
	doc.ClipEnd()
	doc.SetLineWidth(1)
	doc.SetDrawColor(rgb(d.palette["--edge"]))
	doc.Rect(d.left, d.top, d.side, d.side, "D")
	for _, c := range d.discs {
		doc.SetFillColor(rgb(d.palette[c.role]))
		doc.Circle(c.x, c.y, c.r, "F")
	}
	for _, w := range d.texts {
		style := ""
		if w.italic {
			style = "I"
		}
		doc.SetFont("sans", style, w.size)
		doc.SetTextColor(rgb(d.palette[w.role]))
		back := anchors[w.anchor] * doc.GetStringWidth(w.text)
		doc.TransformBegin()
		if w.turned {
			doc.TransformRotate(90, w.x, w.y)
		}
		doc.Text(w.x-back, w.y+0.35*w.size, w.text)
		doc.TransformEnd()
	}
	return doc.Output(to)
}

// outline draws lines that begin in the picture's corner.
func (d *drawing) outline(doc *fpdf.Fpdf, lines []polyline, style string) {
	for _, l := range lines {
		for i := 0; i < len(l.points); i += 2 {
			x, y := d.left+l.points[i], d.top+l.points[i+1]
			if i == 0 {
				doc.MoveTo(x, y)
			} else {
				doc.LineTo(x, y)
			}
		}
		if l.closed {
			doc.ClosePath()
		}
	}
	if len(lines) > 0 {
		doc.DrawPath(style)
	}
}
