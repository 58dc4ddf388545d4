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

// png paints the drawing, two pixels for each of its own.
func (d *drawing) png(to io.Writer) error {
	const scale = 2
	dc := gg.NewContext(int(math.Ceil(scale*d.width)), int(math.Ceil(scale*d.height)))
	colour := func(role string, opacity float64) {
		r, g, b := rgb(d.palette[role])
		dc.SetRGBA(float64(r)/255, float64(g)/255, float64(b)/255, opacity)
	}
	colour("--paper", 1)
	dc.Clear()
	dc.Scale(scale, scale)
	list, err := shapes(d.picture)
	if err != nil {
		return err
	}
	dc.Push()
	dc.DrawRectangle(d.left, d.top, d.side, d.side)
	dc.Clip()
	dc.Translate(d.left, d.top)
	dc.SetLineCapRound()
	dc.SetLineJoin(gg.LineJoinRound)
	dc.SetFillRuleEvenOdd()
	for _, s := range list {
		if s.fill != "" {
			trace(dc, s.lines)
			colour(s.fill, s.opacity[0])
			dc.Fill()
		}
		if s.stroke == "" {
			continue
		}
		colour(s.stroke, s.opacity[1])
		dc.SetLineWidth(scale * s.width)
		for _, l := range s.lines {
			if p := l.points; len(p) == 4 && p[0] == p[2] && p[1] == p[3] { // a dot
				dc.DrawCircle(p[0], p[1], s.width/2)
				dc.Fill()
				continue
			}
			trace(dc, []polyline{l})
			dc.Stroke()
		}
	}
	dc.Pop()
	dc.ResetClip()
	colour("--edge", 1)
	dc.SetLineWidth(scale)
	dc.DrawRectangle(d.left, d.top, d.side, d.side)
	dc.Stroke()
	for _, c := range d.discs {
		colour(c.role, 1)
		dc.DrawCircle(c.x, c.y, c.r)
		dc.Fill()
	}
	for _, w := range d.texts {
		if err := dc.LoadFontFaceFromBytes(fontOf(w.italic), scale*w.size); err != nil {
			return err
		}
		colour(w.role, 1)
		dc.Push()
		dc.Identity()
		if w.turned {
			dc.RotateAbout(-math.Pi/2, scale*w.x, scale*w.y)
		}
		dc.DrawStringAnchored(w.text, scale*w.x, scale*w.y, map[string]float64{"start": 0, "middle": 0.5, "end": 1}[w.anchor], 0.35)
		dc.Pop()
	}
	return dc.EncodePNG(to)
}

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
		back := map[string]float64{"start": 0, "middle": 0.5, "end": 1}[w.anchor] * doc.GetStringWidth(w.text)
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
