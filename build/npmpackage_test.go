package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every attribute that an element follows, and every one that README.md tells of, is in the package's manifest.
func TestEveryAttributeIsInTheManifest(t *testing.T) {
	p := testProject(t)
	list := regexp.MustCompile(`observedAttributes = \[([^\]]*)\]`)
	for tag, file := range map[string]string{"saddle-figure": "figure/figure.ts", "saddle-compare": "compare/compare.ts", "saddle-lab": "lab/lab.ts"} {
		source, err := os.ReadFile(p.path("site/src/" + file))
		if err != nil {
			t.Fatal(err)
		}
		m := list.FindSubmatch(source)
		if m == nil {
			t.Fatalf("%s observes no attributes", file)
		}
		for name := range strings.SplitSeq(strings.ReplaceAll(string(m[1]), `"`, ""), ", ") {
			if !slices.ContainsFunc(elementAttributes[tag], func(a elementAttribute) bool { return a.name == name }) {
				t.Errorf("the manifest lacks the attribute %s of %s", name, tag)
			}
		}
	}
}

// The manifest lists what a class declares in public, once.
func TestManifest(t *testing.T) {
	const body = `export declare class %s extends Base {
    static readonly version = "1";
    private panel;
    constructor();
    /** Resolves with the first report. */
    get ready(): Promise<this>;
    get query(): string;
    /** Another run
     * in its place. */
    set query(text: string);
    play(): void;
    step(n?: number): void;
    connectedCallback(): void;
    private begin;
}
`
	types := map[string]string{}
	for _, e := range elements {
		types[e.file] = strings.ReplaceAll(body, "%s", e.class)
	}
	text, err := manifest(types)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Modules []struct {
			Declarations []struct {
				TagName string
				Members []struct {
					Kind, Name, Description string
					Readonly                bool
				}
			}
		}
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range got.Modules[0].Declarations[0].Members {
		names = append(names, m.Kind+" "+m.Name)
		if (m.Name == "ready") != m.Readonly {
			t.Errorf("%s: read only %t", m.Name, m.Readonly)
		}
	}
	if want := []string{"field ready", "field query", "method play", "method step"}; !slices.Equal(names, want) {
		t.Errorf("the members are %v, want %v", names, want)
	}
	if d := got.Modules[0].Declarations[0].Members[0].Description; d != "Resolves with the first report." {
		t.Errorf("the description is %q", d)
	}
	if _, err := manifest(nil); err == nil {
		t.Error("missing declarations go unnoticed")
	}
}

// Of the declarations only those go into the package to which its entry leads.
func TestReached(t *testing.T) {
	all := map[string]string{"a.d.ts": `import { b } from "./x/b.js";`, "x/b.d.ts": `import "../c.js"; export * from "./gone.js";`, "c.d.ts": "", "d.d.ts": ""}
	if got := reached(all, "a.d.ts"); len(got) != 3 || got["d.d.ts"] != all["d.d.ts"] {
		t.Errorf("reached %v", got)
	}
}

// Every event that an element sends is in the manifest and in the types, and nothing else.
func TestEveryEventIsInTheManifest(t *testing.T) {
	p := testProject(t)
	types, err := os.ReadFile(p.path("site/src/events.ts"))
	if err != nil {
		t.Fatal(err)
	}
	sent := regexp.MustCompile(`new CustomEvent\("(\w+)"`)
	for tag, folder := range map[string]string{"saddle-figure": "figure", "saddle-compare": "compare", "saddle-lab": "lab"} {
		found := map[string]bool{}
		files, err := filepath.Glob(p.path("site/src/" + folder + "/*.ts"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range sent.FindAllStringSubmatch(string(text), -1) {
				found[m[1]] = true
			}
		}
		for _, e := range eventsOf[tag] {
			if !found[e.name] {
				t.Errorf("%s sends no %s", tag, e.name)
			}
			delete(found, e.name)
			if !strings.Contains(string(types), "  "+e.name+": "+e.carries+";") {
				t.Errorf("events.ts lacks %s: %s", e.name, e.carries)
			}
		}
		for name := range found {
			t.Errorf("the manifest lacks the event %s of %s", name, tag)
		}
	}
}
