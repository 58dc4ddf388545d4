package main

import (
	"html"
	"os"
	"strings"
	"testing"

	"saddle/core/figure"
	"saddle/core/lab"
	"saddle/core/lab/rates"
)

// The numbers that the article reads off the table of targets in the plane that it ships.
func TestArticleOfTheRates(t *testing.T) {
	page, err := os.ReadFile(testProject(t).path("index.html"))
	if err != nil {
		t.Fatal(err)
	}
	text := html.UnescapeString(string(page))
	table, err := rates.Experiment.PublishedTable("plane")
	if err != nil || table == nil {
		t.Fatal(err, table)
	}
	says := func(sentence string) {
		t.Helper()
		if !strings.Contains(text, sentence) {
			t.Errorf("the page does not say %q", sentence)
		}
	}
	var predicted []string
	for _, f := range table.Report().Fits {
		if f.What != "slope of log JS on log n" {
			continue
		}
		predicted = append(predicted, figure.Digits(-f.Predicted, 3))
		told := strings.TrimPrefix(strings.ReplaceAll(lab.Told(f.Estimate), "\u00a0", " "), "−")
		says("smoothness " + strings.Replace(strings.TrimPrefix(f.Of, "β = "), "0.75", "3/4", 1) + " the exponent is " + told)
	}
	if len(predicted) != 2 {
		t.Fatalf("%d exponents", len(predicted))
	}
	says("predict " + predicted[0] + " and " + predicted[1] + " for these samples")
}
