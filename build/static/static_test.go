package static

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
)

func TestHandler(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"index.html", "saddle.js", "saddle.wasm.gz"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		prefix, path string
		status       int
		kind         string
	}{
		{"/", "/", http.StatusOK, "text/html; charset=utf-8"},
		{"/", "/saddle.js", http.StatusOK, "text/javascript; charset=utf-8"},
		{"/some/path/", "/some/path/", http.StatusOK, "text/html; charset=utf-8"},
		{"/some/path/", "/some/path/saddle.wasm.gz", http.StatusOK, "application/gzip"},
		{"/some/path/", "/", http.StatusFound, "text/html; charset=utf-8"},
		{"/some/path/", "/saddle.js", http.StatusNotFound, "text/plain; charset=utf-8"},
		{"/some/path/", "/some/path/missing.js", http.StatusNotFound, "text/plain; charset=utf-8"},
	} {
		answer := httptest.NewRecorder()
		Handler(dir, c.prefix).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, c.path, nil))
		if kind := answer.Header().Get("Content-Type"); answer.Code != c.status || kind != c.kind {
			t.Errorf("%s below %s: %d %q, want %d %q", c.path, c.prefix, answer.Code, kind, c.status, c.kind)
		}
		if encoding := answer.Header().Get("Content-Encoding"); encoding != "" {
			t.Errorf("%s comes encoded as %s", c.path, encoding)
		}
	}
}
