package main

import (
	"html"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"saddle/core/config"
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
	found := regexp.MustCompile(`<saddle-figure query="([^"]*)"`).FindStringSubmatch(text)
	if found == nil {
		t.Fatal("the section has no figure")
	}
	figure := html.UnescapeString(found[1])
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
