//go:build e2e

package e2e

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"saddle/build/browser"
)

// attacker is what a page or frame that means ill can do to a window of another origin: it sends everything that parts of Saddle say to
// each other, and some nonsense, to that window and all frames in it, with ports on which it would hear answers, and tries to read.
const attacker = `<script>
globalThis.heard = []; globalThis.read = []; globalThis.sent = 0;
addEventListener("message", (event) => heard.push("message " + String(event.data)));
const shapes = () => ["saddle: frame is up", "packed", "up", "blind", {end: "now"}, {part: "stage", names: ["page", "trainer"]}, {part: "trainer", names: ["page"]},
	{part: "stage"}, {part: 1, names: 2}, {part: "stage", names: {forEach: 1}}, "play", "set phi tanh", new TextEncoder().encode("set seed 99").buffer, new ArrayBuffer(64), null, undefined, [],
	new Blob(["\0asm"])];
const walk = (w, list) => { if (w !== self) list.push(w); for (let i = 0; i < w.length; i++) walk(w[i], list); return list; };
globalThis.attack = (victim) => setInterval(() => {
	for (const w of walk(victim, [])) {
		for (const shape of shapes()) {
			const {port1, port2} = new MessageChannel(), {port1: other, port2: there} = new MessageChannel();
			port1.onmessage = other.onmessage = ({data}) => heard.push("port " + String(data));
			w.postMessage(shape, "*", [port2, there]);
			sent++;
		}
		for (const name of ["document", "figure", "saddlePorts", "saddleCanvas", "localStorage", "wstar"]) {
			try { if (w[name] !== undefined) read.push(name); } catch {}
		}
		try { w.figure.set("seed", "99"); read.push("steered"); } catch {}
	}
}, 20);
</script>`

const (
	watched = "d=2&phi=tanh&batch=64&seed=5&eps=0&speed=2000"
	outcome = `JSON.stringify([figure.snapshot.step, figure.snapshot.tv, figure.snapshot.js, figure.query])`
)

// finish lets a figure come to a step and says how it stands there.
func finish(p *tab) string {
	p.t.Helper()
	p.wait(`figure?.snapshot && drawn(figure)`)
	p.run(`figure.pause()`)
	p.run(`figure.seek(600)`)
	p.wait(`figure.snapshot.step == 600 && figure.snapshot.status != "running"`)
	return eval[string](p, outcome)
}

// unharmed checks that an attacker was busy, has heard nothing and read nothing, and that the figure is where it is without one.
func unharmed(t *testing.T, sent float64, heard, read []string, got, want string) {
	t.Helper()
	if sent < 100 {
		t.Errorf("the attacker has sent %v messages", sent)
	}
	for _, text := range heard {
		// What every frame says to its parent, who may be anyone, holds nothing of the figure.
		if text != "message saddle: frame is up" {
			t.Errorf("the attacker has heard %q", text)
			break
		}
	}
	if len(read) > 0 {
		t.Errorf("the attacker has read %q", read)
	}
	if got != want {
		t.Errorf("under attack it comes to %s, alone to %s", got, want)
	}
}

// A page of another origin that has opened the figure's page can neither steer it nor read from it.
func TestHostileOpener(t *testing.T) {
	want := finish(open(t, site(watched), window))
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(`<!doctype html><link rel="icon" href="data:,"><title>opener</title>` + attacker)) // a reader that left
	}))
	defer elsewhere.Close()
	opener := open(t, elsewhere.URL, window)
	page, err := opener.Popup(`void (globalThis.victim = open(` + browser.Quote(site(watched)) + `, "_blank", "width=800,height=700"), attack(victim))`)
	if err != nil {
		t.Fatal(err)
	}
	defer page.Close()
	victim := &tab{page, t}
	victim.wait(`document.querySelector("saddle-figure")?.shadowRoot`)
	opener.run(`void (read.length = 0)`) // the empty page that was there first was the opener's own
	victim.run(`{` + helpers + `}`)
	got := finish(victim)
	if opener := eval[bool](victim, `opener !== null`); !opener {
		t.Error("it does not know its opener, so this tests nothing")
	}
	unharmed(t, eval[float64](opener, `sent`), eval[[]string](opener, `heard`), eval[[]string](opener, `read`), got, want)
}

// A frame of another origin in the figure's page, such as an advertisement, can neither steer it nor read from it.
func TestHostileFrame(t *testing.T) {
	body := `<script src="../saddle.js"></script><saddle-figure query="` + watched + `" controls></saddle-figure>`
	want := finish(open(t, embed(t, body, nil), window))
	// What it has found it says to the page, in words that mean nothing to Saddle.
	frame := attacker + `<script>attack(parent); setInterval(() => parent.postMessage({report: {sent, heard, read}}, "*"), 100);</script>`
	p := open(t, embed(t, fmt.Sprintf(`<script>addEventListener("message", ({data}) => { if (data?.report) globalThis.report = data.report; });</script>
		<iframe sandbox="allow-scripts" srcdoc="%s" style="width: 50px; height: 50px"></iframe>`, escaped(frame))+body, nil), window)
	got := finish(p)
	p.wait(`report?.sent > 100`)
	unharmed(t, eval[float64](p, `report.sent`), eval[[]string](p, `report.heard`), eval[[]string](p, `report.read`), got, want)
}

// Words of a link or of a file that would be markup are shown as words, or not at all.
func TestHostileWords(t *testing.T) {
	const evil = `<img src=x onerror="globalThis.hacked=1">`
	p := ready(t, site("phi="+url.QueryEscape(evil)+"&"+url.QueryEscape(evil)+"=1&seed=7&eps=0"), window)
	p.wait(`part(".notes").innerText.includes("onerror") || figure.snapshot.problems.join().includes("onerror")`)
	p.run(`figure.data(` + browser.Quote(`"`+strings.ReplaceAll(evil, `"`, `""`)+`",<b>second</b>`+"\n1,2\n3,5\n4,1\n2,2\n7,3\n5,8\n") + `.replaceAll("\\n", "\n"))`)
	p.wait(`figure.query.includes("data=6x2") && figure.snapshot.step > 0`)
	p.run(`void (globalThis.saved = figure.toSVG("tv"))`)
	p.wait(`saved`)
	if found := eval[bool](p, `globalThis.hacked || [...document.querySelectorAll("*")].some((e) => e.matches("img[src=x]") || e.shadowRoot?.querySelector("img[src=x]"))`); found {
		t.Error("words of a file became markup")
	}
}

// escaped is a text as the value of an attribute.
func escaped(text string) string { return html.EscapeString(text) }
