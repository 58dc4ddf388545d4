package main

import (
	"errors"
	"flag"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// longTests runs in full what make test runs in part: the packages whose tests have a flag -long. It also disturbs a page for five
// minutes, runs every fuzz target for one, and tries what the pages on embedding say.
func (p *project) longTests(args []string) error {
	if err := noArguments(args); err != nil {
		return err
	}
	found, err := p.declared(regexp.MustCompile(`flag\.Bool\("(long)"`))
	if err != nil {
		return err
	}
	var failed error
	for _, pkg := range packages(found) {
		p.printf("== %s\n", pkg)
		failed = errors.Join(failed, p.stream(p.testOf(native, pkg, "-count=1", "-timeout=2h", pkg, "-long")))
	}
	return errors.Join(failed, p.soak([]string{"-time=5m"}), p.fuzz([]string{"-time=1m"}), p.hostChecks(nil))
}

// soak disturbs a page of figures and a laboratory for a time: its memory stays and its numbers are those of pages left alone.
func (p *project) soak(args []string) error {
	flags := flag.NewFlagSet("soak", flag.ContinueOnError)
	how := flags.Duration("time", 30*time.Minute, "for how long")
	if err := errors.Join(flags.Parse(args), noArguments(flags.Args())); err != nil {
		return err
	}
	if err := errors.Join(p.prerequisites(), p.buildAll(nil)); err != nil {
		return err
	}
	return p.goTest(nil, "-tags=e2e,soak", "-count=1", "-v", "-timeout=3h", "./build/e2e", "-run=^TestSoak$", fmt.Sprintf("-soak=%v", *how))
}

// fuzz runs every fuzz target for a time. What it finds to crash Go keeps as a case below the package's testdata.
func (p *project) fuzz(args []string) error {
	flags := flag.NewFlagSet("fuzz", flag.ContinueOnError)
	each := flags.Duration("time", 5*time.Minute, "for each target")
	if err := flags.Parse(args); err != nil {
		return err
	}
	found, err := p.declared(regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`))
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return errors.New("no fuzz target found")
	}
	var failed error
	for _, f := range found {
		if len(flags.Args()) > 0 && !slices.Contains(flags.Args(), f.name) {
			continue
		}
		p.printf("== %s of %s\n", f.name, f.pkg)
		failed = errors.Join(failed, p.stream(p.testOf(nil, f.pkg, "-run=^$", "-fuzz=^"+f.name+"$", fmt.Sprintf("-fuzztime=%v", *each), "-fuzzminimizetime=1s", f.pkg)))
	}
	return failed
}

// testOf is go test in the module of a package, which may be named among the arguments.
func (p *project) testOf(env []string, pkg string, args ...string) *exec.Cmd {
	if rest, ok := strings.CutPrefix(pkg, "./"+clusterModule); ok {
		args[slices.Index(args, pkg)] = "." + rest
		return p.inModule(clusterModule, p.goCommand(env, append([]string{"test"}, args...)...))
	}
	return p.goCommand(env, append([]string{"test"}, args...)...)
}

// declaration is something in a package's tests.
type declaration struct{ pkg, name string }

// declared finds what the tests of the project declare, by the first group of a pattern.
func (p *project) declared(pattern *regexp.Regexp) (found []declaration, err error) {
	err = p.eachSource(func(name string, data []byte) error {
		if strings.HasSuffix(name, "_test.go") {
			for _, m := range pattern.FindAllSubmatch(data, -1) {
				found = append(found, declaration{"./" + filepath.ToSlash(filepath.Dir(name)), string(m[1])})
			}
		}
		return nil
	})
	return found, err
}

// packages are those of a list, each once.
func packages(list []declaration) (names []string) {
	for _, d := range list {
		if !slices.Contains(names, d.pkg) {
			names = append(names, d.pkg)
		}
	}
	return names
}
