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

func startNative(program string) (*native, error) {
	cmd := exec.Command(program)
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
