package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
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

var (
	markup    = regexp.MustCompile(`\.(innerHTML|srcdoc) \+?= ?(.*)$`)
	forbidden = regexp.MustCompile(`outerHTML *\+?=|insertAdjacentHTML|document\.write|\beval\(|new Function\(|setHTMLUnsafe|createContextualFragment|parseFromString`)
	filled    = regexp.MustCompile(`\$\{((?:[^{}]|\{[^{}]*\})*)\}`)
)

// reviewed is what elements are made of, after a look at where each text comes from: it is a constant, made here of numbers and words of
// a list, or a drawing whose writer escapes every word (core/figure and site/src/chart). An expression that is new needs that look,
// and textContent in place of innerHTML if anything in it comes from a reader, a link or a file.
var reviewed = []string{
	"html", "html(extent, charted, told)", "controlsHTML", "icons.close", `icons[state === "on" ? "play" : state]`, "icons[state]", // constants
	"word", `state === "pause" ? "Pause all" : "Play all"`, "words", "percent(target)", "percent(generated)", // of lists here, and numbers
	"",                                                                     // numbers, on the lines below, in the chart's cursor
	"this.seen.svg", "draw(view.drawing, this.frame)", "svg", "report.svg", // drawings
	"trusted(frameHTML(part))", // the program's own texts
	"trusted(html)",            // trustedHTML's, on their way
}

// sources are the expressions in what a line makes elements of.
func sources(value string) (list []string) {
	value, _, _ = strings.Cut(value, "; //")
	value = strings.TrimSuffix(strings.TrimSpace(value), ";")
	if inner, ok := strings.CutPrefix(value, "trustedHTML("); ok {
		value = strings.TrimSuffix(inner, ")")
	}
	if value == "" || !strings.ContainsRune("`'\"", rune(value[0])) {
		return []string{value}
	}
	for _, m := range filled.FindAllStringSubmatch(value, -1) {
		list = append(list, m[1])
	}
	return list
}

func TestSources(t *testing.T) {
	for value, want := range map[string]string{
		"html;": "html", "trustedHTML(svg); // the trainer's": "svg", "`<b>${a}${f(1)}</b>`;": "a|f(1)", "'<b></b>';": "", "`<i>${b ? {a: 1} : 2}</i>`": "b ? {a: 1} : 2",
	} {
		if got := strings.Join(sources(value), "|"); got != want {
			t.Errorf("%s is made of %q, want %q", value, got, want)
		}
	}
}

func TestNothingFromOutsideBecomesMarkup(t *testing.T) {
	lines := 0
	err := testProject(t).eachSource(func(name string, data []byte) error {
		if !strings.HasPrefix(name, "site/src/") && !strings.HasPrefix(name, "wasm/") || strings.HasSuffix(name, ".gen.ts") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		for i, line := range strings.Split(string(data), "\n") {
			if found := forbidden.FindString(line); found != "" {
				t.Errorf("%s:%d uses %s, which nothing here needs", name, i+1, found)
			}
			m := markup.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			lines++
			for _, source := range sources(m[2]) {
				if !slices.Contains(reviewed, source) {
					t.Errorf("%s:%d makes elements of %q: see where it comes from, and then say so in the list of this test", name, i+1, source)
				}
			}
		}
		return nil
	})
	if err != nil || lines < 10 {
		t.Errorf("%d lines make elements, %v", lines, err)
	}
}
