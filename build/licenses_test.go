package main

import (
	"strings"
	"testing"
)

func TestLicensesOfAllThatIsLinked(t *testing.T) {
	works, err := testProject(t).linked()
	if err != nil {
		t.Fatal(err)
	}
	text := licenses(works)
	for _, want := range []string{"== Saddle\n\nMIT License", "The Go Authors", "SIL OPEN FONT LICENSE", "== github.com/hajimehoshi/ebiten/v2 v", "Apache License", "# Notice",
		"== github.com/ebitengine/hideconsole v"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(text, "chromedp") {
		t.Error("a module of the build tool is named that is not linked")
	}
}

func TestLicensesAreNotRepeated(t *testing.T) {
	text := licenses([]licensed{{"a", "free\n"}, {"b", "freer\n"}, {"c", "free\n"}})
	if strings.Count(text, "free\n") != 1 || !strings.Contains(text, "== c\n\nThe same text as for a.\n") {
		t.Errorf("%s", text)
	}
}
