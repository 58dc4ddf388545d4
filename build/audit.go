package main

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// vulncheck is the tool that knows of weaknesses in Go's packages, at the version that the project runs.
const vulncheck = "golang.org/x/vuln/cmd/govulncheck@v1.9.0"

// unreachableList matches what the tools say where they cannot ask for what is known.
var unreachableList = regexp.MustCompile(`no such host|dial tcp|connection refused|i/o timeout|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|audit endpoint returned an error`)

// audit asks the public lists of weaknesses about everything that the project is built from, and writes what they say to
// build/out/audit. It needs the network, so it is no part of the tests; without, it says that nothing was audited, and fails.
func (p *project) audit(args []string) error {
	if err := noArguments(args); err != nil {
		return err
	}
	type look struct {
		name string
		cmd  *exec.Cmd
	}
	looks := []look{
		{"go-native", p.goCommand(nil, "run", vulncheck, "./core/...", "./build/...")},
		{"go-browser", p.goCommand(nil, "run", "-exec=env GOOS=js GOARCH=wasm", vulncheck, "./wasm/...")}, // the tool runs here and looks at those
		{"go-cluster", p.inModule(clusterModule, p.goCommand(nil, "run", vulncheck, "./..."))},
	}
	locks, err := p.lockFiles()
	if err != nil {
		return err
	}
	for _, lock := range locks {
		dir := filepath.Dir(lock)
		cmd := exec.Command("npm", "audit")
		cmd.Dir = p.path(dir)
		looks = append(looks, look{"npm-" + strings.ReplaceAll(dir, "/", "-"), cmd})
	}
	var failed error
	for _, l := range looks {
		text, err := l.cmd.CombinedOutput()
		file := outDir + "/audit/" + l.name + ".txt"
		failed = errors.Join(failed, p.write(file, text))
		verdict := audited(string(text), err)
		p.printf("  %-28s %s\n", l.name, verdict)
		if verdict != clean {
			failed = errors.Join(failed, fmt.Errorf("%s: %s; see %s", l.name, verdict, file))
		}
	}
	return failed
}

// What an audit comes to.
const (
	clean     = "nothing known"
	found     = "weaknesses"
	unaudited = "NOT audited: the list cannot be reached from here"
	broken    = "NOT audited: the tool failed"
)

// audited tells from what a tool has printed, and how it ended, what it has found.
func audited(text string, err error) string {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return clean
	case unreachableList.MatchString(text):
		return unaudited
	case errors.As(err, &exit) && (strings.Contains(text, "Your code is affected by") || strings.Contains(text, "Severity:")):
		return found
	}
	return broken
}

// lockFiles lists the lock files of npm's packages.
func (p *project) lockFiles() (names []string, err error) {
	err = p.eachSource(func(name string, _ []byte) error {
		if filepath.Base(name) == "package-lock.json" {
			names = append(names, name)
		}
		return nil
	})
	return names, err
}
