package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"saddle/build/browser"
	"saddle/build/static"
)

const lighthouseDir = "build/lighthouse" // its package and lock file; apart from the site's, because it is big

// categories are judged by Lighthouse; every one must be perfect. Speed is not: it is measured by the benchmark.
var categories = []string{"accessibility", "best-practices", "seo"}

// judgement is what is read of Lighthouse's report.
type judgement struct {
	Categories map[string]struct {
		Score     *float64
		AuditRefs []struct{ ID string }
	}
	Audits map[string]struct {
		Title            string
		Score            *float64
		ScoreDisplayMode string
		DisplayValue     string
	}
	RuntimeError *struct{ Code, Message string }
}

// lighthouse has the built site judged as a phone and as a desk see it.
func (p *project) lighthouse(args []string) error {
	if err := noArguments(args); err != nil {
		return err
	}
	if err := p.installPackagesIn(lighthouseDir); err != nil {
		return err
	}
	chromium, err := browser.Find()
	if err != nil {
		return err
	}
	server := httptest.NewServer(static.Handler(p.path(siteDir), "/"))
	defer server.Close()
	var failures []error
	for _, page := range []string{"", "reference.html"} {
		for _, device := range []string{"mobile", "desktop"} {
			start := time.Now()
			report, err := p.judge(chromium, server.URL+"/"+page, device)
			if err != nil {
				return err
			}
			summary, err := report.verdict()
			p.printf("  %-15s %-8s %s  %.1f s\n", "/"+page, device, summary, time.Since(start).Seconds())
			if err != nil {
				failures = append(failures, fmt.Errorf("/%s on %s: %w", page, device, err))
			}
		}
	}
	return errors.Join(failures...)
}

func (p *project) judge(chromium, address, device string) (*judgement, error) {
	out := filepath.Join(p.path(outDir), "lighthouse-"+device+".json")
	args := []string{
		"node_modules/lighthouse/cli/index.js", address, "--quiet", "--output=json", "--output-path=" + out,
		"--only-categories=" + strings.Join(categories, ","),
		"--chrome-flags=--headless=new --no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader --disable-gpu-rasterization",
		// The report is of the page, not of how fast this machine is.
		"--throttling-method=provided", "--max-wait-for-load=30000", "--no-enable-error-reporting",
	}
	if device == "desktop" {
		args = append(args, "--preset=desktop")
	}
	cmd := exec.Command("node", args...)
	cmd.Dir = p.path(lighthouseDir)
	cmd.Env = append(os.Environ(), "CHROME_PATH="+chromium)
	if _, err := output(cmd); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	report := new(judgement)
	if err := json.Unmarshal(data, report); err != nil {
		return nil, err
	}
	if e := report.RuntimeError; e != nil {
		return nil, fmt.Errorf("lighthouse: %s: %s", e.Code, e.Message)
	}
	return report, nil
}

// verdict prints the scores; err names every audit that costs a point.
func (r *judgement) verdict() (summary string, err error) {
	var parts []string
	var lost []error
	for _, name := range categories {
		c := r.Categories[name]
		if c.Score == nil {
			lost = append(lost, fmt.Errorf("%s was not judged", name))
			continue
		}
		parts = append(parts, fmt.Sprintf("%s %.0f", name, 100**c.Score))
		if *c.Score == 1 {
			continue
		}
		for _, ref := range c.AuditRefs {
			a := r.Audits[ref.ID]
			if a.Score != nil && *a.Score < 1 && !slices.Contains([]string{"informative", "manual", "notApplicable"}, a.ScoreDisplayMode) {
				lost = append(lost, fmt.Errorf("%s: %s %s", ref.ID, a.Title, a.DisplayValue))
			}
		}
		lost = append(lost, fmt.Errorf("%s is %.0f, not 100", name, 100**c.Score))
	}
	return strings.Join(parts, ", "), errors.Join(lost...)
}
