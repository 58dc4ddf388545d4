//go:build e2e

package e2e

import (
	"fmt"
	"testing"
)

// answers is how many reports must come before a test believes that nothing runs: each answers a command, and steps that
// were due would have been taken before.
const answers = 12

// ask makes the trainer answer so many times, and returns the step that the last report shows.
func (p *tab) ask() float64 {
	p.t.Helper()
	return eval[float64](p, fmt.Sprintf(`(async () => {
		for (let i = 0; i < %d; i++) {
			const answered = new Promise((done) => figure.addEventListener("snapshot", done, {once: true}));
			figure.set("points", 900 + i);
			await answered;
		}
		return figure.snapshot.step;
	})()`, answers))
}

// A figure that nobody sees, because its tab is hidden or it is scrolled away, paints nothing. It trains on or rests, as the
// query says, and comes back without a jump.
func TestUnseen(t *testing.T) {
	hide := map[string][2]string{
		"hidden tab": {
			`Object.defineProperty(document, "visibilityState", {configurable: true, get: () => "hidden"}); document.dispatchEvent(new Event("visibilitychange"))`,
			`delete document.visibilityState; document.dispatchEvent(new Event("visibilitychange"))`},
		"scrolled away": {
			`document.body.style.paddingTop = "9000px"; scrollTo({top: 0, behavior: "instant"})`,
			`document.body.style.paddingTop = ""; figure.scrollIntoView({block: "center", behavior: "instant"})`},
	}
	for name, how := range hide {
		for _, rests := range []bool{false, true} {
			query, kind := "eps=0&speed=20", "keeps on"
			if rests {
				query, kind = query+"&unseen=pause", "rests"
			}
			t.Run(name+" "+kind, func(t *testing.T) {
				p := ready(t, site(query), window)
				p.wait(`figure.snapshot.step > 3`)
				p.run(`void (() => { ` + how[0] + ` })()`)
				before, after := p.ask(), p.ask()
				if !rests {
					p.wait(fmt.Sprintf(`figure.snapshot.step > %v`, after+20))
				} else {
					for tries := 0; before != after && tries < 5; tries++ { // the browser says a frame or two later what is seen
						before, after = after, p.ask()
					}
					if before != after {
						t.Errorf("unseen, it went from step %v to %v", before, after)
					}
				}
				unseen := p.step()
				first := eval[float64](p, `new Promise((done) => {
					figure.addEventListener("snapshot", () => done(figure.snapshot.step), {once: true});
					`+how[1]+`
				})`)
				// Between two reports there is a tenth of a second, that is two steps; a busy machine takes its time.
				if first > unseen+20 {
					t.Errorf("it came back at step %v after %v", first, unseen)
				}
				p.wait(fmt.Sprintf(`figure.snapshot.step > %v && drawn(figure)`, first+3))
			})
		}
	}
}
