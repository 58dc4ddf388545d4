//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"saddle/core/version"
)

// clipboard stands in for the system's, which a headless browser does not have.
const clipboard = `if (navigator.clipboard) navigator.clipboard.writeText = async (text) => { globalThis.copied = text; };`

const moment = `JSON.stringify([figure.snapshot.step, figure.snapshot.W, figure.snapshot.A, figure.snapshot.b, figure.snapshot.tv])`

// A link is an experiment: whoever opens it gets the same numbers, to the last bit.
func TestPermalinkReplaysTheMoment(t *testing.T) {
	for _, query := range []string{"", "phi=relu&seed=7&d=2", "d=8&seed=11&batch=64&rule=simultaneous&schedule=constant&average=off", "phi=tanh&kappa=20&d=1&eps=0"} {
		t.Run(query, func(t *testing.T) {
			view := window
			view.Script = clipboard
			sender := ready(t, site(query), view)
			if query == "" { // the story, its run, all that the figure has
				sender.skip()
				sender.click(`part(".skip")`)
			}
			sender.wait(`figure.snapshot.step >= 20`)
			sender.pause()
			sender.click(`act("share")`)
			sender.wait(`globalThis.copied`)
			link := eval[string](sender, `copied`)
			if !strings.HasPrefix(link, server.URL+sitePath) || !strings.Contains(link, fmt.Sprintf("at=%v", sender.step())) {
				t.Fatalf("the link %s does not say the moment %v", link, sender.step())
			}
			if !strings.Contains(link, "saddle="+version.Number) {
				t.Errorf("the link %s does not say which version made it", link)
			}
			want := eval[string](sender, moment)

			receiver := ready(t, link, view)
			if problems := eval[string](receiver, `figure.snapshot.problems.join()`); problems != "" {
				t.Errorf("the receiver is told %s", problems)
			}
			receiver.wait(fmt.Sprintf(`figure.snapshot.step >= %v`, sender.step()))
			first := eval[string](receiver, moment)
			if first != want {
				t.Errorf("sent     %.300s\nreceived %.300s", want, first)
			}
			receiver.click(`act("reset")`)
			receiver.wait(`figure.snapshot.step == 0`)
		})
	}
}

func TestAddressFollowsTheSettings(t *testing.T) {
	p := ready(t, site("d=3&"+slow), window)
	p.run(`figure.set("kappa", "5")`)
	p.wait(`location.search.includes("kappa=5") && location.search.includes("d=3")`)
	p.run(`location.reload()`)
	p.wait(`figure?.snapshot?.W?.length == 3 && figure.query.includes("kappa=5")`)
}

// A query is canonical: it says what differs from the defaults, and parsing it changes nothing.
func TestQueryIsCanonical(t *testing.T) {
	p := ready(t, site("seed=5&d=2&phi=relu&kappa=3"), window)
	p.wait(`figure.query`)
	if got := eval[string](p, `figure.query`); got != "phi=relu&seed=5" {
		t.Errorf("the query is %q", got)
	}
}

// A link of a version that computes other numbers is said to be one, and the address that is written, which may be copied, too, names
// this version again.
func TestLinkOfAnotherVersion(t *testing.T) {
	p := ready(t, site("d=3&saddle=0.3.1&"+slow), window)
	p.wait(`/made by Saddle 0\.3\.1\. This is Saddle /.test(part(".note.problem")?.innerText) && figure.snapshot.d == 3`)
	p.run(`figure.set("kappa", "5")`)
	p.wait(`location.search.includes("kappa=5") && new URLSearchParams(location.search).getAll("saddle").join() == "` + version.Number + `"`)
	p.wait(`!part(".note.problem")`)
	p.run(`location.reload()`)
	p.wait(`figure?.snapshot?.W?.length == 3 && figure.query.includes("kappa=5") && !part(".note.problem")`)
	lab := `document.querySelector("saddle-lab")`
	q := open(t, embed(t, `<script src="../saddle.js"></script><saddle-lab permalink></saddle-lab>`, nil)+"#lab:seed%3D1%26n%3D300%26saddle%3D0.3.1", window)
	q.wait(lab + `.query == "seed=1&n=300" && /made by Saddle 0\.3\.1/.test(` + lab + `.shadowRoot.querySelector(".problems").innerText)`)
}
