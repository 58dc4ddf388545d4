//go:build e2e

package e2e

import (
	"testing"

	"saddle/build/browser"
)

// The canvas and the plain picture, which are painted by different programs, show one and the same: the field of every kind
// of activation and view of the discriminator, and the marks, the second law's ring among them.
func TestCanvasAndPlainPictureAgree(t *testing.T) {
	canvas := ready(t, site("at=9"), window)
	plain := open(t, site("at=9"), breaking(`{ const get = HTMLCanvasElement.prototype.getContext;
		HTMLCanvasElement.prototype.getContext = function (type, ...rest) { return /webgl/.test(type) ? null : get.call(this, type, ...rest); }; }`))
	plain.wait(`part(".still svg") && !part(".still").hidden`)
	const moment, field = "&at=9&points=100", "&layers=field"
	for _, c := range []struct {
		query string
		most  float64 // share of the pixels that may differ visibly: grid lines are put on whole pixels on the canvas alone,
		// and the edges of discs and lines are smoothed in another way
	}{
		{"phi=leaky" + field, 0.02},
		{"phi=tanh" + field, 0.02},
		{"phi=relu" + field, 0.02},
		{"phi=hardtanh" + field, 0.02},
		{"phi=pl&knots=-2,-1,0,0,1,0,2,3" + field, 0.02}, // sees y, not φ⁻¹(y)
		{"phi=cubic&d=3" + field, 0.02},
		{"d=1" + field, 0.02},
		{"phi=leaky&layers=target,generated,isoline,ellipses,arrows", 0.07},
		{"phi=relu&average=uniform&layers=ellipses", 0.07},
		{"phi=tanh&average=uniform&layers=ellipses", 0.07},
	} {
		for _, p := range []*tab{canvas, plain} {
			p.run(`figure.query = ` + browser.Quote(c.query+moment))
			p.wait(`figure.query.includes("at=9") && figure.snapshot.step == 9 && figure.snapshot.progress == 1 && [` + browser.Quote(c.query) +
				`].every((q) => [...new URLSearchParams(q)].every(([name, value]) => figure.get(name) == value))`)
		}
		// The plain picture comes with the report that says so.
		share := differing(canvas.decoded(`figure.toPNG(1)`), plain.decoded(`figure.toPNG(1)`))
		t.Logf("%s: %.4f", c.query, share)
		if share > c.most {
			t.Errorf("%s: %.4f of the pixels differ", c.query, share)
		}
	}
}
