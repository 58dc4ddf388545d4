//go:build e2e

package e2e

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What is set, asked or called before the element is in the page, or before it is defined, holds.
func TestWhatIsSaidEarlyHolds(t *testing.T) {
	p := open(t, embed(t, `<script src="../saddle.js"></script><script>
		const f = document.createElement("saddle-figure");
		f.query = "phi=relu&d=3&seed=42";
		f.set("batch", 32);
		f.step(5);
		globalThis.early = f.ready.then(() => "ready");
		document.body.append(f);
	</script>`, nil), window)
	p.wait(`figure.snapshot.step == 5 && figure.query == "phi=relu&d=3&seed=42&batch=32" && figure.snapshot.status == "paused"`)
	if eval[string](p, `early`) != "ready" {
		t.Error("ready does not resolve")
	}
	// The script comes last, as a framework's does.
	p = open(t, embed(t, `<saddle-figure id="f" paused></saddle-figure><saddle-lab id="l"></saddle-lab><script>
		f.query = "d=3&seed=9";
		l.query = "seed=1,2&n=300";
	</script><script src="../saddle.js"></script>`, nil), window)
	p.wait(`figure.snapshot.d == 3 && figure.query == "d=3&seed=9"`)
	p.wait(`document.querySelector("saddle-lab").query.includes("n=300")`)
}

// An attribute that is set to what it is changes nothing; one that changes is followed, and the run goes on.
func TestAttributesAreFollowed(t *testing.T) {
	p := open(t, embed(t, `<script src="../saddle.js"></script><saddle-figure query="d=2&eps=0" paused></saddle-figure>`, nil), window)
	p.run(`figure.step(40)`)
	p.wait(`figure.snapshot.step == 40`)
	p.run(`figure.set("batch", 32)`)
	p.wait(`figure.snapshot.step == 0 && figure.query.includes("batch=32")`)
	p.run(`figure.step(7)`)
	p.wait(`figure.snapshot.step == 7`)
	p.run(`figure.setAttribute("query", figure.getAttribute("query"))`)
	p.run(`figure.step(1)`)
	p.wait(`figure.snapshot.step == 8 && figure.query.includes("batch=32")`)
	p.run(`figure.setAttribute("controls", "")`)
	p.wait(`part('[data-act="play"]') && figure.snapshot.step == 8 && figure.snapshot.status == "paused" && figure.query.includes("batch=32")`)
	p.run(`figure.setAttribute("chart", "phase")`)
	p.wait(`part(".chart") && figure.snapshot.step == 8`)
}

// An element that is taken out and put back later is as it was, and so are those side by side.
func TestAnElementComesBackAsItWas(t *testing.T) {
	p := open(t, embed(t, `<script src="../saddle.js"></script><saddle-figure query="eps=0&speed=200" controls></saddle-figure>
		<saddle-compare query="eps=0" vary="batch" values="16,64"></saddle-compare>`, nil), window)
	p.wait(`figure.snapshot.step > 20`)
	p.run(`figure.pause()`)
	p.wait(`figure.snapshot.status == "paused"`)
	p.run(`figure.seek(100)`)
	p.wait(`figure.snapshot.step == 100`)
	p.run(`(globalThis.pair = document.querySelector("saddle-compare")).scrollIntoView()`)
	p.wait(`pair.figures.length == 2 && pair.figures.every(f => f.snapshot.step > 3)`)
	p.run(`pair.pause()`)
	p.wait(`pair.figures.every(f => f.snapshot.status == "paused") && pair.figures[0].snapshot.step == pair.figures[1].snapshot.step`)
	p.run(`globalThis.gone = [figure, pair], globalThis.at = pair.figures[0].snapshot.step, gone.forEach(e => e.remove())`)
	p.wait(`new Promise(done => setTimeout(() => done(true), 700))`)
	p.run(`gone.forEach(e => document.body.append(e)), pair.scrollIntoView()`)
	p.wait(`pair.figures.every(f => f.snapshot.step == at && f.snapshot.status == "paused")`)
	p.run(`figure.scrollIntoView()`)
	p.wait(`figure.snapshot.step == 100 && figure.snapshot.status == "paused"`)
	p.run(`figure.step(1)`)
	p.wait(`figure.snapshot.step == 101`)
}

// Where no worker can start, the program lives in a frame, which a move starts anew: the run is where it was.
func TestAMoveWithoutWorkers(t *testing.T) {
	v := window
	v.Script = `globalThis.Worker = class { constructor() { throw new Error("no workers here"); } };`
	p := open(t, embed(t, `<script src="../saddle.js"></script><div id="a"><saddle-figure query="eps=0" paused></saddle-figure></div><div id="b"></div>`, nil), v)
	p.run(`figure.step(31)`)
	p.wait(`figure.snapshot.step == 31`)
	p.run(`b.append(figure)`)
	p.run(`figure.step(5)`)
	p.wait(`figure.snapshot.step == 36 && figure.snapshot.status == "paused"`)
}

// While an element is out of the document its frame has no window, and what a frame said before it left comes from none: that is no greeting.
func TestAGreetingFromNowhere(t *testing.T) {
	p := open(t, embed(t, `<script src="../saddle.js"></script><saddle-figure query="eps=0" paused></saddle-figure>`, nil), window)
	p.wait(`figure.shadowRoot.querySelector("iframe")`)
	p.run(`((f) => { f.remove(); dispatchEvent(new MessageEvent("message", { data: "saddle: frame is up" })); document.body.append(f); })(figure)`)
	p.wait(`drawn(figure)`)
	p.run(`figure.step(3)`)
	p.wait(`figure.snapshot.step == 3`)
}

// Of the page's address the figure takes and changes what is its own.
func TestTheAddressIsThePagesToo(t *testing.T) {
	page := embed(t, `<script src="../saddle.js"></script><saddle-figure permalink paused controls></saddle-figure>`, nil)
	p := open(t, page+"?p=123&seed=5", window)
	p.wait(`figure.snapshot.step == 0 && figure.query == "seed=5"`)
	if problems := eval[int](p, `figure.snapshot.problems.length`); problems != 0 {
		t.Errorf("the page's own parameter is complained about")
	}
	p.run(`figure.set("d", 3)`)
	p.wait(`new URLSearchParams(location.search).get("p") == "123" && new URLSearchParams(location.search).get("d") == "3"`)
	p.run(`globalThis.old = true, location.reload()`)
	p.wait(`!globalThis.old && figure.snapshot.d == 3 && figure.snapshot.problems.length == 0 && new URLSearchParams(location.search).get("p") == "123"`)
	// A late write does not land on another page of the site.
	p.run(`figure.set("d", 4), figure.set("seed", 6)`)
	p.wait(`figure.query == "d=4&seed=6"`)
	p.run(`figure.set("seed", 8), new Promise(r => setTimeout(r, 60)).then(() => { history.pushState({}, "", "/pricing?plan=3"); figure.remove(); })`)
	p.wait(`new Promise(done => setTimeout(() => done(true), 900))`)
	if at := eval[string](p, `location.pathname + location.search`); at != "/pricing?plan=3" {
		t.Errorf("the address is %s", at)
	}
}

// The figure follows the address, forth and back.
func TestTheAddressIsFollowed(t *testing.T) {
	p := open(t, embed(t, `<script src="../saddle.js"></script><saddle-figure permalink="page" paused></saddle-figure>`, nil)+"#d=3&seed=5", window)
	p.wait(`figure.query == "d=3&seed=5"`)
	p.run(`location.hash = "d=4&seed=9"`)
	p.wait(`figure.query == "d=4&seed=9"`)
	p.run(`history.back()`)
	p.wait(`figure.query == "d=3&seed=5"`)
}

// A server that reads the script, to render a page, is not stopped by it.
func TestTheScriptCanBeReadOnAServer(t *testing.T) {
	out, err := exec.Command("node", "-e", `require(process.argv[1]); console.log("read")`, filepath.Join(root, "build", "out", "site", "saddle.js")).CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != "read" {
		t.Errorf("%v: %s", err, out[max(0, len(out)-500):])
	}
}

// A browser whose storage never answers runs experiments all the same.
func TestLabWithoutStorage(t *testing.T) {
	v := window
	v.Script = `IDBFactory.prototype.open = () => ({});`
	p := open(t, embed(t, `<script src="../saddle.js"></script><saddle-lab query="seed=1,2&n=300"></saddle-lab>`, nil), v)
	p.run(`document.querySelector("saddle-lab").start()`)
	p.wait(`document.querySelector("saddle-lab").state == "done"`)
}

// A row that disagrees with one that the desk has is refused, and questions are answered all the same.
func TestLabKeepsItsAnswersApart(t *testing.T) {
	p := open(t, embed(t, `<script src="../saddle.js"></script><saddle-lab query="seed=1&n=300"></saddle-lab>`, nil), window)
	p.run(`(globalThis.lab = document.querySelector("saddle-lab")).start()`)
	p.wait(`lab.state == "done"`)
	csv := eval[string](p, `lab.toCSV()`)
	p.run(`lab.take([...lab.rows.values()][0].replace(/0\.\d/, "0.9"))`)
	p.wait(`lab.shadowRoot.querySelector(".status").textContent.includes("A row was refused")`)
	if again := eval[string](p, `lab.toCSV()`); again != csv || !strings.HasPrefix(csv, "seed,n,") {
		t.Errorf("the table is\n%s, before\n%s", again, csv)
	}
}
