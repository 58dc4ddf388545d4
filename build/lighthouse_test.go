package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestVerdict(t *testing.T) {
	read := func(text string) *judgement {
		t.Helper()
		r := new(judgement)
		if err := json.Unmarshal([]byte(text), r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	perfect := `{"categories": {"accessibility": {"score": 1}, "best-practices": {"score": 1}, "seo": {"score": 1}}}`
	if summary, err := read(perfect).verdict(); err != nil || summary != "accessibility 100, best-practices 100, seo 100" {
		t.Errorf("a perfect page: %q, %v", summary, err)
	}
	lacking := `{"categories": {"accessibility": {"score": 0.96, "auditRefs": [{"id": "color-contrast"}, {"id": "note"}]}, "best-practices": {"score": 1}},
		"audits": {"color-contrast": {"title": "Contrast", "score": 0}, "note": {"title": "Note", "score": 0, "scoreDisplayMode": "informative"}}}`
	_, err := read(lacking).verdict()
	for _, want := range []string{"color-contrast", "accessibility is 96", "seo was not judged"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %s", err, want)
		}
	}
	if err != nil && strings.Contains(err.Error(), "note:") {
		t.Errorf("%v blames what costs nothing", err)
	}
}
