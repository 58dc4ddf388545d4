package ebitengine

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"go/format"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Maker makes the copy.
type Maker struct {
	Root    string                                       // the project's folder
	Out     string                                       // a folder in it for the copy, with slashes
	Package string                                       // the package that draws
	Shaders []string                                     // its Kage files, with slashes, relative to Root
	Go      func(env []string, args ...string) *exec.Cmd // a call of the Go tool in the project
}

// tree is the folder of this package, in the project.
const tree = "build/ebitengine"

// Make brings the copy up to date and returns the name of a file for -modfile, with which the project builds upon it.
func (m Maker) Make() (modfile string, err error) {
	modfile = m.Out + ".mod"
	source, err := m.source()
	if err != nil {
		return "", err
	}
	stamp, err := m.stamp(source)
	if err != nil {
		return "", err
	}
	if old, err := os.ReadFile(m.path(m.Out + "/stamp")); err == nil && string(old) == stamp {
		return modfile, nil
	}
	if err := os.RemoveAll(m.path(m.Out)); err != nil {
		return "", err
	}
	for _, step := range []func(string) error{m.copyChanged, m.addLean, m.compileShaders, m.writeModfile} {
		if err := step(source); err != nil {
			return "", fmt.Errorf("copying Ebitengine: %w", err)
		}
	}
	return modfile, os.WriteFile(m.path(m.Out+"/stamp"), []byte(stamp), 0o644)
}

func (m Maker) path(elem ...string) string {
	return filepath.Join(m.Root, filepath.FromSlash(strings.Join(elem, "/")))
}

// source returns the folder of the original.
func (m Maker) source() (string, error) {
	text, err := output(m.Go(nil, "list", "-m", "-f", "{{.Version}} {{.Dir}}", Module))
	if err != nil {
		return "", err
	}
	version, dir, _ := strings.Cut(strings.TrimSpace(text), " ")
	if version != Version {
		return "", fmt.Errorf("go.mod has Ebitengine %s, and build/ebitengine changes %s: look what has changed, or build with -plain", version, Version)
	}
	return dir, nil
}

// stamp is a digest of all that the copy is made of.
func (m Maker) stamp(source string) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, source, m.Package)
	for _, name := range append([]string{tree, "go.mod", "go.sum"}, m.Shaders...) {
		err := filepath.WalkDir(m.path(name), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
			fmt.Fprintln(h, filepath.Base(path))
			_, err = io.Copy(h, f)
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// pkg is what go list tells of a package.
type pkg struct {
	ImportPath, Dir     string
	GoFiles, EmbedFiles []string
	Module              *struct{ Path string }
}

// packages lists those of Ebitengine among some packages and all below them.
func (m Maker) packages(env []string, names ...string) ([]pkg, error) {
	text, err := output(m.Go(env, append([]string{"list", "-deps", "-json=ImportPath,Dir,GoFiles,EmbedFiles,Module"}, names...)...))
	if err != nil {
		return nil, err
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(text)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		if p.Module != nil && p.Module.Path == Module {
			all = append(all, p)
		}
	}
}

// copyChanged copies what a page's program is made of, with its licence.
func (m Maker) copyChanged(source string) error {
	all, err := m.packages([]string{"GOOS=js", "GOARCH=wasm"}, m.Package)
	if err != nil {
		return err
	}
	for _, name := range []string{"go.mod", "LICENSE", "NOTICE.md"} {
		if err := copyFile(m.path(m.Out, name), filepath.Join(source, name)); err != nil {
			return err
		}
	}
	seen := map[string]bool{}
	for _, p := range all {
		for _, base := range append(p.GoFiles, p.EmbedFiles...) {
			name, err := filepath.Rel(source, filepath.Join(p.Dir, base))
			if err != nil {
				return err
			}
			name = filepath.ToSlash(name)
			seen[name] = true
			if err := m.copyOne(source, name); err != nil {
				return err
			}
		}
	}
	for _, name := range slices.Concat(dropped, edited()) {
		if !seen[name] {
			return fmt.Errorf("it has no file %s", name)
		}
	}
	return nil
}

func edited() (names []string) {
	for _, e := range edits {
		names = append(names, e.file)
	}
	return names
}

func (m Maker) copyOne(source, name string) error {
	text, err := os.ReadFile(filepath.Join(source, filepath.FromSlash(name)))
	if err != nil || !strings.HasSuffix(name, ".go") {
		return errors.Join(err, write(m.path(m.Out, name), text))
	}
	changed, kept, err := change(name, string(text))
	if err != nil || !kept {
		return err
	}
	return write(m.path(m.Out, name), []byte(changed))
}

// addLean puts the files of the folder _lean where they belong.
func (m Maker) addLean(string) error {
	from := m.path(tree, "_lean")
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		return copyFile(filepath.Join(m.path(m.Out), name), path)
	})
}

// compileShaders runs the command in the folder _shaders within a copy of Ebitengine's compiler.
func (m Maker) compileShaders(source string) error {
	compiler := m.Out + "/internal/lean/compiler" // a module of its own
	all, err := m.packages(nil, Module+"/internal/builtinshader", Module+"/internal/legacyshader", Module+"/internal/shaderir/glsl")
	if err != nil {
		return err
	}
	for _, p := range all {
		for _, base := range p.GoFiles {
			name, err := filepath.Rel(source, filepath.Join(p.Dir, base))
			if err != nil {
				return err
			}
			if err := copyFile(filepath.Join(m.path(compiler), name), filepath.Join(p.Dir, base)); err != nil {
				return err
			}
		}
	}
	lookup, err := os.ReadFile(m.path(tree, "_lean/internal/legacyshader/source.go"))
	if err != nil {
		return err
	}
	err = errors.Join(
		copyFile(m.path(compiler, "shaders/main.go"), m.path(tree, "_shaders/main.go")),
		write(m.path(compiler, "shaders/source.go"), bytes.Replace(lookup, []byte("package legacyshader"), []byte("package main"), 1)),
		write(m.path(compiler, "go.mod"), []byte("module "+Module+"\n\ngo 1.25.0\n")),
	)
	if err != nil {
		return err
	}
	args := []string{"run", "./shaders"}
	for _, name := range m.Shaders {
		args = append(args, m.path(name))
	}
	cmd := m.Go(nil, args...)
	cmd.Dir = m.path(compiler)
	text, err := output(cmd)
	if err != nil {
		return err
	}
	formatted, err := format.Source([]byte(text))
	return errors.Join(err, write(m.path(m.Out, "internal/legacyshader/compiled.go"), formatted))
}

// writeModfile writes a go.mod that has the copy in the place of the original. Its path is relative, since a program records it.
func (m Maker) writeModfile(string) error {
	mod, err := os.ReadFile(m.path("go.mod"))
	if err != nil {
		return err
	}
	mod = fmt.Appendf(mod, "\nreplace %s => ./%s\n", Module, m.Out)
	return errors.Join(write(m.path(m.Out+".mod"), mod), copyFile(m.path(m.Out+".sum"), m.path("go.sum")))
}

func copyFile(to, from string) error {
	data, err := os.ReadFile(from)
	return errors.Join(err, write(to, data))
}

func write(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// output returns what a command prints; on failure the error is what it complains of.
func output(cmd *exec.Cmd) (string, error) {
	var complaint strings.Builder
	cmd.Stderr = &complaint
	text, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, strings.TrimSpace(complaint.String()))
	}
	return string(text), nil
}
