package scene

import (
	"image"
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"saddle/core/figure"
	"saddle/core/gan"
)

// painter paints figures on a canvas of one size.
type painter struct {
	width, height int     // of the canvas, in pixels
	density       float64 // pixels of the canvas in a CSS pixel

	shaders map[variant]*ebiten.Shader
	image   *ebiten.Image // of the overlay
	overlay *overlay
	discs   *discs
	samples int // of a law, that the discs were made for
	spread  [2]spread

	// The gradients' own overlay, made when they are first shown.
	ink      *overlay
	inkImage *ebiten.Image
}

// resize sets the size of the canvas and says whether it is another.
func (p *painter) resize(width, height int) bool {
	if width == p.width && height == p.height {
		return false
	}
	p.width, p.height, p.overlay = width, height, nil
	return true
}

// side returns the side of the square that holds the picture, in pixels.
func (p *painter) side() float64 { return float64(min(p.width, p.height)) }

// origin returns the upper left corner of that square.
func (p *painter) origin() (x, y float64) {
	return (float64(p.width) - p.side()) / 2, (float64(p.height) - p.side()) / 2
}

// unit returns the pixels of the canvas in the length that strokes are measured in.
func (p *painter) unit() float64 { return p.density * figure.Zoom(p.side()/p.density) }

// shader returns the program that paints v, compiled when it is first shown.
func (p *painter) shader(v variant) *ebiten.Shader {
	if s, ok := p.shaders[v]; ok {
		return s
	}
	s, err := ebiten.NewShader(v.source())
	if err != nil {
		panic("scene: paint.kage: " + err.Error())
	}
	if p.shaders == nil {
		p.shaders = map[variant]*ebiten.Shader{}
	}
	p.shaders[v] = s
	return s
}

// prepare makes what depends on the size of the canvas and on the number of samples.
func (p *painter) prepare(f *figure.Figure) {
	if p.overlay == nil {
		if p.image != nil {
			p.image.Deallocate()
		}
		p.image = ebiten.NewImageWithOptions(image.Rect(0, 0, p.width, p.height), &ebiten.NewImageOptions{Unmanaged: true})
		p.overlay = newOverlay(p.width, p.height, p.unit())
		if p.inkImage != nil {
			p.inkImage.Deallocate()
		}
		p.ink, p.inkImage = nil, nil
		p.discs = nil
	}
	if n := max(len(f.Target), len(f.Generated)) / 2; p.discs == nil || n != p.samples {
		p.discs, p.samples = newDiscs(n, p.unit()), n
	}
}

// paint paints f on the whole canvas.
func (p *painter) paint(canvas *ebiten.Image, f *figure.Figure, t *Theme) {
	p.prepare(f)
	dx, dy := p.origin()
	o := p.overlay
	clear(o.pix)
	p.layers(f, dx, dy)
	o.marks(targetMarks, &f.TargetMarks, figure.TargetStroke, dx, dy, p.unit())
	o.marks(generatedMarks, &f.GeneratedMarks, figure.GeneratedStroke, dx, dy, p.unit())
	for _, dash := range f.OtherRing(p.unit()) {
		o.stroke(generatedMarks, dash, dx, dy, figure.OtherWidth*p.unit()/2)
	}
	p.image.WritePixels(o.pix)

	op := &ebiten.DrawRectShaderOptions{Uniforms: p.uniforms(f, t), Blend: ebiten.BlendCopy}
	op.Images[0], op.Images[1] = p.image, p.image
	v := variantOf(f)
	if v.gradients {
		p.gradients(f, dx, dy)
		op.Images[1] = p.inkImage
	}
	canvas.DrawRectShader(p.width, p.height, p.shader(v), op)
}

func (p *painter) uniforms(f *figure.Figure, t *Theme) map[string]any {
	dx, dy := p.origin()
	field, level := 0.0, 0.0
	if f.Layers.Field {
		field = figure.FieldOpacity
	}
	if f.Cut != [4]float64{} {
		level = f.IsolineOpacity()
	}
	x0, y0, x1, y1, _ := f.TruncationSet()
	var d figure.Difference
	if f.Layers.Difference {
		d = f.Difference()
	}
	present := f.Presence()
	knots := make([]float64, 2*gan.MaxKnots)
	bent := f.Phi // whose slope and knots the shader needs: where both have some they are the same
	if len(bent.Knots()) == 0 {
		bent = f.TargetLaw.Phi
	}
	pieces := copy(knots, bent.Knots())/2 - 1
	return map[string]any{
		"Origin": floats(dx, dy), "Side": float32(f.Side),
		"Axis": floats(f.Left, f.Bottom, f.Span, f.Rise), "Tick": floats(f.Step[:]...),
		"Cut": floats(f.Cut[:]...), "Slope": float32(max(f.Phi.Slope(), f.TargetLaw.Phi.Slope())), "Knots": floats(knots...), "Pieces": pieces,
		"Field": float32(field), "Level": float32(level), "Contrast": float32(figure.DifferenceOpacity),
		"Grid": floats(figure.GridOpacity, figure.AxisOpacity), "Halo": float32(figure.HaloOpacity),
		"Width":   floats(figure.IsolineWidth*p.unit(), figure.GridWidth*p.density, figure.HaloWidth*p.unit()),
		"Reach":   []float32{p.overlay.reach.out, p.overlay.reach.in},
		"Hatched": floats(x0, y0, x1, y1), "Hatch": floats(figure.HatchOpacity, figure.HatchGap*p.density*math.Sqrt2, figure.HatchWidth*p.density),
		"Shift": float32(f.Shift), "Ends": floats(moderate(f.Reach())), "Band": float32(figure.BandOpacity),
		"Strip":    floats(figure.StripShare*f.Side, figure.StripOpacity),
		"FormReal": floats(d.Form[0][:]...), "FormFake": floats(d.Form[1][:]...), "Height": floats(max(d.Height[0], -1e4), max(d.Height[1], -1e4)), "Bend": float32(d.Bend),
		"SeenReal": floats(present.Form[0][:]...), "SeenFake": floats(present.Form[1][:]...), "Crowding": float32(figure.Crowding),
		"Paper": t.Paper[:], "Ink": t.Ink[:], "Rule": t.Rule[:], "Real": t.Real[:], "Fake": t.Fake[:],
	}
}

// moderate keeps infinite ends within what a shader takes.
func moderate(lo, hi float64) (float64, float64) { return max(lo, -1e30), min(hi, 1e30) }

func floats(v ...float64) []float32 {
	f := make([]float32, len(v))
	for i := range v {
		f[i] = float32(v[i])
	}
	return f
}
