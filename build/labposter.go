package main

import (
	"fmt"
	"os/exec"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"saddle/core/lab"
	"saddle/core/lab/all"
)

// chartsOf draws the charts that the page's laboratory shows when it is opened with a query, by the page's own script.
func (p *project) chartsOf(query string) (string, error) {
	if query == "" {
		query = all.Experiments()[0].Presets[0].Query
	}
	desk := lab.Desk{Parse: all.Parse}
	desk.Do("1 open " + query)
	_, report, _ := strings.Cut(desk.Do("2 report 0"), " ")
	if !strings.HasPrefix(report, "{") {
		return "", fmt.Errorf("the laboratory says %q", report)
	}
	script, err := bundle(api.BuildOptions{EntryPoints: []string{p.path("site/src/lab/poster.ts")}, Format: api.FormatIIFE, GlobalName: "lab"})
	if err != nil {
		return "", err
	}
	cmd := exec.Command("node", "-e", string(script)+`process.stdout.write(lab.poster(JSON.parse(require("fs").readFileSync(0, "utf8"))))`)
	cmd.Stdin = strings.NewReader(report)
	svg, err := output(cmd)
	return string(svg), err
}
