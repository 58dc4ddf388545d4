//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"saddle/build/browser"

	"github.com/chromedp/chromedp/kb"
)

// catch keeps what the page offers as a file, in place of the browser's own way.
const catch = `
	globalThis.saved = [];
	const click = HTMLAnchorElement.prototype.click;
	HTMLAnchorElement.prototype.click = function () {
		if (!this.download) return click.call(this);
		const name = this.download;
		fetch(this.href).then((r) => r.blob()).then((blob) => saved.push({name, blob}));
	};
`

func catching(view browser.View) browser.View {
	view.Script += catch
	return view
}

// tab shows a chart by a click on its name.
func (p *tab) chart(kind string) {
	p.t.Helper()
	p.click(`part('.tabs [value="` + kind + `"]').parentElement`)
	p.wait(`part('.tabs [value="` + kind + `"]').checked && part(".drawing svg path")`)
}

var charts = []string{"tv", "js", "kl", "value", "phase", "spectrum"}

// Every chart draws, can be read off with the mouse and with keys, and goes where it is told to.
func TestCharts(t *testing.T) {
	for _, query := range []string{"", "&d=1&rule=simultaneous", "&phi=relu", "&loss=wasserstein&d=3"} {
		p := ready(t, site("eps=0&speed=max"+query), browser.Desktop)
		p.wait(`figure.snapshot.step > 200`)
		p.pause()
		step := p.step()
		for _, kind := range charts {
			p.chart(kind)
			if bad := eval[string](p, `[...part(".drawing").querySelectorAll("path, text, circle")].map(e => e.outerHTML).filter(h => /NaN|Infinity|undefined/.test(h)).join("\n")`); bad != "" {
				t.Errorf("%s of %q has\n%s", kind, query, bad)
			}
			if lines := eval[int](p, `[...part(".drawing").querySelectorAll("g > path")].filter(e => e.getAttribute("d").length > 60).length`); lines == 0 {
				t.Errorf("%s of %q has no line", kind, query)
			}
			at, err := p.Where(`part(".chart")`)
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Hover(at); err != nil {
				t.Fatal(err)
			}
			p.wait(`!part(".tip").hidden && /samples, step/.test(part(".tip").textContent) && part(".cursor circle")`)
			if err := p.Hover(browser.Point{X: 5, Y: 5}); err != nil {
				t.Fatal(err)
			}
			p.wait(`part(".tip").hidden`)
		}
		p.chart("tv")
		p.run(`part(".reader").focus()`)
		last := eval[string](p, `part(".reader").getAttribute("aria-valuetext")`)
		p.keys(strings.Repeat(kb.ArrowLeft, 5))
		p.wait(`!part(".tip").hidden && part(".reader").getAttribute("aria-valuetext") != ` + browser.Quote(last))
		words := eval[string](p, `part(".reader").getAttribute("aria-valuetext")`)
		for _, want := range []string{"samples, step", "this run ", "floor"} {
			if !strings.Contains(words, want) {
				t.Errorf("a screen reader hears %q", words)
			}
		}
		p.keys(kb.Enter) // goes to that moment
		p.wait(fmt.Sprintf(`figure.snapshot.step < %v && figure.snapshot.status == "paused"`, step))
		if there := p.step(); !strings.Contains(strings.ReplaceAll(words, "\u202f", ""), fmt.Sprintf("step %v:", there)) {
			t.Errorf("Enter at %q went to step %v", words, there)
		}
	}
}

// The phase portrait has the bilevel curve, from a formula or traced beside the run, and a reader who only opens the page
// at its start gets it too.
func TestBilevelCurveIsDrawn(t *testing.T) {
	const drawn = `[...part(".drawing").querySelectorAll("text")].some(e => e.textContent == "bilevel curve")`
	for _, query := range []string{"&d=3", "&phi=relu&d=4", "&phi=relu&d=3&disc=facewise", "&whiten=off&d=3"} {
		p := ready(t, site("eps=0&speed=max"+query), browser.Desktop)
		p.wait(`figure.snapshot.step > 200`)
		p.pause()
		p.chart("phase")
		p.wait(drawn)
	}
	p := ready(t, site("eps=0&phi=relu&d=5&seed=3"), browser.Desktop)
	p.pause()
	p.run(`figure.reset()`)
	p.wait(`figure.snapshot.step == 0`)
	p.chart("phase")
	p.wait(drawn)
}

// Axes can be linear or logarithmic, where the numbers allow it, each chart for itself.
func TestAxesOfCharts(t *testing.T) {
	p := ready(t, site("eps=0&speed=max"), browser.Desktop)
	p.wait(`figure.snapshot.step > 200`)
	p.pause()
	before := eval[string](p, `part(".drawing").innerHTML`)
	p.click(`part(".choice summary")`)
	p.click(`part('.axes [value="y"]').parentElement`)
	p.wait(`part(".drawing").innerHTML != ` + browser.Quote(before))
	if labels := eval[string](p, `[...part(".drawing").querySelectorAll("text")].map(e => e.textContent).join("|")`); !strings.Contains(labels, "0|") || !strings.Contains(labels, "|0.6|") {
		t.Errorf("the linear axis says %s", labels)
	}
	p.click(`part('.axes [value="bounds"]').parentElement`)
	p.wait(`part(".drawing [fill-opacity]")`)
	p.keys(kb.Escape)
	p.wait(`!part(".choice details").open`)
	p.chart("value")
	p.click(`part(".choice summary")`)
	p.wait(`part('.axes [value="y"]').disabled && part('.axes [value="x"]').checked`)
	p.keys(kb.Escape)
	p.chart("tv")
	p.wait(`!part('.axes [value="y"]').checked`)
}

// A kept curve stays when the run changes, is named by what sets it apart, and can be removed.
func TestKeepACurve(t *testing.T) {
	p := ready(t, site("eps=0&speed=max&seed=5"), browser.Desktop)
	p.wait(`figure.snapshot.step > 100`)
	p.click(`act("keep")`)
	p.wait(`part(".kept li")`)
	p.run(`figure.set("seed", "6")`)
	p.wait(`figure.query.includes("seed=6") && part(".kept li").textContent == "seed = 5"`)
	p.wait(`part(".drawing").textContent.includes("seed = 5") && part('.drawing path[stroke="var(--series1)"]')`)
	p.run(`figure.set("etaG", "0.3")`)
	p.click(`act("keep")`)
	p.wait(`part(".kept").children.length == 2`)
	p.run(`figure.set("kappa", "7")`)
	p.wait(`/κ = 3/.test(part(".kept li").textContent) && /seed = 5/.test(part(".kept li").textContent)`)
	for _, kind := range charts {
		p.chart(kind)
		p.wait(`part('.drawing path[stroke="var(--series1)"]') && part('.drawing path[stroke="var(--series2)"]')`)
	}
	p.click(`part(".kept button")`)
	p.wait(`part(".kept").children.length == 1 && !part('.drawing path[stroke="var(--series1)"]')`)
	p.click(`part(".kept button")`)
	p.wait(`part(".kept").hidden && figure.shadowRoot.activeElement == act("keep")`)
}

// Every chart leaves as a picture that needs no page.
func TestChartsAsSVG(t *testing.T) {
	p := ready(t, site("eps=0&speed=max"), catching(browser.Desktop))
	p.wait(`figure.snapshot.step > 300`)
	p.pause()
	for _, kind := range charts {
		p.chart(kind)
		p.run(`saved.length = 0`)
		p.click(`part(".out .menu summary")`)
		p.click(`act("svg")`)
		p.wait(`saved.length == 1`)
		if name := eval[string](p, `saved[0].name`); name != "saddle-eps-0-speed-max-"+kind+".svg" {
			t.Errorf("the file is called %s", name)
		}
		fault := eval[string](p, `(async () => {
			const text = await saved[0].blob.text();
			const doc = new DOMParser().parseFromString(text, "image/svg+xml");
			if (doc.querySelector("parsererror")) return doc.querySelector("parsererror").textContent;
			if (/var\(|NaN|currentColor/.test(text)) return "it needs the page: " + text.match(/.{40}(var\(|NaN|currentColor).{40}/);
			if (!doc.querySelector("title").textContent || !doc.querySelector("desc").textContent.includes("samples")) return "it does not say what it is";
			const image = new Image();
			image.src = URL.createObjectURL(new Blob([text], {type: "image/svg+xml"}));
			await image.decode();
			const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight), pen = canvas.getContext("2d");
			pen.drawImage(image, 0, 0);
			const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data;
			let dark = 0;
			for (let i = 0; i < pixels.length; i += 4) if (pixels[i] + pixels[i + 1] + pixels[i + 2] < 500) dark++;
			return dark > 1500 && pixels[3] == 255 ? "" : dark + " pixels of " + canvas.width + " by " + canvas.height;
		})()`)
		if fault != "" {
			t.Errorf("%s: %s", kind, fault)
		}
	}
}

// The picture can be saved with one to four pixels for each of the page's.
func TestPictureSizes(t *testing.T) {
	p := ready(t, site("eps=0&speed=max"), catching(window))
	p.wait(`figure.snapshot.step > 100`)
	p.pause()
	var widths []int
	for scale := range 4 {
		p.run(`saved.length = 0`)
		p.click(`part(".out .menu summary")`)
		p.click(fmt.Sprintf(`act("png%d")`, scale+1))
		p.wait(`saved.length == 1`)
		widths = append(widths, eval[int](p, `createImageBitmap(saved[0].blob).then((b) => b.width)`))
	}
	for i, w := range widths {
		if ratio := float64(w) / float64(widths[0]); ratio < 0.95*float64(i+1) || ratio > 1.05*float64(i+1) {
			t.Errorf("the widths are %v", widths)
			break
		}
	}
	p.wait(`figure.snapshot.status == "paused"`)
	if why := eval[string](p, `figure.toPNG(9).then(() => "", (error) => error.message)`); !strings.Contains(why, "1 to 4") {
		t.Errorf("a scale of 9: %q", why)
	}
}

// The animation can be recorded, and the video plays.
func TestRecording(t *testing.T) {
	p := ready(t, site("eps=0&speed=30"), catching(window))
	p.click(`part(".out .menu summary")`)
	p.click(`act("record")`)
	p.wait(`/^[1-9]\d* s/.test(part(".note.record b")?.textContent)`)
	p.click(`part(".note.record button")`)
	p.wait(`saved.length == 1 && part(".note.record").textContent.includes("saved")`)
	type video struct {
		Type, Name          string
		Size, Width, Height int
		Seconds             float64
	}
	got := eval[video](p, `(async () => {
		const {blob, name} = saved[0], video = document.createElement("video");
		video.muted = true;
		video.src = URL.createObjectURL(blob);
		await new Promise((done) => (video.onloadedmetadata = video.onerror = done));
		// A recorder writes no length: the player finds it at the end.
		await new Promise((done) => { (video.ondurationchange = video.onseeked = () => video.duration < Infinity && done())(); video.currentTime = 1e6; });
		return {Type: blob.type, Name: name, Size: blob.size, Width: video.videoWidth, Height: video.videoHeight, Seconds: video.duration};
	})()`)
	kind := strings.TrimPrefix(got.Type, "video/")
	if can := eval[bool](p, `["64003e", "640034", "42e034"].some(p => MediaRecorder.isTypeSupported("video/mp4;codecs=avc1." + p))`); can != strings.HasPrefix(kind, "mp4") {
		t.Errorf("the browser can make MP4: %t; the video is %s", can, kind)
	}
	if kind != "mp4" && kind != "webm" || !strings.HasPrefix(got.Name, "saddle") || !strings.HasSuffix(got.Name, "."+kind) || got.Size < 5000 || got.Width < 300 || got.Height < got.Width || got.Seconds < 0.5 {
		t.Errorf("the video is %+v", got)
	}
}

func TestRecordingIsNotThereEverywhere(t *testing.T) {
	view := window
	view.Script = `delete globalThis.MediaRecorder;`
	p := ready(t, site(slow), view)
	p.run(`part(".picture").focus()`)
	p.keys("v")
	p.wait(`part(".note.record").textContent.includes("cannot record")`)
}
