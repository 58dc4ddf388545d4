package main

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// hostPrograms are what the pages on embedding are tried with, beside npm's, by the packages of Debian's that have them.
var hostPrograms = []struct{ program, packages string }{
	{"jekyll", "jekyll"}, {"hugo", "hugo"}, {"sphinx-build", "python3-sphinx"}, {"pandoc", "pandoc"}, {"Rscript", "r-cran-bookdown"},
	{"jupyter-nbconvert", "jupyter-nbconvert python3-ipykernel"},
	{"pdflatex", "texlive-latex-base texlive-latex-recommended texlive-pictures lmodern"}, {"pdftotext", "poppler-utils"},
}

// hostChecks writes what the pages on embedding say to write, builds it with the program that each is about, and opens what comes
// out in a browser. As root on Debian it installs these programs.
func (p *project) hostChecks(args []string) error {
	for _, h := range hostPrograms {
		if _, err := exec.LookPath(h.program); err != nil {
			if err := debian(strings.Fields(h.packages)...); err != nil {
				return fmt.Errorf("%s is not installed; on Debian: apt-get install %s: %w", h.program, h.packages, err)
			}
		}
	}
	if err := errors.Join(p.prerequisites(), p.buildAll(nil), p.buildCommand(nil), p.packaged(), p.installPackagesIn("build/hosts/astro")); err != nil {
		return err
	}
	which := "[A-Z]"
	if len(args) > 0 {
		which = "(" + strings.Join(args, "|") + ")$"
	}
	return p.goTest(nil, "-tags=e2e,hosts", "-count=1", "-v", "-timeout=20m", "./build/e2e", "-run=^TestHost"+which)
}
