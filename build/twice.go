package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// sameBytes builds everything once more from a copy of the sources in another folder, and compares every byte. What has been packed is
// handed over: the build takes it up only where the program to be packed is the same.
func (p *project) sameBytes() (err error) {
	folder, err := os.MkdirTemp("", "saddle-again-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := p.copyTo(folder); err != nil {
		return err
	}
	var said bytes.Buffer
	again := &project{root: folder, toolchain: p.toolchain, out: &said}
	if err := again.buildAll(nil); err != nil {
		return fmt.Errorf("in another folder: %w\n%s", err, said.String())
	}
	n := 0
	for _, elem := range []string{siteDir, programDir, singleFile, integrityFile} {
		err := filepath.WalkDir(p.path(elem), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			name, err := filepath.Rel(p.root, path)
			if err != nil {
				return err
			}
			here, err1 := os.ReadFile(path)
			there, err2 := os.ReadFile(filepath.Join(folder, name))
			if errors.Is(err2, fs.ErrNotExist) {
				p.printf("   %s is left from an earlier build, and goes\n", name)
				return os.Remove(path)
			}
			n++
			if err := errors.Join(err1, err2); err != nil {
				return err
			}
			if !bytes.Equal(here, there) {
				return fmt.Errorf("%s has other bytes when it is built in another folder", name)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	p.printf("   %d files have the same bytes\n", n)
	return nil
}

// copyTo copies the sources, and the packed programs, with their times: what is installed is as new there as here.
func (p *project) copyTo(folder string) error {
	put := func(name string, data []byte) error {
		info, err := os.Stat(p.path(name))
		if err != nil {
			return err
		}
		to := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		return errors.Join(os.WriteFile(to, data, info.Mode()), os.Chtimes(to, info.ModTime(), info.ModTime()))
	}
	if err := p.eachSource(put); err != nil {
		return err
	}
	for _, prog := range programs {
		for _, name := range []string{prog.packed(), programDir + "/" + prog.name + ".wasm"} {
			data, err := os.ReadFile(p.path(name))
			if err != nil {
				return err
			}
			if err := put(name, data); err != nil {
				return err
			}
		}
	}
	modules, err := filepath.EvalSymlinks(p.path("site/node_modules"))
	if err != nil {
		return err
	}
	return os.Symlink(modules, filepath.Join(folder, "site", "node_modules"))
}
