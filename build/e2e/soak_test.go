//go:build e2e && soak

package e2e

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"saddle/build/browser"
)

var soak = flag.Duration("soak", 5*time.Minute, "how long the page is disturbed")

// disturbed lets a test reach what a page keeps to itself: the workers, by their part, and the graphics contexts of frames.
const disturbed = `
	globalThis.workers = [];
	{
		const Plain = Worker;
		globalThis.Worker = class extends Plain {
			constructor(...a) { super(...a); workers.push(this); }
			postMessage(m, ...rest) { this.part ??= m?.part; super.postMessage(m, ...rest); }
			terminate() { super.terminate(); workers = workers.filter((w) => w !== this); }
		};
		const get = HTMLCanvasElement.prototype.getContext;
		let gl;
		HTMLCanvasElement.prototype.getContext = function (...a) { const made = get.apply(this, a); if (a[0] === "webgl2") gl = made; return made; };
		addEventListener("message", ({data}) => data === "test: lose" && gl?.getExtension("WEBGL_lose_context")?.loseContext());
	}
	globalThis.figures = () => [...document.querySelectorAll("saddle-figure")];
	globalThis.inside = (f, selector) => f.shadowRoot.querySelector(selector);
	globalThis.retry = () => { for (const f of figures()) for (const b of inside(f, ".notes")?.querySelectorAll("button") ?? []) if (/retry/i.test(b.innerText)) b.click(); };
	globalThis.dies = (worker) => { worker.onerror?.(new ErrorEvent("error", {message: "killed by the test", cancelable: true})); worker.terminate(); };`

// disturbances are what may happen to a page, each an expression; %d is a random number.
var disturbances = []string{
	`void (Object.defineProperty(document, "visibilityState", {configurable: true, get: () => "hidden"}), document.dispatchEvent(new Event("visibilitychange")))`,
	`void (delete document.visibilityState, document.dispatchEvent(new Event("visibilitychange")))`,
	`void figures()[%d %% 12].shadowRoot.querySelector("iframe")?.contentWindow.postMessage("test: lose", "*")`,
	`void figures()[%d %% 12].scrollIntoView({block: "center", behavior: "instant"})`,
	`void document.querySelector("saddle-lab").scrollIntoView({block: "center", behavior: "instant"})`,
	`void ((f) => f.snapshot?.status == "running" ? f.pause() : f.play())(figures()[%d %% 12])`,
	`void ((list) => list.length && dies(list[%d %% list.length]))(workers.filter((w) => w.part == "trainer"))`,
	`void ((list) => list.length && list[%d %% list.length].terminate())(workers.filter((w) => w.part == "runner"))`,
	`retry()`,
}

// labQueries are the laboratory's grids, one after the other.
func labQuery(i int) string { return fmt.Sprintf("d=2,3&seed=%d..%d&n=2000,40000", 2*i+1, 2*i+2) }

// soaked opens a page with a figure of each query and a laboratory, all of them under way.
func soaked(t *testing.T, queries []string) *tab {
	t.Helper()
	var body strings.Builder
	fmt.Fprintf(&body, `<script src="../saddle.js"></script><saddle-lab query="%s" workers="1"></saddle-lab>`, escaped(labQuery(0)))
	for _, q := range queries {
		fmt.Fprintf(&body, `<saddle-figure query="%s" controls style="display: block; width: 320px"></saddle-figure>`, escaped(q))
	}
	view := browser.View{Width: 1000, Height: 900, Script: labView.Script + disturbed}
	p := openIn(t, withinReach(t), embed(t, body.String(), nil), view, "") // a page that is disturbed complains
	p.wait(`lab?.state == "idle" && figures().length == 12`)
	p.run(`lab.start()`)
	for i := range queries { // a figure starts when it is seen; what the laboratory draws meanwhile moves it away
		p.waitLong(fmt.Sprintf(`(figures()[%[1]d].scrollIntoView({block: "center", behavior: "instant"}), figures()[%[1]d].snapshot?.step > 0)`, i))
	}
	return p
}

// Twelve figures and a laboratory are disturbed in every way for a long time. Then the page needs no more memory than when it had warmed
// up, every laboratory's table is this machine's, and every figure comes to what one comes to that nobody has disturbed.
func TestSoak(t *testing.T) {
	queries := []string{}
	for i := range 12 {
		queries = append(queries, fmt.Sprintf("d=%d&phi=%s&batch=32&seed=%d&eps=0&speed=20&points=200", 1+i%4, []string{"tanh", "relu", "leaky", "identity"}[i/3], i+1))
	}
	p := soaked(t, queries)
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 7))
	var weights []int
	tables, done, began := 0, 0, time.Now()
	for time.Since(began) < *soak {
		if r.IntN(8) == 0 {
			p.must(p.Resize(500+r.IntN(900), 500+r.IntN(600), []float64{1, 1.5, 2}[r.IntN(3)]))
		} else {
			p.run(strings.ReplaceAll(disturbances[r.IntN(len(disturbances))], "%d %%", fmt.Sprint(r.IntN(1000), " %")))
		}
		p.run(fmt.Sprintf(`new Promise((done) => setTimeout(done, %d))`, 100+r.IntN(900))) // moments are random
		done++
		switch state := eval[string](p, `lab.state`); state {
		case "done":
			p.same(labQuery(tables))
			tables++
			p.run(`void (lab.query = ` + browser.Quote(labQuery(tables)) + `)`)
			p.wait(`until("idle")`)
			p.run(`lab.start()`)
		case "idle": // a run that two killed workers had
			p.run(`lab.start()`)
		}
		if done%10 == 0 {
			weights = append(weights, p.weighed())
		}
	}
	t.Logf("%d disturbances in %v; %d tables of the laboratory were this machine's", done, time.Since(began).Round(time.Second), tables)
	judgeWeights(t, weights)
	p.run(disturbances[1])
	p.must(p.Resize(1000, 900, 1))
	p.run(`lab.pause?.()`)
	for i, query := range queries {
		p.undisturbed(i, query)
	}
}

// weighed returns the page's memory in kB at one and the same sight, on which graphics memory depends.
func (p *tab) weighed() int {
	p.t.Helper()
	p.run(disturbances[1])
	p.must(p.Resize(1000, 900, 1))
	p.run(`void figures()[0].scrollIntoView({block: "start", behavior: "instant"})`)
	p.run(`new Promise((done) => setTimeout(done, 2000))`)
	weight, err := p.Weight()
	p.must(err)
	return weight >> 10
}

// undisturbed takes a figure to step 400 and compares it with one on a page of its own.
func (p *tab) undisturbed(i int, query string) {
	p.t.Helper()
	p.run(fmt.Sprintf(`void figures()[%d].scrollIntoView({block: "center", behavior: "instant"})`, i))
	p.run(`retry()`)
	mine := fmt.Sprintf(`figures()[%d]`, i)
	p.waitLong(mine + `.snapshot && !inside(` + mine + `, ".notes")?.innerText.includes("Retry")`)
	p.run(mine + `.pause()`)
	p.run(mine + `.seek(400)`)
	p.waitLong(mine + `.snapshot.step == 400 && ` + mine + `.snapshot.status != "running"`)
	got := eval[string](p, strings.ReplaceAll(outcome, "figure.", mine+"."))
	alone := open(p.t.(*testing.T), site(query), window)
	alone.wait(`figure?.snapshot`)
	alone.run(`figure.pause()`)
	alone.run(`figure.seek(400)`)
	alone.wait(`figure.snapshot.step == 400 && figure.snapshot.status != "running"`)
	if want := eval[string](alone, outcome); got != want {
		p.t.Errorf("%s comes to %s, undisturbed to %s", query, got, want)
	}
	alone.Close()
}

// judgeWeights compares the median memory of the last third with that of the second: the first is for warming up. That takes ten
// minutes, in which the runs' own past fills; where a third is shorter, only a quarter more is a leak for sure.
func judgeWeights(t *testing.T, weights []int) {
	t.Helper()
	if len(weights) < 9 {
		t.Fatalf("only %d weights", len(weights))
	}
	third := len(weights) / 3
	median := func(list []int) float64 {
		list = slices.Sorted(slices.Values(list))
		return float64(list[len(list)/2]) / 1024
	}
	warm, last := median(weights[third:2*third]), median(weights[2*third:])
	t.Logf("the browser's memory: %.0f MB when warm, %.0f MB at the end, %+.1f %%", warm, last, 100*(last/warm-1))
	most := 1.05
	if *soak < 30*time.Minute {
		most = 1.25
	}
	if last > most*warm {
		t.Errorf("it grows by more than %.0f %%", 100*(most-1))
	}
}
