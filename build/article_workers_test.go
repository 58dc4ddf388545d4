package main

import (
	"html"
	"os"
	"strings"
	"testing"

	"saddle/core/figure"
	"saddle/core/lab"
	"saddle/core/lab/workers"
	"saddle/core/sgda"
	"saddle/core/stat"
)

// The numbers that the article reads off the table of workers that it ships.
func TestArticleOfWorkers(t *testing.T) {
	page, err := os.ReadFile(testProject(t).path("index.html"))
	if err != nil {
		t.Fatal(err)
	}
	text := html.UnescapeString(string(page))
	says := func(parts ...string) {
		t.Helper()
		if sentence := strings.Join(parts, ""); !strings.Contains(text, sentence) {
			t.Errorf("the page does not say %q", sentence)
		}
	}
	plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	table, err := workers.Experiment.PublishedTable("talk")
	if err != nil {
		t.Fatal(err)
	}
	g := table.Grid()
	if p := g.Cell(0); p.Config.D != 8 || p.Number("m") != 8 || p.Config.Batch != 512 || p.Number("tau") != 64 || p.Number("levels") != 4 || p.Number("mu") != 1e-4 || sgda.Freedom(8) != 101 || g.Number("eps") != 0.05 {
		t.Error("the table is of another setting than the text")
	}
	found := map[string]stat.Estimate{}
	for _, f := range table.Report().Fits {
		name, _, _ := strings.Cut(f.Of, ",")
		found[f.What+" of "+name] = f.Estimate
	}
	of := func(what, name string) string {
		t.Helper()
		e, ok := found[what+" to TV = 0.05 of "+name]
		if !ok {
			t.Fatalf("no %s of %s", what, name)
		}
		return plain.Replace(lab.ToldCount(e))
	}
	short := func(what, name string, digits int) string {
		return plain.Replace(figure.Digits(found[what+" to TV = 0.05 of "+name].Value, digits))
	}
	full := of("floats sent", "full gradient")
	says("a worker sends ", full, " floats until")
	says("it sends ", of("floats sent", "hybrid"), ", that is ", plain.Replace(lab.Told(found["floats of hybrid over full gradient’s of hybrid"])), " times as many, in ",
		of("rounds", "hybrid"), " rounds instead of ", short("rounds", "full gradient", 2), ".")
	says("Gradients in four levels take ", of("floats sent", "quantised gradient"), " floats of eight bytes, and averaging the models takes one exchange, of ", short("floats sent", "model averaging", 3), ".")
	says("each hears ", of("floats heard", "hybrid"), " floats, more than the ", short("floats heard", "full gradient", 3), " of full gradients")
	says(short("gradients", "hybrid", 1), " of them instead of ", short("gradients", "full gradient", 2), ", for ", short("evaluations", "hybrid", 3), " evaluations")
	if found["floats sent to TV = 0.05 of hybrid"].Value > found["floats sent to TV = 0.05 of full gradient"].Value/3 {
		t.Error("hybrid does not send at most a third")
	}
}
