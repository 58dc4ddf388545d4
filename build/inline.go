package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// embedded is a file that Go takes into a variable, as a laboratory takes its published tables.
var embedded = regexp.MustCompile(`(?m)^//go:embed (\S+)\nvar (\w+) string$`)

// embedImport is what lets it do so.
const embedImport = "import _ \"embed\" // its tables\n\n"

// inlineTables writes, for the programs of the browser, core/lab/*/published.go with the tables in place of their names, and returns the
// list of these stand-ins that the compiler takes as -overlay: package embed would bring a file system and a clock into the programs.
func (p *project) inlineTables() (overlay string, err error) {
	names, err := filepath.Glob(p.path("core/lab/*/published.go"))
	if err != nil {
		return "", err
	}
	replaced := map[string]string{}
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		dir := filepath.Dir(name)
		text, err := inlined(source, func(file string) ([]byte, error) { return os.ReadFile(filepath.Join(dir, file)) })
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		out := outDir + "/inline/" + filepath.Base(dir) + ".txt" // no package of its own
		if err := p.write(out, text); err != nil {
			return "", err
		}
		replaced[name] = p.path(out)
	}
	list, err := json.MarshalIndent(map[string]any{"Replace": replaced}, "", "\t")
	if err != nil {
		return "", err
	}
	overlay = outDir + "/inline/overlay.json"
	return p.path(overlay), p.write(overlay, list)
}

// inlined is a Go file with the text of the files that it embeds.
func inlined(source []byte, read func(file string) ([]byte, error)) (out []byte, err error) {
	if !bytes.Contains(source, []byte(embedImport)) {
		return nil, errors.New("it embeds nothing")
	}
	out = embedded.ReplaceAllFunc(source, func(directive []byte) []byte {
		parts := embedded.FindSubmatch(directive)
		text, fault := read(string(parts[1]))
		if fault != nil {
			err = fault
		}
		return fmt.Appendf(nil, "const %s = %s", parts[2], strconv.Quote(string(text)))
	})
	return []byte(strings.Replace(string(out), embedImport, "", 1)), err
}
