package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/evanw/esbuild/pkg/api"

	"saddle/core/figure"
	"saddle/core/session"
)

// posterSide is the width of the poster in its own pixels; it scales.
const posterSide = 640

// buildPoster draws what the page shows before anything runs: the first moment of the default run, in
// the picture's own place.
func (p *project) buildPoster(args []string) error {
	if err := noArguments(args); err != nil {
		return err
	}
	start := time.Now()
	palette, err := os.ReadFile(p.path("site/src/palette.css"))
	if err != nil {
		return err
	}
	first := session.New("").Snapshot()
	svg, err := withPalette(figure.SVG(first, posterSide), string(palette))
	if err != nil {
		return err
	}
	if err := p.write(siteDir+"/poster.svg", []byte(svg)); err != nil {
		return err
	}
	p.made("poster.svg", len(svg), start)
	return nil
}

// withPalette gives a picture the page's colours as its own: an image cannot see the page's.
func withPalette(svg, palette string) (string, error) {
	result := api.Transform(palette, api.TransformOptions{Loader: api.LoaderCSS, MinifyWhitespace: true, MinifySyntax: true})
	if err := messages(result.Errors); err != nil {
		return "", err
	}
	head, rest, ok := strings.Cut(svg, ">")
	if !ok || !strings.HasPrefix(head, "<svg") {
		return "", fmt.Errorf("the picture does not begin with <svg: %.40q", svg)
	}
	return head + "><style>" + strings.TrimSpace(string(result.Code)) + "</style>" + rest, nil
}
