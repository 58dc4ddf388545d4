package paper

import (
	"cmp"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"codeberg.org/go-fonts/liberation/liberationsansitalic"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-pdf/fpdf"
	"git.sr.ht/~sbinet/gg"

	"saddle/core/figure"
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
	unit    float64 // pixels for one of the drawing
}

func (p painter) colour(role string, opacity float64) {
	r, g, b := rgb(p.palette[role])
	p.SetRGBA(float64(r)/255, float64(g)/255, float64(b)/255, opacity)
}

// PNG paints the drawing, two pixels for one.
func (d *Drawing) PNG(to io.Writer) error {
	list, err := shapes(d.Picture)
	if err != nil {
		return err
	}
	dc := painter{gg.NewContext(int(math.Ceil(scale*d.Width)), int(math.Ceil(scale*d.Height))), d.Palette, scale}
	dc.colour("--paper", 1)
	dc.Clear()
	dc.Scale(scale, scale)
	dc.picture(list, d.Left, d.Top, d.Side)
	dc.colour("--edge", 1)
	dc.SetLineWidth(scale)
	dc.DrawRectangle(d.Left, d.Top, d.Side, d.Side)
	dc.Stroke()
	for _, c := range d.Discs {
		dc.colour(c.Property, 1)
		dc.DrawCircle(c.X, c.Y, c.Radius)
		dc.Fill()
	}
	dc.SetLineWidth(2 * scale)
	for _, l := range d.Dashes {
		dc.colour(l.Property, 1)
		dc.DrawLine(l.X, l.Y, l.To, l.Y)
		dc.Stroke()
	}
	for _, t := range d.Texts {
		if err := dc.write(t); err != nil {
			return err
		}
	}
	return encode(to, dc.Image())
}

// picture paints shapes into a square.
func (p painter) picture(list []shape, left, top, side float64) {
	p.Push()
	defer p.Pop()
	p.DrawRectangle(left, top, side, side)
	p.Clip()
	p.Translate(left, top)
	p.SetLineCapRound()
	p.SetLineJoin(gg.LineJoinRound)
	p.SetFillRuleEvenOdd()
	for _, s := range list {
		p.shape(s)
	}
	p.ResetClip()
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

func (p painter) write(t figure.Text) error {
	if err := p.LoadFontFaceFromBytes(fontOf(t.Italic), p.unit*t.Size); err != nil {
		return err
	}
	p.Push()
	defer p.Pop()
	p.Identity()
	if t.Turned {
		p.RotateAbout(-math.Pi/2, p.unit*t.X, p.unit*t.Y)
	}
	const around = 16 // places of the text that make its halo
	for k := range around {
		if t.Halo > 0 {
			sin, cos := math.Sincos(2 * math.Pi * float64(k) / around)
			p.colour("--paper", 1)
			p.DrawStringAnchored(t.Text, p.unit*(t.X+t.Halo/2*cos), p.unit*(t.Y+t.Halo/2*sin), anchors[t.Anchor], 0.35)
		}
	}
	p.colour(t.Property, 1)
	p.DrawStringAnchored(t.Text, p.unit*t.X, p.unit*t.Y, anchors[t.Anchor], 0.35)
	return nil
}

// encode writes an image in few bytes: with the 256 colours that most of its pixels have, others as the nearest of these.
func encode(to io.Writer, from image.Image) error {
	count := map[color.RGBA]int{}
	area := from.Bounds()
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(from.At(x, y)).(color.RGBA) }
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			count[at(x, y)]++
		}
	}
	number := func(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }
	colours := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], number(a)-number(b))
	})
	var palette color.Palette
	for _, c := range colours[:min(len(colours), 256)] {
		palette = append(palette, c)
	}
	index := map[color.RGBA]uint8{}
	for c := range count {
		index[c] = uint8(palette.Index(c))
	}
	small := image.NewPaletted(area, palette)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			small.SetColorIndex(x, y, index[at(x, y)])
		}
	}
	return (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(to, small)
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

// newPage begins a document of one page, in points, that says nothing of when it was made.
func newPage(width, height float64, title string, palette map[string]string) *fpdf.Fpdf {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: width, Ht: height}})
	doc.SetCatalogSort(true)
	doc.SetCreationDate(time.Unix(0, 0).UTC())
	doc.SetModificationDate(time.Unix(0, 0).UTC())
	doc.SetTitle(title, true)
	doc.SetAutoPageBreak(false, 0)
	doc.AddUTF8FontFromBytes("sans", "", fontOf(false))
	doc.AddUTF8FontFromBytes("sans", "I", fontOf(true))
	doc.AddPage()
	doc.SetFillColor(rgb(palette["--paper"]))
	doc.Rect(0, 0, width, height, "F")
	return doc
}

// PDF writes the drawing as one page, with the same bytes for the same drawing. All of it is a link, if it has one.
func (d *Drawing) PDF(to io.Writer) error {
	doc := newPage(d.Width, d.Height, d.About, d.Palette)
	list, err := shapes(d.Picture)
	if err != nil {
		return err
	}
	doc.ClipRect(d.Left, d.Top, d.Side, d.Side, false)
	doc.SetLineCapStyle("round")
	doc.SetLineJoinStyle("round")
	for _, s := range list {
		if s.fill != "" {
			doc.SetFillColor(rgb(d.Palette[s.fill]))
			doc.SetAlpha(s.opacity[0], "Normal")
			d.outline(doc, s.lines, "F*")
		}
		if s.stroke != "" {
			doc.SetDrawColor(rgb(d.Palette[s.stroke]))
			doc.SetAlpha(s.opacity[1], "Normal")
			doc.SetLineWidth(s.width)
			d.outline(doc, s.lines, "D")
		}
	}
	doc.SetAlpha(1, "Normal")
	doc.ClipEnd()
	d.around(doc)
	if d.Link != "" {
		doc.LinkString(0, 0, d.Width, d.Height, d.Link)
	}
	return doc.Output(to)
}

// around draws what is not in the picture.
func (d *Drawing) around(doc *fpdf.Fpdf) {
	doc.SetLineWidth(1)
	doc.SetDrawColor(rgb(d.Palette["--edge"]))
	doc.Rect(d.Left, d.Top, d.Side, d.Side, "D")
	for _, c := range d.Discs {
		doc.SetFillColor(rgb(d.Palette[c.Property]))
		doc.Circle(c.X, c.Y, c.Radius, "F")
	}
	doc.SetLineWidth(2)
	for _, l := range d.Dashes {
		doc.SetDrawColor(rgb(d.Palette[l.Property]))
		doc.Line(l.X, l.Y, l.To, l.Y)
	}
	writeTexts(doc, d.Texts, d.Palette)
}

func writeTexts(doc *fpdf.Fpdf, texts []figure.Text, palette map[string]string) {
	doc.SetDrawColor(rgb(palette["--paper"])) // of halos
	for _, t := range texts {
		style := ""
		if t.Italic {
			style = "I"
		}
		doc.SetFont("sans", style, t.Size)
		doc.SetTextColor(rgb(palette[t.Property]))
		back := anchors[t.Anchor] * doc.GetStringWidth(t.Text)
		doc.TransformBegin()
		if t.Turned {
			doc.TransformRotate(90, t.X, t.Y)
		}
		if t.Halo > 0 {
			doc.SetLineWidth(t.Halo)
			doc.SetTextRenderingMode(1)
			doc.Text(t.X-back, t.Y+0.35*t.Size, t.Text)
			doc.SetTextRenderingMode(0)
		}
		doc.Text(t.X-back, t.Y+0.35*t.Size, t.Text)
		doc.TransformEnd()
	}
}

// outline draws lines that begin in the picture's corner.
func (d *Drawing) outline(doc *fpdf.Fpdf, lines []polyline, style string) {
	for _, l := range lines {
		for i := 0; i < len(l.points); i += 2 {
			x, y := d.Left+l.points[i], d.Top+l.points[i+1]
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
