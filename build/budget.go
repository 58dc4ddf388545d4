package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// allowance bounds the gzip -9 bytes of some files of a first visit.
type allowance struct {
	what  string
	files []string
	most  int
}

var allowances = []allowance{
	{"program", []string{"saddle.wasm.gz"}, 1_064_000},
	{"page", []string{"index.html", "page.css", "saddle.js", "page.js", "poster.svg"}, 136_000},
	{"formulas", []string{fontFile}, 30_000}, // where a reader has no font for them
}

// later bounds what comes when it is first needed.
var later = []allowance{
	{"laboratories", []string{"saddle-labs.wasm.gz"}, 1_062_000},
	{"tables and press", []string{"saddle-tables.wasm.gz"}, 402_000},
}

// mostSingle bounds the bytes of the single file.
const mostSingle = 3_500_000

// budget prints what a first visit downloads, and what may come later, and fails if a part is over its allowance, or the single file.
func (p *project) budget(args []string) error {
	if err := noArguments(args); err != nil {
		return err
	}
	var over error
	for _, part := range []struct {
		sum  string
		list []allowance
	}{{"first visit", allowances}, {"later", later}} {
		table, most, err := account(part.sum, part.list, p.transferred)
		if err != nil {
			return err
		}
		p.printf("%s", table)
		over = errors.Join(over, most)
	}
	single, err := os.Stat(p.path(singleFile))
	if err != nil {
		return err
	}
	p.printf("%-24s %11s of %s bytes\n", "saddle.html", thousands(int(single.Size())), thousands(mostSingle))
	if single.Size() > mostSingle {
		over = errors.Join(over, fmt.Errorf("saddle.html is %s bytes over its allowance", thousands(int(single.Size()-mostSingle))))
	}
	return over
}

// transferred returns what a file of the site weighs on its way to the reader.
func (p *project) transferred(name string) (int, error) {
	data, err := os.ReadFile(p.path(siteDir + "/" + name))
	if errors.Is(err, os.ErrNotExist) {
		return 0, fmt.Errorf("%s/%s is missing: run go run ./build first", siteDir, name)
	}
	return transferSize(name, data), err
}

// transferSize is what a host that compresses sends. What is packed already stays as it is.
func transferSize(name string, data []byte) int {
	if strings.HasSuffix(name, ".gz") {
		return len(data)
	}
	return len(compress(data))
}

// account adds up the sizes under the name of their sum. over names every allowance that is exceeded; err is a size that failed.
func account(sumOf string, list []allowance, size func(name string) (int, error)) (table string, over, err error) {
	var b strings.Builder
	sum, most := 0, 0
	line := func(indent, name string, bytes int, note string) {
		fmt.Fprintf(&b, "%-24s %11s%s\n", indent+name, thousands(bytes), note)
	}
	for _, a := range list {
		total := 0
		for _, name := range a.files {
			n, err := size(name)
			if err != nil {
				return b.String(), nil, err
			}
			line("  ", name, n, "")
			total += n
		}
		line("", a.what, total, fmt.Sprintf(" of %s", thousands(a.most)))
		if total > a.most {
			over = errors.Join(over, fmt.Errorf("the %s is %s bytes over its allowance of %s", a.what, thousands(total-a.most), thousands(a.most)))
		}
		sum, most = sum+total, most+a.most
	}
	line("", sumOf, sum, fmt.Sprintf(" of %s bytes, gzip -9", thousands(most)))
	return b.String(), over, nil
}
