//go:build e2e

package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// In a fresh strict project TypeScript knows the elements: by their tags, with properties, methods and events, and in React's
// components; and it refuses what they do not have. Both ways of finding modules find the types.
func TestTypes(t *testing.T) {
	for _, c := range []struct{ module, resolution string }{{"esnext", "bundler"}, {"nodenext", "nodenext"}} {
		t.Run(c.resolution, func(t *testing.T) {
			config, err := json.Marshal(map[string]any{"files": []string{"main.ts", "App.tsx"}, "compilerOptions": map[string]any{
				"strict": true, "noEmit": true, "target": "es2022", "lib": []string{"es2022", "dom", "dom.iterable"}, "types": []string{}, "jsx": "react-jsx",
				"exactOptionalPropertyTypes": true, "noUncheckedIndexedAccess": true, "module": c.module, "moduleResolution": c.resolution,
			}})
			if err != nil {
				t.Fatal(err)
			}
			files := map[string]string{"tsconfig.json": string(config)}
			for _, name := range []string{"main.ts", "App.tsx"} {
				text, err := os.ReadFile(filepath.Join(root, "build", "hosts", "types", name))
				if err != nil {
					t.Fatal(err)
				}
				files[name] = string(text)
			}
			dir := project(t, files, "@types", "react", "csstype")
			cmd := exec.Command("node", filepath.Join(root, "site", "node_modules", "typescript", "bin", "tsc"), "--project", dir)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
