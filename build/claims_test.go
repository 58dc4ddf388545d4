package main

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"saddle/core/config"
	"saddle/core/lab/all"
	"saddle/core/preset"
)

// claimsFile says of every sentence for readers that has a number or names a source what holds it: a line is the sentence,
// a tab, and the holder, which is a test by its package and name, or "derivation:" and where it stands, or "source:" and the
// reference, or "wording:" and why nothing is claimed.
const claimsFile = "site/docs/claims.tsv"

// claiming finds the sentences that are asked about: digits that are no part of a name, numbers in words, and sources.
var claiming = regexp.MustCompile(`(?i)[0-9½¼]|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen|twenty|thirty|hundreds?|thousands?|half|halves|twice|third|quarter|tenth|double|twentieth)\b|` +
	`Kontonis|Goodfellow|Feizi|Lei\b|Wu\b|Dimakis|Daskalakis|Devroye|Pinsker|Belomestny|Cao|Omidvar|Schnelli|Qi\b|Wilder|paper’?'?s`)

// claims are the sentences for readers, each with where it stands.
func claims(t *testing.T) map[string]string {
	t.Helper()
	p := testProject(t)
	found := map[string]string{}
	add := func(place, text string) {
		for _, s := range sentences(text) {
			if claiming.MatchString(s) {
				found[s] = place
			}
		}
	}
	page, err := os.ReadFile(p.path("index.html"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	for _, cut := range []string{`(?s)<!-- controls.*?<!-- /controls -->`, `(?s)<!-- presets.*?<!-- /presets -->`, `(?s)<template.*?</template>`, `(?s)<pre.*?</pre>`, `(?s)<head>.*?</head>`,
		`(?s)<(script|style|select).*?</(script|style|select)>`, `(?s)<math.*?</math>`} {
		with := " "
		if strings.Contains(cut, "math") {
			with = "∎" // a formula
		}
		text = regexp.MustCompile(cut).ReplaceAllString(text, with)
	}
	text = regexp.MustCompile(`</?(p|li|dd|dt|dl|div|h[1-6]|figcaption|caption|td|th|tr|table|ul|ol|section|summary|details|figure)\b[^>]*>`).ReplaceAllString(text, "\n")
	add("index.html", html.UnescapeString(regexp.MustCompile(`<[^>]+>`).ReplaceAllString(text, "")))
	readme, err := os.ReadFile(p.path("README.md"))
	if err != nil {
		t.Fatal(err)
	}
	words := regexp.MustCompile("(?s)```.*?```|<!-- benchmark.*<!-- end of benchmark -->").ReplaceAllString(string(readme), "\n\n")
	words = regexp.MustCompile(`(?m)^    .*$|^#.*$|^\|.*$`).ReplaceAllString(words, "\n")
	add("README.md", regexp.MustCompile(`<[^>]+>|[*_`+"`"+`]`).ReplaceAllString(regexp.MustCompile(`([^\n])\n([^\n])`).ReplaceAllString(words, "$1 $2"), ""))
	for _, one := range preset.All() {
		add("preset "+one.ID, one.Look)
	}
	for _, one := range config.Params() {
		add("help of "+one.Name, one.Help)
	}
	for _, e := range all.Experiments() {
		for _, one := range e.Presets {
			add("laboratory "+e.Name, one.Note)
		}
		for _, one := range e.Own {
			add("laboratory "+e.Name, one.Help)
		}
	}
	return found
}

var ends = regexp.MustCompile(`[.!?](?:\s+|$)|\n`)

func sentences(text string) (out []string) {
	for _, s := range ends.Split(text, -1) {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// Every sentence with a number or a source has an entry in the table of claims, every entry a sentence, and every test
// that an entry names exists.
func TestEveryClaimIsHeld(t *testing.T) {
	p := testProject(t)
	table, err := os.ReadFile(p.path(claimsFile))
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]string{}
	for n, line := range strings.Split(strings.TrimSpace(string(table)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		sentence, holder, ok := strings.Cut(line, "\t")
		if !ok || holder == "" {
			t.Errorf("%s:%d has no holder", claimsFile, n+1)
		}
		held[sentence] = holder
	}
	tests := testNames(t, p)
	said := claims(t)
	for sentence, place := range said {
		if held[sentence] == "" {
			t.Errorf("%s: nothing holds %q", place, sentence)
		}
	}
	for sentence, holder := range held {
		if said[sentence] == "" {
			t.Errorf("%s: nobody says %q any more", claimsFile, sentence)
		}
		kind, rest, _ := strings.Cut(holder, ":")
		switch kind {
		case "derivation", "source", "wording":
			if strings.TrimSpace(rest) == "" {
				t.Errorf("%q: %s of what?", sentence, kind)
			}
		default:
			for _, name := range strings.Split(holder, ", ") {
				if !slices.Contains(tests, name) {
					t.Errorf("%q is held by %s, which is no test", sentence, name)
				}
			}
		}
	}
}

// testNames are all tests of the project, as "core/session.TestOneLaw".
func testNames(t *testing.T, p *project) (names []string) {
	t.Helper()
	function := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err := p.eachSource(func(name string, data []byte) error {
		if strings.HasSuffix(name, "_test.go") {
			for _, m := range function.FindAllSubmatch(data, -1) {
				names = append(names, filepath.ToSlash(filepath.Dir(name))+"."+string(m[1]))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
