//go:build !js

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"saddle/core/config"
	"saddle/core/figure"
	"saddle/core/session"
	"saddle/core/snapshot"
	"saddle/core/version"
)

// palettes are the colours of the page's themes, by their roles: site/src/dom/palette.css has the same.
var palettes = map[string]map[string]string{
	"light": {"--paper": "#ffffff", "--ink": "#1a1d21", "--muted": "#59616b", "--line": "#d3d9df", "--edge": "#868e98", "--target": "#1b4f9e", "--generated": "#bd5208"},
	"dark":  {"--paper": "#14171b", "--ink": "#e8eaed", "--muted": "#a3abb5", "--line": "#363d45", "--edge": "#6b747f", "--target": "#5c9cf5", "--generated": "#ffb463"},
}

// picture draws a moment of a run into a file whose ending says the format.
func picture(ctx context.Context, args []string, log io.Writer) error {
	f := flag.NewFlagSet("saddle picture", flag.ContinueOnError)
	f.SetOutput(log)
	query := f.String("query", "", "of what run, as in a permalink")
	at := f.Int64("at", -1, "after how many steps; by default as the query's at says")
	out := f.String("out", "", "the file: .svg, .pdf or .png")
	theme := f.String("theme", "light", "the colours: light or dark")
	side := f.Float64("side", 600, "of the square, in pixels, from 100 to 4000")
	if err := f.Parse(args); err != nil {
		return err
	}
	switch palette := palettes[*theme]; {
	case f.NArg() > 0:
		return fmt.Errorf("%q is one argument too many", f.Arg(0))
	case *out == "":
		return errors.New("say into which file: saddle picture -out figure.svg")
	case palette == nil:
		return fmt.Errorf("-theme %s is neither light nor dark", *theme)
	case !(*side >= 100 && *side <= 4000):
		return fmt.Errorf("-side %v is not from 100 to 4000; the nearest is %v", *side, math.Min(math.Max(*side, 100), 4000))
	}
	s, err := moment(ctx, *query, *at, log)
	if err != nil {
		return err
	}
	d := frame(s, *side, palettes[*theme])
	switch strings.ToLower(filepath.Ext(*out)) {
	case ".svg":
		return os.WriteFile(*out, []byte(d.svg()), 0o644)
	case ".pdf":
		return d.save(*out, d.pdf)
	case ".png":
		return d.save(*out, d.png)
	}
	return fmt.Errorf("%s ends in neither .svg nor .pdf nor .png", *out)
}

// moment runs a query to a step.
func moment(ctx context.Context, query string, at int64, log io.Writer) (*snapshot.Snapshot, error) {
	if at >= 0 {
		query = strings.Trim(query+"&at="+strconv.FormatInt(at, 10), "&")
	}
	_, problems := config.Parse(query)
	for _, p := range problems {
		fmt.Fprintln(log, p.Message)
	}
	if len(problems) > 0 {
		return nil, errors.New("mend the query and try again")
	}
	run := session.New(query)
	for run.Status() == snapshot.Running && ctx.Err() == nil {
		run.Take()
	}
	if ctx.Err() != nil {
		return nil, errors.New("interrupted")
	}
	s := run.Snapshot()
	if s.Error != "" {
		return nil, errors.New(s.Error)
	}
	return s, nil
}

// words are a text of a drawing: where its middle, or its beginning or end, lies on the line's middle.
type words struct {
	x, y, size float64
	anchor     string // start, middle or end
	role, text string
	turned     bool // reads upward
	italic     bool
}

// drawing is a picture in its axes, with a legend above and a sentence below.
type drawing struct {
	width, height, side, left, top float64
	picture                        string // of core/figure
	about                          string
	texts                          []words
	discs                          []disc
	palette                        map[string]string
}

type disc struct {
	x, y, r float64
	role    string
}

// frame lays a drawing out. The lengths are those of the page's own saved pictures, in units of the type.
func frame(s *snapshot.Snapshot, side float64, palette map[string]string) *drawing {
	em := max(11, side/44)
	d := &drawing{side: side, left: 3.4 * em, top: 2.2 * em, palette: palette, picture: figure.SVG(s, side)}
	d.width = d.left + side + em
	put := func(x, y float64, anchor, role, text string) *words {
		d.texts = append(d.texts, words{x: x, y: y, size: em, anchor: anchor, role: role, text: text})
		return &d.texts[len(d.texts)-1]
	}
	x := d.left
	for _, law := range []struct{ role, name string }{{"--target", "target"}, {"--generated", "generated"}} {
		d.discs = append(d.discs, disc{x + 0.4*em, 1.1 * em, 0.33 * em, law.role})
		put(x+em, 1.1*em, "start", "--muted", law.name)
		x += (2.2 + 0.56*float64(len(law.name))) * em
	}
	f := figure.New(s, side)
	for axis := range 2 {
		if axis == 1 && f.Line {
			break
		}
		for _, t := range f.Ticks(axis) {
			text := strings.Replace(strconv.FormatFloat(math.Round(t/f.Step[axis])*f.Step[axis]+0, 'g', 6, 64), "-", "−", 1)
			if px := f.X(t); axis == 0 && px > 0.02*side && px < 0.98*side {
				put(d.left+px, d.top+side+0.9*em, "middle", "--muted", text)
			}
			if px := f.Y(t); axis == 1 && px > 0.02*side && px < 0.98*side {
				put(d.left-0.5*em, d.top+px, "end", "--muted", text)
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
			put(d.left+side/2, d.top+side+2.1*em, "middle", "--muted", name).italic = true
		} else {
			w := put(0.9*em, d.top+side/2, "middle", "--muted", name)
			w.italic, w.turned = true, len([]rune(name)) > 3
		}
	}
	y := d.top + side + 3.9*em
	d.about = figure.Sentence(s)
	for _, line := range wrapped(d.about, int(side/(0.5*em))) {
		put(d.left, y, "start", "--ink", line)
		y += 1.4 * em
	}
	d.height = y
	d.about += " Saddle " + version.Number + ", " + s.Permalink + "."
	return d
}

// subscript writes a number as small digits below the line.
func subscript(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + '₀' }, strconv.Itoa(n))
}

// wrapped breaks a sentence into lines of at most so many letters.
func wrapped(sentence string, most int) (lines []string) {
	line := ""
	for _, word := range strings.Split(sentence, " ") {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > most {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return append(lines, line)
}

// coloured is a colour as core/figure writes it: an attribute, and the palette's in its place where there is one.
var coloured = regexp.MustCompile(`(fill|stroke)="#[0-9a-f]{6}" style="(?:fill|stroke):var\((--[a-z0-9]+),#[0-9a-f]{6}\)"`)

// svg is the drawing as a document of its own.
func (d *drawing) svg() string {
	var b strings.Builder
	n := func(v float64) string { return strconv.FormatFloat(math.Round(100*v)/100, 'f', -1, 64) }
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]s %[2]s" width="%[1]s" height="%[2]s" role="img" font-family="system-ui, 'Liberation Sans', Arial, sans-serif">`, n(d.width), n(d.height))
	fmt.Fprintf(&b, "\n<title>%s</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>\n", html.EscapeString(d.about), d.palette["--paper"])
	inner := strings.Replace(d.picture, "<svg ", fmt.Sprintf(`<svg x="%s" y="%s" width="%[3]s" height="%[3]s" `, n(d.left), n(d.top), n(d.side)), 1)
	b.WriteString(coloured.ReplaceAllStringFunc(inner, func(m string) string {
		part := coloured.FindStringSubmatch(m)
		return part[1] + `="` + d.palette[part[2]] + `"`
	}))
	fmt.Fprintf(&b, "\n<rect x=\"%s\" y=\"%s\" width=\"%[3]s\" height=\"%[3]s\" fill=\"none\" stroke=\"%s\"/>\n", n(d.left), n(d.top), n(d.side), d.palette["--edge"])
	for _, c := range d.discs {
		fmt.Fprintf(&b, "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>\n", n(c.x), n(c.y), n(c.r), d.palette[c.role])
	}
	for _, w := range d.texts {
		turn, style := "", ""
		if w.turned {
			turn = fmt.Sprintf(` transform="rotate(-90 %s %s)"`, n(w.x), n(w.y))
		}
		if w.italic {
			style = ` font-style="italic"`
		}
		fmt.Fprintf(&b, "<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\" dominant-baseline=\"central\" fill=\"%s\"%s%s>%s</text>\n",
			n(w.x), n(w.y), n(w.size), w.anchor, d.palette[w.role], turn, style, html.EscapeString(w.text))
	}
	return b.String() + "</svg>\n"
}

// save writes a format that is made while it is written.
func (d *drawing) save(name string, format func(io.Writer) error) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(format(file), file.Close())
}
