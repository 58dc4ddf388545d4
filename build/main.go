// Command build makes everything that Saddle ships and checks it.
//
//	go run ./build [command] [flags]
//
// It needs nothing but Go, and Node with npm for what the page is made of; the bundler is a library.
// Run it without a command to build all, with "help" for the list of commands.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// command is one verb of the tool. run gets the arguments after the verb.
type command struct {
	name, does string
	run        func(p *project, args []string) error
}

var commands = []command{
	{"all", "build build/out/site and build/out/saddle.html (the default): [-tables] [-plain] [-out folder] [-site https://…/]", (*project).buildAll},
	{"generate", "write the files that are made from core/config", (*project).generate},
	{"check", "fail if one of those files is stale", (*project).check},
	{"posters", "draw what the page's figures show before they run", (*project).buildPosters},
	{"saddle", "build build/out/saddle, which runs experiments without a browser", (*project).buildCommand},
	{"cluster", "build build/out/cluster, which runs a grid on several machines", (*project).buildCluster},
	{"serve", "serve the site on this machine: [-dir folder] [-prefix /sub/path/]", (*project).serve},
	{"budget", "print what a first visit downloads and fail if it is too much", (*project).budget},
	{"npm", "make the package for bundlers of the built site, in build/out/npm", (*project).buildNPM},
	{"again", "build everything in another folder, too, and fail if a byte differs", func(p *project, args []string) error { return errors.Join(noArguments(args), p.sameBytes()) }},
	{"shots", "photograph every experiment into build/out/gallery: [name …]", (*project).shots},
	{"bench", "measure speed in Chromium and natively, into build/out/bench.json: [-readme] [-only parts]", (*project).benchmark},
	{"lighthouse", "have Lighthouse judge the built site, and fail below 100", (*project).lighthouse},
	{"test", "run every check, from gofmt to the browser: [-quick]", (*project).test},
	{"long", "run the statistics and what else takes long in full", (*project).longTests},
	{"soak", "disturb a page of figures and a laboratory in every way, for half an hour: [-time 30m]", (*project).soak},
	{"engines", "check in Firefox and WebKitGTK what depends on the engine; as root on Debian it installs them: [engine …]", (*project).engineChecks},
	{"hosts", "try what the pages on embedding say with Jekyll, Hugo, Sphinx, Astro, Jupyter, Pandoc and Bookdown; as root on Debian it installs them: [name …]", (*project).hostChecks},
	{"audit", "ask the public lists of weaknesses about all that the project is built from; it needs the network", (*project).audit},
	{"slurm", "run the examples for clusters on a Slurm of three nodes on this machine; as root on Debian it installs it", (*project).slurmChecks},
	{"fuzz", "try to crash what reads, five minutes for each target: [-time 5m] [target …]", (*project).fuzz},
}

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) == 0 {
		args = []string{"all"}
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		fmt.Fprint(out, usage())
		return nil
	}
	for _, c := range commands {
		if c.name != args[0] {
			continue
		}
		p, err := openProject(".", out)
		if err != nil {
			return err
		}
		return c.run(p, args[1:])
	}
	return fmt.Errorf("there is no command %q\n%s", args[0], usage())
}

func usage() string {
	var b strings.Builder
	b.WriteString("usage: go run ./build [command] [flags]\n\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "  %-10s %s\n", c.name, c.does)
	}
	return b.String()
}

// noArguments is the check of commands that take none.
func noArguments(args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%q is one argument too many", args[0])
	}
	return nil
}
