package main

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"saddle/build/engine"
	"saddle/build/static"
	"saddle/core/lab"
	"saddle/core/lab/all"
	"saddle/core/session"
)

// engineChecks runs in Firefox and WebKitGTK what depends on the engine: the page starts, from a server and from a disk, paints, comes
// to the bits of this machine's session, and its laboratory to this machine's table. As root on Debian it installs them.
func (p *project) engineChecks(args []string) error {
	names := args
	if len(names) == 0 {
		names = engine.Names
	}
	for _, name := range names {
		if !slices.Contains(engine.Names, name) {
			return fmt.Errorf("there is no engine %q; there are %s", name, strings.Join(engine.Names, ", "))
		}
	}
	for _, program := range []string{"firefox-esr", "WebKitWebDriver", "Xvfb"} {
		if _, err := exec.LookPath(program); err != nil {
			if err := debian(engine.Packages...); err != nil {
				return fmt.Errorf("%s is not installed; on Debian: apt-get install %s: %w", program, strings.Join(engine.Packages, " "), err)
			}
			break
		}
	}
	if err := p.buildAll(nil); err != nil {
		return err
	}
	server := httptest.NewServer(static.Handler(p.path(siteDir), "/"))
	defer server.Close()
	var failed error
	for _, name := range names {
		began := time.Now()
		err := p.checkEngine(name, server.URL)
		failed = errors.Join(failed, err)
		if err == nil {
			p.printf("%s: all is as it should be, after %.0f s\n", name, time.Since(began).Seconds())
		}
	}
	return failed
}

const (
	enginePatience = 2 * time.Minute
	engineFigure   = "d=2&phi=tanh&batch=64&seed=5&eps=0"
	engineGrid     = "phi=leaky,relu&d=2,3&seed=1..2&n=500,1000,2000&eps=0.1"
)

func (p *project) checkEngine(name, site string) error {
	dir, err := os.MkdirTemp("", "engine")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	e, err := engine.Start(name, dir)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer e.Close()
	pages := map[string]string{"served": site + "/index.html?" + engineFigure, "the single file": "file://" + p.path(singleFile) + "?" + engineFigure}
	for _, how := range []string{"served", "the single file"} {
		if how != "served" && name == "WebKitGTK" {
			continue // its driver opens no files
		}
		if err := figureIn(e, pages[how]); err != nil {
			return fmt.Errorf("%s, %s: %w", name, how, err)
		}
		p.printf("   %s, %s: painted, and the bits of this machine\n", name, how)
	}
	if err := labIn(e, site+"/index.html"); err != nil {
		return fmt.Errorf("%s, the laboratory: %w", name, err)
	}
	p.printf("   %s, the laboratory: the table of this machine\n", name)
	return nil
}

// figureIn checks the first figure of a page against a session here.
func figureIn(e *engine.Engine, address string) error {
	s := session.New(engineFigure)
	if err := s.Do("seek 600"); err != nil {
		return err
	}
	for due, _ := s.Due(0); due > 0; due, _ = s.Due(0) {
		s.Take()
	}
	const first = `document.querySelector("saddle-figure")`
	var got struct {
		TV   float64
		Step int64
		W    []float64
	}
	err := e.Open(address)
	for _, expression := range []string{
		first + `?.snapshot`,
		`["poster", "still"].every((layer) => ` + first + `.shadowRoot.querySelector("." + layer).hidden)`,
		first + `.pause() ?? true`, first + `.seek(600) ?? true`,
		first + `.snapshot.step == 600 && ` + first + `.snapshot.status != "running"`,
	} {
		if err == nil {
			err = e.Wait(enginePatience, expression)
		}
	}
	if err == nil {
		err = e.Ask(`(({tv, step}) => ({tv, step}))(`+first+`.snapshot)`, &got)
	}
	if err != nil {
		return err
	}
	if want := s.Snapshot(); got.TV != want.TV || got.Step != int64(want.Step) {
		return fmt.Errorf("at step %d the total variation is %v, here %v", got.Step, got.TV, want.TV)
	}
	return nil
}

// labIn runs a grid in a laboratory of the page's and compares the table with this machine's.
func labIn(e *engine.Engine, address string) error {
	want, err := tableHere(engineGrid)
	if err != nil {
		return err
	}
	const lab = `document.querySelector("saddle-lab")`
	err = e.Open(address)
	for _, expression := range []string{
		`customElements.get("saddle-lab")`,
		`document.body.replaceChildren(Object.assign(document.createElement("saddle-lab"), {query: "` + engineGrid + `", workers: 2})) ?? true`,
		lab + `.state == "idle"`, lab + `.start() ?? true`, lab + `.state == "done"`,
	} {
		if err == nil {
			err = e.Wait(enginePatience, expression)
		}
	}
	var got string
	if err == nil {
		err = e.Ask(lab+`.toCSV()`, &got)
	}
	if err == nil && got != want {
		err = errors.New("the table is another one than this machine's")
	}
	return err
}

// tableHere runs a grid here.
func tableHere(query string) (csv string, err error) {
	grid, _ := all.Parse(query)
	table := lab.NewTable(grid)
	for _, path := range grid.Order() {
		grid.Start(path).Finish(func(r lab.Row) { err = errors.Join(err, table.Add(r)) })
	}
	return table.CSV(), err
}
