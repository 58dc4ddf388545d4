package main

import (
	"flag"
	"path/filepath"
	"time"
)

// buildAll makes every output from the sources.
func (p *project) buildAll(args []string) error {
	flags := flag.NewFlagSet("all", flag.ContinueOnError)
	flags.BoolVar(&p.tables, "tables", false, "keep the programs' names and lines, for stack traces")
	flags.BoolVar(&p.plain, "plain", false, "build upon Ebitengine as it is")
	flags.StringVar(&p.outputs, "out", "", "a folder for the outputs in the place of "+outDir)
	flags.StringVar(&p.site, "site", "", "the address that the site is for: what asks for whole addresses gets them")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var err error
	if p.site, err = siteAddress(p.site); err != nil {
		return err
	}
	if err := noArguments(flags.Args()); err != nil {
		return err
	}
	if p.outputs != "" {
		if p.outputs, err = filepath.Abs(p.outputs); err != nil {
			return err
		}
	}
	start := time.Now()
	for _, step := range []func() error{
		p.installPackages,
		func() error { return p.generate(nil) },
		p.buildPrograms,
		p.buildScripts,
		func() error { return p.buildPosters(nil) },
		p.buildPages,
		p.buildLicenses,
		p.buildSingleFile,
		p.buildIntegrity,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	p.printf("built %s and %s in %.1f s\n", p.path(siteDir), p.path(singleFile), time.Since(start).Seconds())
	return nil
}

// buildPlain makes the site upon Ebitengine as it is, in a folder of its own, to be compared with.
func (p *project) buildPlain() error {
	plain := &project{root: p.root, toolchain: p.toolchain, out: p.out, plain: true, outputs: p.path(plainDir)}
	for _, step := range []func() error{plain.buildPrograms, plain.buildScripts, func() error { return plain.buildPosters(nil) }, plain.buildPages} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
