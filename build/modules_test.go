package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"saddle/core/config"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// siteFolders are the folders of site/src in the order in which they may use each other: each those before it alone.
var siteFolders = []string{"realm", "query", "dom", "picture", "chart", "figure", "lab", "compare", "page"}

// TestSiteModules asks esbuild which module uses which: a folder uses those before it, and no module uses itself by
// way of others. Types alone make no use: they are gone before anything runs.
func TestSiteModules(t *testing.T) {
	p := testProject(t)
	uses := map[string][]string{}
	for _, s := range scripts {
		options := p.scriptOptions(s, map[string]string{"saddle:wasm_exec": "", "saddle:version": "", "saddle:inside": "", "saddle:build": ""})
		options.Bundle, options.Metafile, options.Outdir = true, true, "/"
		options.AbsWorkingDir = p.path(".")
		result := api.Build(options)
		if err := messages(result.Errors); err != nil {
			t.Fatal(err)
		}
		var found struct {
			Inputs map[string]struct{ Imports []struct{ Path string } }
		}
		if err := json.Unmarshal([]byte(result.Metafile), &found); err != nil {
			t.Fatal(err)
		}
		for name, input := range found.Inputs {
			uses[name] = nil
			for _, i := range input.Imports {
				uses[name] = append(uses[name], i.Path)
			}
		}
	}
	if len(uses) < 50 {
		t.Fatalf("esbuild tells of %d modules only", len(uses))
	}
	for from, list := range uses {
		for _, to := range list {
			a, b := folderRank(t, from), folderRank(t, to)
			if a < b {
				t.Errorf("%s uses %s, and its folder comes before that one's", from, to)
			}
		}
	}
	if circle := circleIn(uses); circle != nil {
		t.Errorf("modules go round in a circle: %s", strings.Join(circle, " → "))
	}
}

// TestCircleIn gives circleIn what it must find and what it must not.
func TestCircleIn(t *testing.T) {
	if c := circleIn(map[string][]string{"a": {"b", "c"}, "b": {"c"}, "c": nil}); c != nil {
		t.Errorf("found a circle %v where there is none", c)
	}
	if c := circleIn(map[string][]string{"a": {"b"}, "b": {"c"}, "c": {"b"}}); !slices.Equal(c, []string{"b", "c", "b"}) {
		t.Errorf("the circle b, c, b is found as %v", c)
	}
}

// TestSiteFolders finds every module in a folder that is known, but for the elements' entry and the types.
func TestSiteFolders(t *testing.T) {
	p := testProject(t)
	for _, path := range typeScript(t, p) {
		name, _ := filepath.Rel(p.path("."), path)
		if base := filepath.Base(path); base != "saddle.ts" && base != "package.ts" && base != "events.ts" && base != "modules.d.ts" && folderRank(t, filepath.ToSlash(name)) == len(siteFolders) {
			t.Errorf("%s stands in no folder", name)
		}
	}
}

// folderRank is where a module's folder stands among siteFolders; what is in none may use all, and what the build
// makes stands before them.
func folderRank(t *testing.T, module string) int {
	rest, ok := strings.CutPrefix(module, "site/src/")
	if !ok {
		return -1
	}
	folder, _, ok := strings.Cut(rest, "/")
	if !ok {
		return len(siteFolders)
	}
	i := slices.Index(siteFolders, folder)
	if i < 0 {
		t.Errorf("%s stands in a folder that has no place in siteFolders", module)
	}
	return i
}

// circleIn returns a circle of uses, with its first module once more at the end, or nil.
func circleIn(uses map[string][]string) []string {
	const open, done = 1, 2
	state := map[string]int{}
	var path []string
	var visit func(string) []string
	visit = func(m string) []string {
		switch state[m] {
		case done:
			return nil
		case open:
			return append(slices.Clone(path[slices.Index(path, m):]), m)
		}
		state[m], path = open, append(path, m)
		for _, to := range uses[m] {
			if c := visit(to); c != nil {
				return c
			}
		}
		state[m], path = done, path[:len(path)-1]
		return nil
	}
	names := make([]string, 0, len(uses))
	for name := range uses {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if c := visit(name); c != nil {
			return c
		}
	}
	return nil
}

// typeScript lists the modules of the site.
func typeScript(t *testing.T, p *project) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(p.path("site/src"), func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".ts") {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("no TypeScript found: %v", err)
	}
	return files
}

// The page's own scripts do without the table of parameters, which the elements' script brings: it weighs more than all else in them.
func TestOneTableOfParameters(t *testing.T) {
	p := testProject(t)
	for _, s := range scripts {
		options := p.scriptOptions(s, map[string]string{"saddle:wasm_exec": "", "saddle:version": "", "saddle:inside": "", "saddle:build": ""})
		options.Bundle, options.Metafile, options.Outdir, options.TreeShaking = true, true, "/", api.TreeShakingTrue
		options.AbsWorkingDir = p.path(".")
		result := api.Build(options)
		if err := messages(result.Errors); err != nil {
			t.Fatal(err)
		}
		var made struct {
			Outputs map[string]struct {
				Inputs map[string]struct{ BytesInOutput int }
			}
		}
		if err := json.Unmarshal([]byte(result.Metafile), &made); err != nil {
			t.Fatal(err)
		}
		bytes := 0
		for _, out := range made.Outputs {
			bytes += out.Inputs["site/src/query/config.gen.ts"].BytesInOutput
		}
		if (bytes > 0) != (s.name == "saddle.js") {
			t.Errorf("%s has %d bytes of the table", s.name, bytes)
		}
	}
}

// TestSiteNamesNoParameter keeps names, ranges and defaults in one place: the page finds its controls
// by attribute and takes everything else from the generated module. Names of one letter are left out,
// because "d" is also an attribute of a path.
func TestSiteNamesNoParameter(t *testing.T) {
	p := testProject(t)
	var names []string
	for _, name := range config.Names() {
		if len(name) > 1 {
			names = append(names, regexp.QuoteMeta(name))
		}
	}
	// A class of the same name is a matter of looks, not of parameters.
	literal := regexp.MustCompile("(class=)?[\"'`](" + strings.Join(names, "|") + ")[\"'`]")
	for _, path := range typeScript(t, p) {
		// wire.ts names the sections of a snapshot, theme.ts the colours of the palette; some are called like a parameter.
		if base := filepath.Base(path); strings.HasSuffix(path, ".gen.ts") || base == "wire.ts" || base == "theme.ts" {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			for _, found := range literal.FindAllStringSubmatch(line, -1) {
				if found[1] == "" {
					t.Errorf("%s:%d names the parameter %s, which core/config declares", filepath.Base(path), i+1, found[2])
				}
			}
		}
	}
}
