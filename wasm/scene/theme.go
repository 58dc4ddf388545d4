package scene

import (
	"strconv"
	"strings"

	"saddle/core/figure"
)

// RGB is a colour with components in [0, 1], as a shader takes it.
type RGB [3]float32

// Theme is what the picture is painted with.
type Theme struct {
	Paper, Ink, Rule RGB // Rule is the colour of the grid
	Real, Fake       RGB // the target's and the generator's
}

// colors binds each colour to the custom property of the page's palette.
func (t *Theme) colors() map[figure.Color]*RGB {
	return map[figure.Color]*RGB{
		figure.Paper: &t.Paper, figure.Ink: &t.Ink, figure.Rule: &t.Rule, figure.Real: &t.Real, figure.Fake: &t.Fake,
	}
}

// DefaultTheme is the page's light theme, as package figure knows it.
func DefaultTheme() (t Theme) {
	for c, rgb := range t.colors() {
		*rgb, _ = parseRGB(c.Fallback)
	}
	return t
}

// ParseTheme reads a list such as "paper=#ffffff target=#1f63b5", the names being those of the palette
// without dashes. What is missing or cannot be read keeps its default; names of colours that the picture does
// not use are skipped.
func ParseTheme(list string) Theme {
	t := DefaultTheme()
	given := map[string]string{}
	for _, word := range strings.Fields(list) {
		name, value, _ := strings.Cut(word, "=")
		given["--"+name] = value
	}
	for c, rgb := range t.colors() {
		if v, ok := parseRGB(given[c.Property]); ok {
			*rgb = v
		}
	}
	return t
}

// parseRGB reads #rrggbb.
func parseRGB(text string) (rgb RGB, ok bool) {
	v, err := strconv.ParseUint(strings.TrimPrefix(text, "#"), 16, 24)
	if err != nil || len(text) != 7 || text[0] != '#' {
		return rgb, false
	}
	return RGB{float32(v>>16) / 255, float32(v>>8&255) / 255, float32(v&255) / 255}, true
}
