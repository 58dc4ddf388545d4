package main

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"saddle/core/cmd/internal/keep"
)

var long = flag.Bool("long", false, "kill twenty times, and weigh the whole")

const token = "a-token-of-the-tests"

// TestMain lets the test's own program be the command: it is what the tests start and kill.
func TestMain(m *testing.M) {
	if os.Getenv("SADDLE_AS_COMMAND") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// process is the command as a process of its own, and what it said.
type process struct {
	*exec.Cmd
	leash io.Closer // its standard input
	said  *said
	end   chan error
}

// said is written by a process while the test reads it.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

func start(t *testing.T, args ...string) *process {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{Cmd: exec.Command(program, args...), said: &said{}, end: make(chan error, 1)}
	p.Env = append(os.Environ(), "SADDLE_AS_COMMAND=1", "SADDLE_TOKEN="+token)
	p.Stderr = p.said
	if p.leash, err = p.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill() })
	go func() { p.end <- p.Wait() }()
	return p
}

// ended waits for the process.
func (p *process) ended(t *testing.T) error {
	t.Helper()
	select {
	case err := <-p.end:
		return err
	case <-time.After(2 * time.Minute):
		t.Fatalf("it does not end:\n%s", p.said)
		return nil
	}
}

// killed ends the process with -9.
func (p *process) killed() {
	_ = p.Process.Kill()
	<-p.end
}

// free is a port that nobody listens on.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// expected is the table of one process, as saddle sweep writes it.
func expected(t *testing.T, query string) string {
	t.Helper()
	table, err := keep.Open("", query, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	for path := range table.Grid().Paths() {
		run, slice := table.Grid().Start(path), keep.Strides{}
		for done := false; !done; {
			row, reached, over := slice.Advance(run)
			if done = over; reached {
				if err := table.Add(row); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return table.CSV()
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func gone(t *testing.T, name string) {
	t.Helper()
	if _, err := os.Stat(name); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there", name)
	}
}

const small = "d=1,2&seed=1..4&n=200,400&batch=16"

// A head and workers of three processes make the table of one, and all end by themselves.
func TestClusterIsOneMachine(t *testing.T) {
	out, address := filepath.Join(t.TempDir(), "t.csv"), free(t)
	var all []*process
	for range 2 {
		all = append(all, start(t, "work", "-workers", "1", "-idle", "10s", "-join", "nats://"+address)) // before there is a head
	}
	all = append(all, start(t, "run", "-quiet", "-query", small, "-workers", "1", "-listen", address, "-out", out))
	for _, p := range all {
		if err := p.ended(t); err != nil {
			t.Errorf("%v: %v\n%s", p.Args[1:], err, p.said)
		}
	}
	if got := read(t, out); got != expected(t, small) {
		t.Errorf("the table is\n%s", got)
	}
	gone(t, keep.JournalOf(out))
	gone(t, out+".nats")
}

func join(t *testing.T, address string) *nats.Conn {
	t.Helper()
	o := options{join: address, token: token}
	nc, err := o.connect(t.Context(), t.Output())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}

func stream(t *testing.T, nc *nats.Conn) jetstream.JetStream {
	t.Helper()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	return js
}

// With a server that is there already, heads come and go, and leave nothing behind.
func TestOutsideServer(t *testing.T) {
	const query = "d=2,3&seed=1..4&n=2000,20000,60000"
	s, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoLog: true, NoSigs: true, Authorization: token,
	})
	if err != nil {
		t.Fatal(err)
	}
	go s.Start()
	defer s.Shutdown()
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("no server")
	}
	out := filepath.Join(t.TempDir(), "t.csv")
	args := []string{"run", "-quiet", "-query", query, "-workers", "1", "-patience", "500ms", "-join", s.ClientURL(), "-out", out}
	first := start(t, args...)
	for !strings.Contains(first.said.String(), "runs are left") {
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(200 * time.Millisecond)
	first.killed()
	second := start(t, args...)
	if err := second.ended(t); err != nil || read(t, out) != expected(t, query) {
		t.Errorf("%v\n%s", err, second.said)
	}
	js := stream(t, join(t, s.ClientURL()))
	for _, name := range []string{cellStream, rowStream} {
		left, err := js.Stream(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		if state := left.CachedInfo().State; state.Msgs != 0 {
			t.Errorf("%s holds %d messages", name, state.Msgs)
		}
	}
}

// TERM ends the head with every row that has come in the table and the journal, and a worker with its path given to another.
func TestTerm(t *testing.T) {
	const query = "d=2&seed=1..4&n=2000,4000000000"
	out, address := filepath.Join(t.TempDir(), "t.csv"), free(t)
	head := start(t, "run", "-quiet", "-query", query, "-workers", "1", "-patience", "1h", "-listen", address, "-out", out)
	for strings.Count(readMaybe(keep.JournalOf(out)), "\n") < 2 {
		time.Sleep(10 * time.Millisecond)
	}
	helper := start(t, "work", "-workers", "1", "-join", "nats://"+address)
	for strings.Count(readMaybe(keep.JournalOf(out)), "\n") < 3 {
		time.Sleep(10 * time.Millisecond) // it has another path
	}
	for _, p := range []*process{helper, head} {
		if err := p.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		var exit *exec.ExitError
		if err := p.ended(t); !errors.As(err, &exit) || exit.ExitCode() != 130 {
			t.Errorf("%v: %v\n%s", p.Args[1:], err, p.said)
		}
	}
	if strings.Count(read(t, out), "\n") < 3 || strings.Count(read(t, keep.JournalOf(out)), "\n") < 3 {
		t.Errorf("the rows are\n%s", read(t, out))
	}
}

func readMaybe(name string) string {
	text, _ := os.ReadFile(name)
	return string(text)
}

// What cannot be is said before anything is run.
func TestComplaints(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "t.csv")
	empty := filepath.Join(dir, "empty")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ args, want string }{
		{"", "there is no command"},
		{"fly", "no command \"fly\""},
		{"run -query d=2", "say where the table goes"},
		{"run -query d=2 -out t.png", "must end in one of .csv, .jsonl"},
		{"run -query d=x -out " + out, "mend the query"},
		{"run -preset none -out " + out, "there is no preset"},
		{"run -query d=1&n=100 -listen nowhere -out " + out, "-listen must be host:port"},
		{"run -query d=1&n=100 -listen :0 -out " + out, "it needs a token"},
		{"run -query d=1&n=100 -listen 0.0.0.0:0 -token-file " + filepath.Join("testdata", "..", "main.go") + " -out " + out, "and -cert and -key"},
		{"run -query d=1&n=100 -token-file " + empty + " -out " + out, "is empty"},
		{"run -query d=1&n=100 -workers -1 -out " + out, "-workers must be from 0 to 1000"},
		{"work", "say which head"},
		{"work more", "one argument too many"},
	} {
		err := command(t.Context(), strings.Fields(c.args), io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.args, err)
		}
	}
	o := options{join: "http://x"}
	if _, err := o.connect(t.Context(), io.Discard); err == nil || !strings.Contains(err.Error(), "no address of a server") {
		t.Error(err)
	}
	for host, want := range map[string]bool{"localhost": true, "127.0.0.1": true, "127.3.2.1": true, "::1": true, "": false, "0.0.0.0": false, "::": false, "head": false, "192.0.2.1": false} {
		if loopback(host) != want {
			t.Errorf("only this machine reaches %q: %v", host, !want)
		}
	}
}
