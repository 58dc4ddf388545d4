//go:build e2e

package e2e

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"saddle/build/browser"
	"saddle/build/static"
)

// host serves the built site, but what answer takes upon itself.
func host(t *testing.T, answer func(w http.ResponseWriter, r *http.Request) bool) *httptest.Server {
	files := static.Handler(filepath.Join(root, "build", "out", "site"), "/")
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if answer == nil || !answer(w, r) {
			files.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(h.Close)
	return h
}

// built is a file of the site.
func built(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "build", "out", "site", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// otherBuild is the program as another build would make it, packed and as a script.
func otherBuild(t *testing.T) (packed, script []byte) {
	other := built(t, "saddle-labs.wasm.gz") // a program that compiles, and is not the one that is asked for
	return other, fmt.Appendf(nil, "globalThis.saddleAssets={saddle:%q}", "sha256-x "+base64.StdEncoding.EncodeToString(other))
}

// What goes wrong on the way of the program is said as it was seen, with what the reader and what the author can do; once it is mended,
// Retry goes on.
func TestWhatKeepsTheProgramAway(t *testing.T) {
	packed, script := otherBuild(t)
	whole := built(t, "saddle.wasm.gz")
	missing := func(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) }
	bytes := func(kind string, data []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write(data) // a reader that left
		}
	}
	cut := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(whole)))
		_, _ = w.Write(whole[:100_000])
		panic(http.ErrAbortHandler)
	}
	for name, c := range map[string]struct {
		gz, js http.HandlerFunc
		says   []string
	}{
		"missing":             {missing, missing, []string{"saddle.wasm.gz?v=", "HTTP 404, text/plain; charset=utf-8, 19 bytes", "Press Retry.", "If this page is yours: the file belongs beside saddle.js"}},
		"a page in its place": {bytes("text/html", []byte("<!doctype html><p>welcome")), missing, []string{"HTTP 200, text/html, 25 bytes", "damaged, 25 bytes", "upload saddle.js and all *.wasm.* again"}},
		"another build":       {bytes("application/gzip", packed), bytes("text/javascript", script), []string{"is of another build than this page's saddle.js", "empty the caches"}},
		"broken off":          {cut, missing, []string{" broke off after ", " of ", " bytes. Press Retry."}},
		"half of it":          {bytes("application/gzip", whole[:len(whole)/2]), missing, []string{"damaged, "}},
	} {
		t.Run(name, func(t *testing.T) {
			var mended atomic.Bool
			h := host(t, func(w http.ResponseWriter, r *http.Request) bool {
				switch {
				case mended.Load():
					return false
				case strings.HasSuffix(r.URL.Path, "/saddle.wasm.gz"):
					c.gz(w, r)
				case strings.HasSuffix(r.URL.Path, "/saddle.wasm.js"):
					c.js(w, r)
				default:
					return false
				}
				return true
			})
			p := open(t, h.URL+"/?"+slow, window, "404", "Refused to execute", "ERR_CONTENT_LENGTH_MISMATCH", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION")
			p.wait(`(globalThis.said = part(".note.failure")?.innerText)`)
			said := eval[string](p, `said`)
			for _, want := range c.says {
				if !strings.Contains(said, want) {
					t.Errorf("%q is not in %q", want, said)
				}
			}
			if poster := eval[bool](p, `!part(".poster").hidden`); !poster {
				t.Error("the poster has gone although nothing takes its place")
			}
			mended.Store(true)
			p.click(`[...part(".notes").querySelectorAll("button")].find(b => /retry/i.test(b.innerText))`)
			p.wait(`figure.snapshot?.step > 3 && drawn(figure) && !part(".note.failure")`)
		})
	}
}

// Whatever the first source gives, the second one is tried: with an old program in a cache the page has the right one all the same.
func TestTheSecondSource(t *testing.T) {
	packed, _ := otherBuild(t)
	for name, answer := range map[string]http.HandlerFunc{
		"another build": func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write(packed) },
		"no program":    func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte("this is no program")) },
		"nothing":       func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			h := host(t, func(w http.ResponseWriter, r *http.Request) bool {
				if !strings.HasSuffix(r.URL.Path, "/saddle.wasm.gz") {
					return false
				}
				answer(w, r)
				return true
			})
			p := open(t, h.URL+"/?"+slow, window, "ERR_")
			p.wait(`figure.snapshot?.step > 3`)
		})
	}
}

// An old program that a cache holds on to is asked for once more past the cache.
func TestPastTheCache(t *testing.T) {
	packed, _ := otherBuild(t)
	var asked atomic.Int32
	h := host(t, func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, "/saddle.wasm.js") {
			http.NotFound(w, r)
			return true
		}
		if !strings.HasSuffix(r.URL.Path, "/saddle.wasm.gz") || asked.Add(1) > 1 {
			return false
		}
		w.Header().Set("Cache-Control", "max-age=1000")
		_, _ = w.Write(packed)
		return true
	})
	p := open(t, h.URL+"/?"+slow, window)
	p.wait(`figure.snapshot?.step > 3`)
	if n := asked.Load(); n != 2 {
		t.Errorf("it was asked for %d times", n)
	}
}

// A server that unpacks on the way sends the program as it is, which is as good.
func TestUnpackedOnTheWay(t *testing.T) {
	h := host(t, func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, ".wasm.gz") {
			w.Header().Set("Content-Encoding", "gzip")
		}
		if strings.HasSuffix(r.URL.Path, ".wasm.js") {
			http.NotFound(w, r)
			return true
		}
		return false
	})
	p := open(t, h.URL+"/?"+slow, window)
	p.wait(`figure.snapshot?.step > 3`)
}

// A page whose policy forbids the request is told the rule.
func TestForbiddenByThePolicy(t *testing.T) {
	policy := "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'nonce-abc' 'wasm-unsafe-eval'; worker-src blob:"
	files := host(t, func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, ".wasm.js") {
			http.NotFound(w, r)
			return true
		}
		return false
	})
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Security-Policy", policy+" "+files.URL+"; script-src-elem 'nonce-abc'")
		fmt.Fprintf(w, `<!doctype html><link rel=icon href="data:,"><title>Forbidden</title><script src="%s/saddle.js" nonce="abc"></script><saddle-figure controls></saddle-figure>`, files.URL)
	}))
	defer page.Close()
	p := openElsewhere(t, page.URL, "Refused to", "violates the following", "404", "MIME")
	p.wait(`/this page's policy forbids it \(connect-src\)/.test(part(".note.failure")?.innerText)`)
}

// A host that lets no other site read its files is told from one that does not answer.
func TestAnotherOrigin(t *testing.T) {
	closed := host(t, func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, ".wasm.js") {
			http.NotFound(w, r)
			return true
		}
		return false
	})
	p := openElsewhere(t, embed(t, `<script src="`+closed.URL+`/saddle.js"></script><saddle-figure controls></saddle-figure>`, nil), "CORS", "ERR_FAILED", "404", "MIME")
	p.wait(`/lets no other site read it/.test(part(".note.failure")?.innerText)`)
	if said := eval[string](p, `part(".note.failure").innerText`); strings.Contains(said, "Press Retry") || !strings.Contains(said, "Access-Control-Allow-Origin") {
		t.Errorf("it says %q", said)
	}
	// With the host's leave, and by its scripts without, it works from there.
	for name, allow := range map[string]bool{"allowed": true, "by scripts": false} {
		t.Run(name, func(t *testing.T) {
			h := host(t, func(w http.ResponseWriter, r *http.Request) bool {
				if allow {
					w.Header().Set("Access-Control-Allow-Origin", "*")
				}
				return false
			})
			p := openElsewhere(t, embed(t, `<script src="`+h.URL+`/saddle.js"></script><saddle-figure query="`+slow+`"></saddle-figure>`, nil), "CORS", "ERR_FAILED")
			p.wait(`figure.snapshot?.step > 3`)
		})
	}
}

// openElsewhere is open for a page that asks another origin on purpose.
func openElsewhere(t *testing.T, address string, expected ...string) *tab {
	t.Helper()
	view := window
	view.Script = helpers
	p, err := chromium.Open(address, view)
	if err != nil {
		t.Fatal(err)
	}
	return closing(t, p, expected)
}

// However the script is loaded, from whatever folder, it finds the programs beside itself.
func TestWaysOfLoading(t *testing.T) {
	const f = `<saddle-figure query="` + slow + `"></saddle-figure>`
	for name, page := range map[string]string{
		"classic":  `<script src="../saddle.js"></script>` + f,
		"async":    f + `<script async src="../saddle.js"></script>`,
		"defer":    `<script defer src="../saddle.js"></script>` + f,
		"module":   f + `<script type="module" src="../saddle.js"></script>`,
		"import()": f + `<script>import("../saddle.js")</script>`,
		"imported": f + `<script type="module">import "../saddle.js"</script>`,
		"injected": f + `<script>document.head.append(Object.assign(document.createElement("script"), {src: "../saddle.js"}))</script>`,
		"taken over": f + `<script type="text/later" data-src="../saddle.js"></script><script>
			fetch("../saddle.js").then(r => r.text()).then(text => document.head.append(Object.assign(document.createElement("script"), {textContent: text})))</script>`,
		"by its text": f + `<script type="text/later" data-src="../saddle.js"></script><script>fetch("../saddle.js").then(r => r.text()).then(text => (0, eval)(text))</script>`,
		"as a blob": f + `<script data-src="../saddle.js" type="text/later"></script><script>fetch("../saddle.js").then(r => r.blob())
			.then(blob => document.head.append(Object.assign(document.createElement("script"), {src: URL.createObjectURL(blob)})))</script>`,
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, embed(t, page, nil), window)
			p.wait(`figure.snapshot?.step > 3`)
			for _, r := range p.Requests() {
				if strings.Contains(r, ".wasm.") && !strings.Contains(r, sitePath+"saddle.wasm.gz?v=") {
					t.Errorf("it asked for %s", r)
				}
			}
		})
	}
}

// Two scripts of one build are one too many and no harm; of two builds the page says which one draws.
func TestTwoScripts(t *testing.T) {
	p := open(t, embed(t, `<script src="../saddle.js"></script><script src="../saddle.js?again"></script><saddle-figure query="`+slow+`"></saddle-figure>`, nil), window)
	p.wait(`figure.snapshot?.step > 3`)
	old := strings.Replace(string(built(t, "saddle.js")), "build ", "build 0", 1)
	h := host(t, func(w http.ResponseWriter, r *http.Request) bool {
		switch r.URL.Path {
		case "/old.js":
			_, _ = w.Write([]byte(old))
		case "/page.html":
			_, _ = w.Write([]byte(`<!doctype html><link rel=icon href="data:,"><title>Two</title><script src="old.js"></script><script src="saddle.js"></script><saddle-figure></saddle-figure>`))
		default:
			return false
		}
		return true
	})
	p = open(t, h.URL+"/page.html", window, "this page has two scripts of Saddle")
	p.wait(`figure.snapshot?.step > 3`)
	if said := p.Messages(); len(said) != 1 {
		t.Errorf("it said %v", said)
	}
}

// Only what the build put into a page is taken for a program.
func TestForeignIdentifiers(t *testing.T) {
	p := open(t, embed(t, `<h2 id="saddle-saddle">Saddle</h2><h2 id="saddle-saddle-whole">Whole</h2><script src="../saddle.js"></script><saddle-figure query="`+slow+`"></saddle-figure>`, nil), window)
	p.wait(`figure.snapshot?.step > 3`)
}

// A page that takes HTML by named policies alone has the figure once it names its policy, and its poster and a sentence until then.
func TestTrustedTypes(t *testing.T) {
	policy := "require-trusted-types-for 'script'; trusted-types "
	body := `<script src="../saddle.js"></script><saddle-figure query="` + slow + `" controls="all"><img slot="poster" src="../poster.svg" alt="" width="300"></saddle-figure>
		<saddle-compare query="eps=0" vary="batch" values="16,64"></saddle-compare><saddle-lab query="seed=1&n=300"></saddle-lab>`
	p := open(t, embed(t, body, http.Header{"Content-Security-Policy": {policy + "saddle"}}), window)
	p.wait(`figure.snapshot?.step > 3 && drawn(figure)`)
	p.run(`document.querySelector("saddle-lab").start()`)
	p.wait(`document.querySelector("saddle-lab").state == "done"`)

	p = open(t, embed(t, body, http.Header{"Content-Security-Policy": {policy + "another"}}), window, "TrustedTypePolicy", "Trusted Type", "TrustedHTML")
	p.wait(`/trusted-types saddle/.test(part(".status")?.textContent)`)
	if why := eval[string](p, `figure.ready.then(() => "ready", (e) => e.message)`); !strings.Contains(why, "Trusted Types") {
		t.Errorf("ready: %s", why)
	}
	if wide := eval[float64](p, `document.querySelector("[slot=poster]").getBoundingClientRect().width`); wide != 300 {
		t.Errorf("the poster is %v pixels wide", wide)
	}
}

// A static page can allow the figure by the digests of its frame's scripts, which the build prints.
func TestPolicyByDigests(t *testing.T) {
	list, err := os.ReadFile(filepath.Join(root, "build", "out", "integrity.txt"))
	if err != nil {
		t.Fatal(err)
	}
	digests := map[string]string{}
	for line := range strings.Lines(string(list)) {
		if name, digest, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			digests[name] = digest
		}
	}
	policy := fmt.Sprintf("default-src 'none'; connect-src 'self'; img-src data:; style-src 'unsafe-inline'; worker-src blob:; script-src 'self' 'wasm-unsafe-eval' '%s' '%s'",
		digests["frame-1"], digests["frame-2"])
	page := `<!doctype html><meta http-equiv="Content-Security-Policy" content="` + policy + `"><link rel="icon" href="data:,"><title>Static</title>
		<script src="saddle.js" integrity="` + digests["saddle.js"] + `"></script><saddle-figure query="` + slow + `"></saddle-figure>`
	h := host(t, func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/page.html" {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, page)
		}
		return r.URL.Path == "/page.html"
	})
	p := open(t, h.URL+"/page.html", browser.View{Width: 800, Height: 700, Scale: 2})
	p.wait(`figure.snapshot?.step > 3 && drawn(figure)`)
}
