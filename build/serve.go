package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"saddle/build/static"
)

// serve offers the built site to a browser on this machine until it is interrupted.
func (p *project) serve(args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	dir := flags.String("dir", p.path(siteDir), "folder to serve")
	prefix := flags.String("prefix", "/", "path of the folder on the server")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return noArguments(flags.Args())
	}
	if _, err := os.Stat(filepath.Join(*dir, "index.html")); err != nil {
		return fmt.Errorf("%s has no index.html: run go run ./build first", *dir)
	}
	listener, err := listen()
	if err != nil {
		return err
	}
	base := "/" + strings.Trim(*prefix, "/") + "/"
	if base == "//" {
		base = "/"
	}
	p.printf("the page     http://%s%s\n", listener.Addr(), base)
	if _, err := os.Stat(p.path(singleFile)); err == nil {
		p.printf("one file     %s\n", p.path(singleFile))
	}
	p.printf("Ctrl-C stops.\n")

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	server := &http.Server{Handler: static.Handler(*dir, base), ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	if err := server.Close(); err != nil {
		return err
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// listen takes port 8080, or a free one if that is in use.
func listen() (net.Listener, error) {
	if l, err := net.Listen("tcp", "127.0.0.1:8080"); err == nil {
		return l, nil
	}
	return net.Listen("tcp", "127.0.0.1:0")
}
