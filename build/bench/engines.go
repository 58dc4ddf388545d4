package bench

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"

	"saddle/build/browser"
)

// native is an engine that runs as a process of this machine.
type native struct {
	pid  int
	in   io.WriteCloser
	out  *bufio.Scanner
	stop func() error
}

func startNative(program string, arguments ...string) (*native, error) {
	cmd := exec.Command(program, arguments...)
	cmd.Env = append(os.Environ(), "OPENBLAS_NUM_THREADS=1", "MKL_NUM_THREADS=1", "OMP_NUM_THREADS=1") // one core, as the others
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<24) // a run in dimension 128 is a line of half a megabyte
	return &native{cmd.Process.Pid, in, lines, func() error { return errors.Join(in.Close(), cmd.Wait()) }}, nil
}

func (n *native) ask(question string) (string, error) {
	if _, err := fmt.Fprintln(n.in, question); err != nil {
		return "", err
	}
	if !n.out.Scan() {
		return "", errors.Join(errors.New("the program has ended"), n.out.Err())
	}
	return n.out.Text(), nil
}

// findNumPy returns a Python that has NumPy, and whether there is one.
func findNumPy() (string, bool) {
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import numpy").Run() == nil {
			return python, true
		}
	}
	return "", false
}

func (n *native) computed() float64 { return computed([]int{n.pid}, "") }

// inPage is an engine in a worker of the benchmark's page.
type inPage struct {
	page *browser.Page
	name string
	pids []int // the processes of the browser
}

// startInPage starts script in a worker; file is what it is told first, if anything.
func startInPage(page *browser.Page, name, script, file string) (*inPage, error) {
	_, err := browser.Eval[any](page, fmt.Sprintf("void open(%s, %s, %s)", browser.Quote(name), browser.Quote(script), browser.Quote(file)))
	return &inPage{page, name, descendants(os.Getpid())}, err
}

// computed counts all workers: they work in turns.
func (p *inPage) computed() float64 { return computed(p.pids, "DedicatedWorker") }

func (p *inPage) ask(question string) (string, error) {
	return browser.Eval[string](p.page, fmt.Sprintf("ask(%s, %s)", browser.Quote(p.name), browser.Quote(question)))
}
