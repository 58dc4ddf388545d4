package main

import (
	"bytes"
	"strings"
	"testing"

	"saddle/core/config"
	"saddle/core/preset"
)

func TestGeneratedFilesAreFresh(t *testing.T) {
	if err := testProject(t).check(nil); err != nil {
		t.Error(err)
	}
}

// Every parameter must be reachable: as a control, or in words if there is nothing to choose.
func TestEveryParameterHasAControl(t *testing.T) {
	controls, err := controlsHTML(config.Params())
	if err != nil {
		t.Fatal(err)
	}
	transport, err := transportHTML(config.Params())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range config.Params() {
		in, out := controls, transport
		if p.Transport {
			in, out = transport, controls
		}
		attribute := `data-param="` + p.Name + `"`
		if p.Kind == config.Fingerprint {
			attribute = `data-samples="` + p.Name + `"`
		}
		fixed := p.Kind == config.Choice && len(p.Options) == 1
		if strings.Contains(in, attribute) == fixed {
			t.Errorf("%s: control present: %t, one choice only: %t", p.Name, !fixed, fixed)
		}
		if strings.Contains(out, attribute) {
			t.Errorf("%s has a control in the wrong place", p.Name)
		}
		if !strings.Contains(in, string(typeset(p.Help))) {
			t.Errorf("%s: its help is missing", p.Name)
		}
	}
}

func TestWithRegionsReplacesOnlyItsRegions(t *testing.T) {
	a := region{"a", func() (string, error) { return "first\n", nil }}
	b := region{"b", func() (string, error) { return "second\n", nil }}
	page := []byte("before" + b.begin() + "what was here" + b.end() + "between" + a.begin() + a.end() + "after")
	once, err := withRegions(page, []region{a, b})
	if err != nil {
		t.Fatal(err)
	}
	if want := "before" + b.begin() + "\nsecond\n" + b.end() + "between" + a.begin() + "\nfirst\n" + a.end() + "after"; string(once) != want {
		t.Errorf("the page became %s", once)
	}
	twice, err := withRegions(once, []region{a, b})
	if err != nil || !bytes.Equal(once, twice) {
		t.Errorf("generating again changes the page (%v)", err)
	}
	if _, err := withRegions([]byte("no region"), regions); err == nil {
		t.Error("a page without the region is accepted")
	}
}

// Every experiment is a link that works by itself, with its sentence beside it.
func TestPresetLinks(t *testing.T) {
	text, err := presetsHTML(preset.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range preset.All() {
		query := p.Query
		if p.Side {
			query = versus(p)
		}
		href := `href="?` + strings.ReplaceAll(query, "&", "&amp;") + `"`
		for _, want := range []string{href, `id="look-` + p.ID + `"`, string(typeset(p.Look))} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %s is missing in %s", p.ID, want, text)
			}
		}
	}
}

func TestTypesetEscapes(t *testing.T) {
	for text, want := range map[string]string{
		"W_*":      "W<sub>*</sub>",
		"W_tW_tᵀ":  "W<sub>t</sub>W<sub>t</sub>ᵀ",
		"a < b":    "a &lt; b",
		"B_f/B":    "B<sub>f</sub>/B",
		"no score": "no score",
	} {
		if got := string(typeset(text)); got != want {
			t.Errorf("typeset(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestTemplateLiteral(t *testing.T) {
	if got, want := templateLiteral("a`b${c}\\d"), "a\\`b\\${c}\\\\d"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
