package main

import (
	"html"
	"os"
	"strconv"
	"strings"
	"testing"

	"saddle/core/figure"
	"saddle/core/lab"
	"saddle/core/lab/edge"
	"saddle/core/predict"
)

// The numbers that the article reads off the table of the largest eigenvalue that it ships.
func TestArticleOfTheEdge(t *testing.T) {
	page, err := os.ReadFile(testProject(t).path("index.html"))
	if err != nil {
		t.Fatal(err)
	}
	text := html.UnescapeString(string(page))
	table, err := edge.Experiment.PublishedTable("rate")
	if err != nil {
		t.Fatal(err)
	}
	draws := float64(table.Grid().Marks()[0]) * float64(table.Grid().Paths()/5)
	says := func(sentence string) {
		t.Helper()
		if !strings.Contains(text, sentence) {
			t.Errorf("the page does not say %q", sentence)
		}
	}
	says("With " + strconv.FormatFloat(draws/1e6, 'f', 1, 64) + " million draws")
	slopes := 0
	for _, f := range table.Report().Fits {
		told := strings.ReplaceAll(lab.Told(f.Estimate), "\u00a0", " ")
		switch f.What {
		case "slope of log distance on log d, the plain constants":
			says("to the power " + told + ". The exact laws predict " + figure.Digits(f.Predicted, 3) + " at these sizes, and −1/3")
		case "slope of log distance on log d, Ma’s constants":
			says("it is " + told + "; predicted are " + figure.Digits(f.Predicted, 3) + ", and −2/3")
		default:
			continue
		}
		slopes++
	}
	if slopes != 2 {
		t.Errorf("%d slopes", slopes)
	}
	g, _ := edge.Experiment.Parse("lab=edge&d=128")
	told := edge.Experiment.Predict(g.Cell(0))
	says("At 128 columns that leaves " + figure.Digits(predict.By(told, "ksMa").Value, 2) + " instead of " + figure.Digits(predict.By(told, "ksPlain").Value, 2))
}
