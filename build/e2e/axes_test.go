//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"saddle/build/browser"
	"saddle/core/config"
	"saddle/core/preset"
)

// axes reads the numbers around the square where they stand on the screen, and says which of them are not what the
// picture shows there. until waits for what the trainer answers.
const axes = `
	globalThis.until = async (is) => { while (!is()) await new Promise((go) => figure.addEventListener("snapshot", go, {once: true})); };
	globalThis.axes = () => {
		const [left, right, bottom, top] = figure.snapshot.extent;
		const square = part(".picture").getBoundingClientRect();
		const wrong = [];
		const read = (selector, ends, share) => {
			const numbers = [...part(selector).querySelectorAll("span")].filter((e) => !e.hidden);
			if (numbers.length < 2) wrong.push(selector + " has " + numbers.length + " numbers");
			for (const e of numbers) {
				const value = Number(e.textContent.replace("−", "-"));
				const shown = ends[0] + share(e.getBoundingClientRect()) * (ends[1] - ends[0]);
				const pixel = (ends[1] - ends[0]) / square.width;
				if (!(Math.abs(value - shown) < 1.5 * pixel)) wrong.push(selector + " says " + value + " at " + shown + " of " + ends);
			}
		};
		read(".ticks.across", [left, right], (e) => (e.left + e.width / 2 - square.left) / square.width);
		if (figure.snapshot.d > 1) read(".ticks.up", [bottom, top], (e) => (square.bottom - e.top - e.height / 2) / square.height);
		else if (part(".ticks.up").childElementCount > 0) wrong.push("one dimension has numbers upward");
		return wrong;
	};
	globalThis.zoomed = async (button) => {
		const before = String(figure.snapshot.extent);
		part('[data-zoom^="' + button + '"]').click();
		await until(() => String(figure.snapshot.extent) != before);
		return axes();
	};
`

// The axes have the numbers of the picture after every experiment, activation and zoom, in whatever order they come.
func TestAxesSayWhatThePictureShows(t *testing.T) {
	view := browser.Desktop
	view.Still, view.Script = true, axes
	p := open(t, site(""), view)
	p.wait(`figure?.snapshot?.extent`)
	check := func(what, action string) {
		t.Helper()
		if wrong := eval[[]string](p, `(async () => { `+action+`; return axes(); })()`); len(wrong) > 0 {
			t.Errorf("%s: %s", what, strings.Join(wrong, "; "))
		}
		for _, button := range []string{"zoom 0", "zoom 0", "fit"} {
			if wrong := eval[[]string](p, `zoomed("`+button+`")`); len(wrong) > 0 {
				t.Errorf("%s, after %q: %s", what, button, strings.Join(wrong, "; "))
			}
		}
	}
	phi, _ := config.ByName("phi")
	for _, d := range []string{"2", "1"} {
		for _, o := range phi.Options {
			query := fmt.Sprintf("phi=%s&d=%s", o.Value, d)
			check(query, fmt.Sprintf(`figure.query = %q; await until(() => figure.get("phi") == %q && figure.get("d") == %q)`, query, o.Value, d))
		}
	}
	const relu = `figure.query = "phi=relu"; await until(() => figure.get("phi") == "relu"); `
	for _, e := range preset.All() {
		chip := fmt.Sprintf(chip, e.ID)
		check(e.ID+" after ReLU", relu+chip+`.click(); await until(() => figure.query == `+browser.Quote(e.Query)+` && figure.snapshot.status != "error")`)
	}
}

// What the scripts look up in a figure is one part of it, whatever else has come into the figure meanwhile.
func TestSelectorsMeanOnePart(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "site", "src", "*", "*.ts"))
	if err != nil {
		t.Fatal(err)
	}
	lookup := regexp.MustCompile(`view\.(?:get|find)(?:<\w+>)?\(["'` + "`" + `]([^$"` + "`" + `]+?)["'` + "`" + `]\)`)
	var selectors []string
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range lookup.FindAllStringSubmatch(string(source), -1) {
			selectors = append(selectors, m[1])
		}
	}
	if len(selectors) < 25 {
		t.Fatalf("only %d selectors found: do the scripts look parts up in another way?", len(selectors))
	}
	p := ready(t, site("phi=relu&eps=0&layers=target,generated,ellipses,arrows&"+slow), browser.Desktop)
	p.wait(`figure.snapshot.step > 2 && part(".mass")`)
	p.pause()
	p.run(`part(".tabs input").click(), act("keep").click(), figure.set("batch", "no")`)
	p.wait(`part(".kept li") && part(".note")`)
	for _, s := range selectors {
		if n := eval[int](p, `figure.shadowRoot.querySelectorAll(`+browser.Quote(s)+`).length`); n > 1 {
			t.Errorf("%s means %d parts", s, n)
		}
	}
}
