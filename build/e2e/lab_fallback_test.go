//go:build e2e

package e2e

import (
	"net/http"
	"strings"
	"testing"
)

const tinyGrid = "d=1,2&seed=1,2&n=300,600"

// The one file from a disk carries the laboratory, too.
func TestLabInTheSingleFile(t *testing.T) {
	p := open(t, file("build/out/saddle.html")+"#lab:"+strings.NewReplacer("=", "%3D", "&", "%26", ",", "%2C").Replace(tinyGrid), labView)
	p.waitLong(`until("idle")`)
	p.run(`lab.start()`)
	p.waitLong(`until("done")`)
	p.same(tinyGrid)
}

// Where a policy forbids workers, its parts run in frames.
func TestLabWithoutWorkers(t *testing.T) {
	policy := "worker-src 'none'"
	body := `<script src="../saddle.js"></script><saddle-lab query="` + strings.ReplaceAll(tinyGrid, "&", "&amp;") + `"></saddle-lab>`
	p := open(t, embed(t, body, http.Header{"Content-Security-Policy": {policy}}), labView, "Content Security Policy", "worker")
	p.waitLong(`until("idle")`)
	p.run(`lab.start()`)
	p.waitLong(`until("done")`)
	p.same(tinyGrid)
}

// In a frame without an origin nothing can be kept, and modules cannot be sent: it works all the same.
func TestLabInASandbox(t *testing.T) {
	inner := embed(t, `<script src="../saddle.js"></script><saddle-lab query="`+strings.ReplaceAll(tinyGrid, "&", "&amp;")+`"></saddle-lab>
		<script>const lab = document.querySelector("saddle-lab");
		lab.ready.then(() => lab.start());
		lab.addEventListener("statechange", async () => lab.state == "done" && parent.postMessage(await lab.toCSV(), "*"))</script>`, nil)
	t.Run("outer", func(t *testing.T) {
		p := open(t, embed(t, `<script>globalThis.table = ""; addEventListener("message", e => typeof e.data == "string" && e.data.includes("floorError") && (table = e.data))</script>
			<iframe sandbox="allow-scripts" style="width: 600px; height: 500px" src="`+inner+`"></iframe>`, nil), labView, "") // a sandbox makes a browser talkative
		p.waitLong(`table != ""`)
		if got, want := eval[string](p, `table`), native(t, tinyGrid).CSV(); got != want {
			t.Errorf("the table is\n%swant\n%s", got, want)
		}
	})
}
