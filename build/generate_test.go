package main

import (
	"bytes"
	"strings"
	"testing"

	"saddle/core/config"
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

func TestWithControlsReplacesOnlyItsRegion(t *testing.T) {
	page := []byte("before" + controlsBegin + "what was here" + controlsEnd + "after")
	once, err := withControls(page, config.Params())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(once, []byte("before"+controlsBegin)) || !bytes.HasSuffix(once, []byte(controlsEnd+"after")) || bytes.Contains(once, []byte("what was here")) {
		t.Errorf("the page became %.80s…", once)
	}
	twice, err := withControls(once, config.Params())
	if err != nil || !bytes.Equal(once, twice) {
		t.Errorf("generating again changes the page (%v)", err)
	}
	if _, err := withControls([]byte("no region"), config.Params()); err == nil {
		t.Error("a page without the region is accepted")
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
