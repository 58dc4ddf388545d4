package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestAudited(t *testing.T) {
	failure := exec.Command("false").Run()
	for _, c := range []struct {
		text string
		err  error
		want string
	}{
		{"No vulnerabilities found.", nil, clean},
		{"Your code is affected by 1 vulnerability from 1 module.", failure, found},
		{"# npm audit report\nSeverity: high", failure, found},
		{"govulncheck: fetching vulnerabilities: dial tcp: lookup host: no such host", failure, unaudited},
		{"npm error audit endpoint returned an error", failure, unaudited},
		{"no go files", failure, broken},
		{"", exec.ErrNotFound, broken},
	} {
		if got := audited(c.text, c.err); got != c.want {
			t.Errorf("%q, %v: %s, want %s", c.text, c.err, got, c.want)
		}
	}
}

// Everything that the project is built from is named by its version, and the lock files hold the hash of every package.
func TestDependenciesArePinned(t *testing.T) {
	p := testProject(t)
	locks, err := p.lockFiles()
	if err != nil || len(locks) == 0 {
		t.Fatalf("%q, %v", locks, err)
	}
	exact := regexp.MustCompile(`^\d+\.\d+\.\d+(-[\w.]+)?$`)
	for _, lock := range locks {
		var manifest struct{ Dependencies, DevDependencies map[string]string }
		read(t, p.path(filepath.Dir(lock)+"/package.json"), &manifest)
		for _, list := range []map[string]string{manifest.Dependencies, manifest.DevDependencies} {
			for name, version := range list {
				if !exact.MatchString(version) {
					t.Errorf("%s: %s is asked for as %q", filepath.Dir(lock), name, version)
				}
			}
		}
		var locked struct {
			Packages map[string]struct{ Integrity string }
		}
		read(t, p.path(lock), &locked)
		for name, about := range locked.Packages {
			if name != "" && about.Integrity == "" {
				t.Errorf("%s: %s has no hash", lock, name)
			}
		}
	}
	for _, module := range []string{".", clusterModule} { // whose hashes Go itself checks
		if sums, err := os.ReadFile(p.path(module + "/go.sum")); err != nil || len(sums) == 0 {
			t.Errorf("%s has no hashes, %v", module, err)
		}
	}
}

func read(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// markup matches what makes elements or programs of texts.
var markup = regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTMLUnsafe|createContextualFragment|parseFromString|srcdoc`)

// reviewed are the lines that make elements of texts, after a look at where each text comes from: it is a constant, it is made here of
// numbers and words of a list, or a drawing whose writer escapes every word (core/figure and site/src/chart, each with its test).
// A line that is new here or is another now needs that look, and textContent if anything in it comes from a reader, a link or a file.
var reviewed = []string{
	`this.box.innerHTML = ` + "`" + `<p id="tour-count"></p><div id="tour-words"></div>`, // a constant
	`root.innerHTML = html;`,             // figure and lab: constants
	`this.root.innerHTML = html;`,        // compare: a constant
	`close.innerHTML = icons.close;`,     // a constant
	`remove.innerHTML = icons.close;`,    // a constant
	`template.innerHTML = controlsHTML;`, // made by the build from core/config
	"button.innerHTML = `${icons[state === \"on\" ? \"play\" : state]}<span class=\"label\">${word}</span>`;", // words of the button's states
	"play.innerHTML = `${icons[state]}<span class=\"label\">${state === \"pause\" ? \"Pause all\" : \"Play all\"}</span>`;",
	"figure.innerHTML = `<figcaption><strong></strong> <button type=\"button\" class=\"save\">SVG</button></figcaption><div class=\"plot\" role=\"group\" tabindex=\"0\"></div><ul class=\"legend\" aria-hidden=\"true\"></ul>",
	"box.innerHTML = `<h3></h3><p class=\"numbers\"><span class=\"tv\">–</span> <span class=\"name\">total variation</span><span class=\"samples\"></span></p><p class=\"race\" hidden><span class=\"way\"><i class=\"run\"></i><i class=\"finish\"></i></span><span class=\"words\"></span></p>`;",
	"label.innerHTML = `${words}<b class=\"target\">${percent(target)}</b><span class=\"more\"> of the target, </span> <b class=\"generated\">${percent(generated)}</b><span class=\"more\"> of the generator</span>`;", // numbers
	`this.cursor.innerHTML =`,            // numbers
	`drawing.innerHTML = this.seen.svg;`, // drawn, every word escaped
	`this.drawing.innerHTML = draw(view.drawing, this.frame); // words of ours and names of parameters, escaped`,
	`this.still.innerHTML = svg; // the trainer's own words, not the reader's`,
	`frame.srcdoc = frameHTML(part);`, // the program's own texts
}

func TestNothingFromOutsideBecomesMarkup(t *testing.T) {
	seen := map[string]bool{}
	err := testProject(t).eachSource(func(name string, data []byte) error {
		if !strings.HasPrefix(name, "site/src/") && !strings.HasPrefix(name, "wasm/") || strings.HasSuffix(name, ".gen.ts") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		for i, line := range strings.Split(string(data), "\n") {
			line = strings.TrimSpace(line)
			if !markup.MatchString(line) || strings.HasPrefix(line, "//") || strings.HasPrefix(line, "*") {
				continue
			}
			known := false
			for _, r := range reviewed {
				known = known || line == r
			}
			if !known {
				t.Errorf("%s:%d makes markup of a text that nobody has looked at: %s", name, i+1, line)
			}
			seen[line] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reviewed {
		if !seen[r] {
			t.Errorf("no line is %q any more: take it out of the list", r)
		}
	}
}
