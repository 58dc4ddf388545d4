package main

import (
	"fmt"
	"html"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"saddle/core/config"
	"saddle/core/figure"
	"saddle/core/gan"
	"saddle/core/lab"
	"saddle/core/lab/all"
	"saddle/core/lab/shatter"
	"saddle/core/predict"
	"saddle/core/theory"
)

// The numbers of the article that theory and the laboratory declare.
func TestArticleCountsSamples(t *testing.T) {
	p := testProject(t)
	text, err := os.ReadFile(p.path("index.html"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(text)
	says := func(sentence string) {
		t.Helper()
		if !strings.Contains(page, sentence) {
			t.Errorf("the page does not say %q", sentence)
		}
	}

	// Where the folding figure's designs are predicted to come down to its ε.
	found := regexp.MustCompile(`<saddle-compare query="([^"]*)" vary="disc" values="quadratic,facewise,truncated"`).FindStringSubmatch(page)
	if found == nil {
		t.Fatal("no figure compares the designs")
	}
	cfg, problems := config.Parse(html.UnescapeString(found[1]))
	if len(problems) > 0 || cfg.Eps != 0.01 || cfg.Average != "settled" || cfg.Schedule != "decay" || cfg.N0 != 200 || cfg.Init != "round" {
		t.Errorf("%v, ε = %v: another figure than the text tells of", problems, cfg.Eps)
	}
	w := cfg.WStar
	sigma := []float64{w[0]*w[0] + w[1]*w[1], w[0]*w[2] + w[1]*w[3], w[0]*w[2] + w[1]*w[3], w[2]*w[2] + w[3]*w[3]}
	if rho := sigma[1] / math.Sqrt(sigma[0]*sigma[3]); math.Abs(rho+0.4) > 5e-4 {
		t.Errorf("the target's correlation is %v", rho)
	}
	var ends []string
	for _, design := range []string{gan.QuadraticDesign, gan.Facewise, gan.Truncated} {
		price, ok := theory.PriceOf(design, cfg.Activation(), sigma, 2)
		if !ok {
			t.Fatal(design)
		}
		ends = append(ends, strings.ReplaceAll(figure.Digits(price.Samples(cfg.Eps, theory.Noise(float64(cfg.Fakes))), 2), "\u202f", " "))
	}
	says(fmt.Sprintf("about %s, %s and %s samples", ends[0], ends[1], ends[2]))

	says(fmt.Sprintf("is %.3f, %.3f, %.3f and %.3f in 1, 2, 4 and 8 dimensions", theory.Constant(1), theory.Constant(2), theory.Constant(4), theory.Constant(8)))

	theorem, ok := all.Preset("theorem")
	if !ok {
		t.Fatal("no experiment theorem")
	}
	grid, _ := all.Parse(theorem.Query)
	says(fmt.Sprintf("%d averaged runs", grid.Paths()))

	// What the last iterate needs beside the average, by default and where nothing folds.
	for d, fraction := range map[int]string{1: "16/7", 2: "16/7", 3: "4/3", 8: "4/3"} {
		cfg, _ := config.Parse(fmt.Sprint("d=", d))
		phi := cfg.Activation()
		last, ok := theory.PriceOfLast(cfg.Disc, phi, nil, d, cfg.EtaG*cfg.TauG)
		want := map[string]float64{"16/7": 16. / 7, "4/3": 4. / 3}[fraction]
		if !ok || cfg.Averages() || cfg.Schedule != "theory" || math.Abs(last.After-want) > 1e-9 {
			t.Errorf("d = %d: the last iterate needs %v times the samples, not %s", d, last.After, fraction)
		}
		says(fraction + " times in")
	}
}

// The numbers of the section on cheating are those that the laboratory counts.
func TestArticleOnCheating(t *testing.T) {
	page, err := os.ReadFile(testProject(t).path("index.html"))
	if err != nil {
		t.Fatal(err)
	}
	says := func(format string, values ...any) {
		t.Helper()
		if sentence := fmt.Sprintf(format, values...); !strings.Contains(string(page), sentence) {
			t.Errorf("the page does not say %q", sentence)
		}
	}
	row := func(query string) (r lab.Row) {
		gridOf(t, query).Start(0).Finish(func(row lab.Row) { r = row })
		return r
	}
	of := shatter.Experiment
	loss, margins, samples := of.Column("lossPatterns"), of.Column("margins"), of.Column("samples")
	var patterns, dots []any
	for _, name := range []string{"triangle", "four", "eight"} {
		p, _ := all.Preset("shatter/" + name)
		patterns = append(patterns, row(p.Query).Values[loss])
	}
	says("%v, %v and %v on three, four and eight", patterns...)
	for _, weights := range []string{"3", "9", "50", "1000"} {
		dots = append(dots, strings.ReplaceAll(figure.Count(row("lab=shatter&weights=" + weights).Values[samples]), "\u202f", " "))
	}
	says("at %v, %v, %v and %v dots for 3, 9, 50 and 1 000 weights", dots...)
	says("past half the height of the triangle, 0.75")
	for radius, want := range map[string]float64{"0.7499": 8, "0.7501": 2} {
		if r := row("lab=shatter&radius=" + radius); r.Values[margins] != want || r.Values[loss] != 8 {
			t.Errorf("ε = %s: %v", radius, r.Values)
		}
	}
	network := predict.By(of.Predict(gridOf(t, "lab=shatter&dots=0,0,1,0,0,1,2,3,-1,2,3,-2,-2,-1,1,4").Cell(0)), "network")
	if says("far more than all 256 sets"); network.Value < 1000*256 {
		t.Errorf("the product is %v", network.Value)
	}
}

func gridOf(t *testing.T, query string) *lab.Grid {
	t.Helper()
	g, problems := all.Parse(query)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return g
}
