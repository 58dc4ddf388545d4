package main

import (
	"fmt"
	"html"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"saddle/core/config"
	"saddle/core/lab"
	"saddle/core/lab/all"
	"saddle/core/predict"
)

// section returns a section of the article as it stands, and its words alone.
func section(t *testing.T, id string) (text, words string) {
	t.Helper()
	page, err := os.ReadFile(testProject(t).path("index.html"))
	if err != nil {
		t.Fatal(err)
	}
	_, text, ok := strings.Cut(string(page), `<h2 id="`+id+`">`)
	if !ok {
		t.Fatalf("the article has no section %s", id)
	}
	text, _, _ = strings.Cut(text, "</section>")
	words = html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, ""))
	return text, words
}

// predicted returns a prediction for a query, with more parameters.
func predicted(t *testing.T, query, name string) float64 {
	t.Helper()
	cfg, problems := config.Parse(query)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p := predict.By(predict.Of(cfg), name)
	if !p.Valid {
		t.Fatalf("%s: %s is not known", query, name)
	}
	return p.Value
}

// The numbers of "Two time scales" are predictions for the figures that stand beside them and that it links to.
func TestNumbersOfTwoTimeScales(t *testing.T) {
	text, words := section(t, "scales")
	found := regexp.MustCompile(`<saddle-compare query="([^"]*)" vary="rule" values="(simultaneous),`).FindStringSubmatch(text)
	if found == nil {
		t.Fatal("the section has no saddle")
	}
	figure := html.UnescapeString(found[1]) + "&rule=" + found[2]
	past := regexp.MustCompile(`href="\?([^"]*)">past the edge`).FindStringSubmatch(text)
	if past == nil {
		t.Fatal("the section links to no run past the edge")
	}
	for _, x := range []struct {
		says   string // before the number
		digits float64
		want   float64
	}{
		{`the spiral ends when the discriminator's step is `, 0.1, predicted(t, figure, predict.Spiral)},
		{`the run settles only while ηG<`, 0.01, predicted(t, figure, predict.Edge)},
		{`the edge is lower: `, 0.01, predicted(t, figure+"&etaD=2", predict.Edge)},
		{`past the edge, which is at `, 0.01, predicted(t, html.UnescapeString(past[1]), predict.Edge)},
	} {
		_, rest, ok := strings.Cut(words, x.says)
		number := regexp.MustCompile(`^[0-9.]+[0-9]`).FindString(rest)
		if v, err := strconv.ParseFloat(number, 64); !ok || err != nil || math.Abs(v-x.want) > x.digits/2 {
			t.Errorf("%q is followed by %q; the prediction is %v", x.says, number, x.want)
		}
	}
}

// showsPreset returns the preset's grid, which a section's laboratory must show.
func showsPreset(t *testing.T, section, name string) *lab.Grid {
	t.Helper()
	found := regexp.MustCompile(`<saddle-lab query="([^"]*)"`).FindStringSubmatch(section)
	if found == nil {
		t.Fatal("the section has no laboratory")
	}
	first, _ := all.Preset(name)
	shown, _ := all.Parse(html.UnescapeString(found[1]))
	preset, _ := all.Parse(first.Query)
	if shown.Query() != preset.Query() {
		t.Errorf("the section shows %s, the preset is %s", shown.Query(), preset.Query())
	}
	return preset
}

// The numbers of "A game that is never at rest" are predictions for the laboratory's presets.
func TestNumbersOfFluctuation(t *testing.T) {
	text, words := section(t, "fluctuation")
	says := func(sentence string) {
		t.Helper()
		if !strings.Contains(words, sentence) {
			t.Errorf("the section does not say %q", sentence)
		}
	}
	preset := showsPreset(t, text, "fluctuation/heat")
	settings := map[string]bool{}
	for path := range preset.Paths() {
		key, _ := preset.Setting(path)
		settings[key] = true
	}
	if len(settings) != 8 {
		t.Errorf("the first picture has %d settings", len(settings))
	}
	says("for eight settings")
	of := func(grid *lab.Grid, path int, name string) float64 {
		return predict.By(grid.Experiment().Predict(grid.Cell(path)), name).Value
	}
	if c := preset.Cell(0).Config; c.D != 1 || c.Phi != "identity" || c.Loss != "minimax" {
		t.Fatal("the first run is another")
	}
	says(fmt.Sprintf("%.2f for the generator and %.2f for the discriminator", of(preset, 0, predict.TemperatureG), of(preset, 0, predict.TemperatureD)))
	past, _ := all.Preset("fluctuation/edge")
	grid, _ := all.Parse(past.Query)
	says(fmt.Sprintf("which is at %.2f.", of(grid, 0, predict.Edge)))
	share := func(sigma float64) float64 { return 100 * (1 - math.Exp(-sigma*sigma/2)) }
	says(fmt.Sprintf("puts %.0f, %.0f and %.0f of 100", share(1), share(2), share(3)))
	for _, p := range []string{"clouds", "edge", "diffusion", "cool"} {
		one, ok := all.Preset("fluctuation/" + p)
		if !ok || !strings.Contains(text, "<em>"+one.Title+"</em>") {
			t.Errorf("the section does not name %q", one.Title)
		}
	}
}

// The laboratory of "How fast, if the target is only smooth?" is its first preset.
func TestRatesShowsItsPreset(t *testing.T) {
	text, _ := section(t, "rates")
	showsPreset(t, text, "rates/once")
}
