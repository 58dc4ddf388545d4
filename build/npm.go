package main

import (
	"errors"
	"os"
	"os/exec"
	"time"
)

// installPackages brings site/node_modules up to date with its lock file.
func (p *project) installPackages() error { return p.installPackagesIn("site") }

func (p *project) installPackagesIn(dir string) error {
	lock, err := os.Stat(p.path(dir + "/package-lock.json"))
	if err != nil {
		return errors.New(dir + "/package-lock.json is missing: check it out again")
	}
	// npm writes this file last, so it is missing when an installation was interrupted.
	installed, err := os.Stat(p.path(dir + "/node_modules/.package-lock.json"))
	if err == nil && !installed.ModTime().Before(lock.ModTime()) {
		return nil
	}
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			return errors.New(tool + " is not installed: on Debian, apt-get install nodejs npm")
		}
	}
	start := time.Now()
	cmd := exec.Command("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
	cmd.Dir = p.path(dir)
	if _, err := output(cmd); err != nil {
		return err
	}
	p.printf("  %s/node_modules installed in %.1f s\n", dir, time.Since(start).Seconds())
	return nil
}
