package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"saddle/build/ebitengine"
)

// licensesFile is the text that goes with the site: the licences of all that is linked into the programs and their scripts.
const licensesFile = "licenses.txt"

// licensed is one work and the texts that go with it.
type licensed struct{ name, text string }

// buildLicenses writes the licences of what the programs are built from, as the build itself finds it.
func (p *project) buildLicenses() error {
	start := time.Now()
	works, err := p.linked()
	if err != nil {
		return err
	}
	text := licenses(works)
	if err := p.write(siteDir+"/"+licensesFile, []byte(text)); err != nil {
		return err
	}
	p.made(licensesFile, len(text), start)
	return nil
}

// linked lists Saddle, Go, the font of formulas, and every module of which a package is linked.
func (p *project) linked() ([]licensed, error) {
	goroot, err := p.goroot()
	if err != nil {
		return nil, err
	}
	works := []licensed{{name: "Saddle"}, {name: "Go, its runtime and wasm_exec.js"}, {name: "STIX Math, of which " + fontFile + " is a part under another name"}}
	for i, dir := range []string{p.root, goroot, p.path("site/font")} {
		if works[i].text, err = licenseIn(dir); err != nil {
			return nil, err
		}
	}
	args := []string{"list", "-deps", "-json=Module"}
	if p.modfile != "" {
		args = append(args, "-modfile="+p.modfile)
	}
	cmd := p.goCommand([]string{"GOOS=js", "GOARCH=wasm"}, append(args, programPackage)...)
	list, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("listing the modules of the program: %w", err)
	}
	type module struct {
		Path, Version, Dir string
		Main               bool
		Replace            *struct{ Dir string }
	}
	seen := map[string]bool{}
	for dec := json.NewDecoder(strings.NewReader(string(list))); ; {
		var pkg struct{ Module *module }
		if err := dec.Decode(&pkg); errors.Is(err, io.EOF) {
			return works, nil
		} else if err != nil {
			return nil, err
		}
		m := pkg.Module
		if m == nil || m.Main || seen[m.Path] {
			continue
		}
		seen[m.Path] = true
		work := licensed{name: m.Path + " " + m.Version}
		if m.Replace != nil {
			m.Dir = m.Replace.Dir
			work.name = m.Path + " " + ebitengine.Version + ", changed as Saddle's build/ebitengine says"
		}
		if work.text, err = licenseIn(m.Dir); err != nil {
			return nil, err
		}
		works = append(works, work)
	}
}

// licenseIn returns the licence that lies in a folder, and the notice if there is one.
func licenseIn(dir string) (string, error) {
	text, err := os.ReadFile(filepath.Join(dir, "LICENSE"))
	if err != nil {
		return "", err
	}
	notices, err := filepath.Glob(filepath.Join(dir, "NOTICE*"))
	if err != nil {
		return "", err
	}
	for _, name := range notices {
		notice, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		text = append(append(text, "\n\n"...), notice...)
	}
	return strings.TrimSpace(string(text)) + "\n", nil
}

// licenses prints every work with its texts; a text that a work before has, too, is not repeated.
func licenses(works []licensed) string {
	var b strings.Builder
	b.WriteString("This page is built from the following works.\n")
	first := map[string]string{}
	for _, w := range works {
		fmt.Fprintf(&b, "\n== %s\n\n", w.name)
		if before, ok := first[w.text]; ok {
			fmt.Fprintf(&b, "The same text as for %s.\n", before)
			continue
		}
		first[w.text] = w.name
		b.WriteString(w.text)
	}
	return b.String()
}
