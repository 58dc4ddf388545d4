package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// TestSiteUnits runs the tests of the site's modules that need no browser, in site/test, under Node.
func TestSiteUnits(t *testing.T) {
	p := testProject(t)
	files, err := filepath.Glob(p.path("site/test/*.test.ts"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests found: %v", err)
	}
	dir, args := t.TempDir(), []string{"--test", "--test-reporter=dot"}
	for _, file := range files {
		js, err := bundle(api.BuildOptions{EntryPoints: []string{file}, Platform: api.PlatformNode, Format: api.FormatCommonJS,
			Plugins: []api.Plugin{textModules(map[string]string{"saddle:version": "1.0.0"})}})
		if err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(dir, strings.TrimSuffix(filepath.Base(file), ".ts")+".cjs")
		if err := os.WriteFile(out, js, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, out)
	}
	cmd := exec.Command("node", args...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
