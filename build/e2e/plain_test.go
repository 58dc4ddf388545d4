//go:build e2e

package e2e

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"saddle/build/static"
)

// The picture is that of Ebitengine as it is, byte for byte, and the way back to that works.
func TestSamePictureAsPlainEbitengine(t *testing.T) {
	plain := filepath.Join(root, "build", "out", "plain", "site")
	if _, err := os.Stat(filepath.Join(plain, "saddle.js")); err != nil {
		t.Fatal("it is not built: run go run ./build all -plain -out build/out/plain")
	}
	host := httptest.NewServer(static.Handler(plain, "/"))
	defer host.Close()
	view := window
	view.Still = true
	for _, query := range []string{
		"phi=tanh",
		"phi=relu&d=1&layers=target,generated,field,isoline,arrows,marginals",
		"phi=hardtanh&layers=target,generated,field,isoline,ellipses,arrows,truncation,gradients,trails,marginals",
		"phi=sigmoid&d=3&points=20000&layers=target,generated,ellipses,difference",
	} {
		picture := func(address string) string {
			p := ready(t, address+"?at=12&"+query, view)
			p.wait(`figure.snapshot.step == 12 && figure.snapshot.status == "paused" && figure.snapshot.progress == 1`)
			return steady(p)
		}
		want := picture(host.URL + "/index.html")
		if got := picture(server.URL + sitePath + "index.html"); got != want {
			t.Errorf("%s: another picture, of %d bytes and not %d", query, len(got), len(want))
		}
	}
}

// steady returns the figure's PNG when two in a row are the same.
func steady(p *tab) string {
	p.t.Helper()
	const picture = `figure.toPNG(1).then(b => new Promise(done => { const r = new FileReader(); r.onload = () => done(r.result); r.readAsDataURL(b); }))`
	for before := ""; ; {
		got := eval[string](p, picture)
		if got == before {
			return got
		}
		before = got
	}
}
