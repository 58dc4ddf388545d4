package main

import (
	"flag"
	"time"
)

// buildAll makes every output from the sources.
func (p *project) buildAll(args []string) error {
	flags := flag.NewFlagSet("all", flag.ContinueOnError)
	flags.BoolVar(&p.tables, "tables", false, "keep the programs' names and lines, for stack traces")
	flags.BoolVar(&p.plain, "plain", false, "build upon Ebitengine as it is")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := noArguments(flags.Args()); err != nil {
		return err
	}
	start := time.Now()
	for _, step := range []func() error{
		p.installPackages,
		func() error { return p.generate(nil) },
		p.buildPrograms,
		p.buildScripts,
		func() error { return p.buildPosters(nil) },
		p.buildPages,
		p.buildSingleFile,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	p.printf("built %s and %s in %.1f s\n", siteDir, singleFile, time.Since(start).Seconds())
	return nil
}
