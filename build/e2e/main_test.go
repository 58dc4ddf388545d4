//go:build e2e

// Package e2e opens the built site in a real browser and does what a reader does: it clicks, types,
// follows links and breaks things. Every test fails on an uncaught exception, on a warning that it does
// not expect, and on any request that leaves the page's own origin.
//
//	go run ./build && go test -tags e2e ./build/e2e
package e2e

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"saddle/build/browser"
	"saddle/build/static"
)

// Where the test server shows what was built. The site lies under a path, as on many hosts.
const (
	sitePath = "/some/sub/path/"
	repoPath = "/repository/"
)

var (
	chromium *browser.Browser
	server   *httptest.Server
	root     string // of the repository
)

func TestMain(m *testing.M) {
	code, err := runAll(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		code = 1
	}
	os.Exit(code)
}

func runAll(m *testing.M) (code int, err error) {
	if root, err = filepath.Abs("../.."); err != nil {
		return 1, err
	}
	for _, name := range []string{"build/out/site/saddle.js", "build/out/saddle.html"} {
		if _, err := os.Stat(filepath.Join(root, name)); err != nil {
			return 1, fmt.Errorf("%s is not built: run make first", name)
		}
	}
	if chromium, err = browser.Start(context.Background(), nil); err != nil {
		return 1, err
	}
	defer chromium.Close()
	server = httptest.NewServer(routes())
	defer server.Close()
	return m.Run(), nil
}

func routes() http.Handler {
	site := filepath.Join(root, "build", "out", "site")
	mux := http.NewServeMux()
	mux.Handle(sitePath, static.Handler(site, sitePath))
	mux.Handle(repoPath, static.Handler(root, repoPath))
	mux.HandleFunc(sitePath+"pages/", servePage)
	return mux
}
