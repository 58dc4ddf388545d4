package main

import (
	"fmt"
	"strings"
)

// integrityFile lists the digests with which other pages can hold the site's files, and the scripts of its frames, to this build.
const integrityFile = outDir + "/integrity.txt"

// buildIntegrity writes the digests, and prints them.
func (p *project) buildIntegrity() error {
	texts, err := p.texts()
	if err != nil {
		return err
	}
	var b strings.Builder
	line := func(name string, data []byte) { fmt.Fprintf(&b, "%s %s\n", name, integrity(data)) }
	names := []string{}
	for _, s := range scripts {
		names = append(names, s.name)
	}
	for _, prog := range programs {
		if !prog.single {
			names = append(names, prog.name+".wasm.gz", prog.name+".wasm.js")
		}
	}
	for _, name := range names {
		text, err := p.siteFile(name)
		if err != nil {
			return err
		}
		line(name, text)
	}
	// Of the picture's frame: for a page whose policy lists digests.
	line("frame-1", []byte(texts["saddle:wasm_exec"]))
	line("frame-2", []byte(texts["saddle:inside"]))
	if err := p.write(integrityFile, []byte(b.String())); err != nil {
		return err
	}
	for text := range strings.Lines(b.String()) {
		p.printf("  %s", text)
	}
	return nil
}
