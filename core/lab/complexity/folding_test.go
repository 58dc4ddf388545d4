package complexity

import (
	"slices"
	"strings"
	"testing"

	"saddle/core/lab/labtest"
)

// The figure of the page that compares the designs behind a ReLU: half of the runs first come down to 0.01 within six tenths
// of where they are predicted to be on average, and two in three between a third and two and a half times that.
func TestFoldingFigureEndsWhereItIsPredicted(t *testing.T) {
	g, problems := parse("phi=relu&d=2&wstar=1,0,-0.4,0.9165&init=round&schedule=decay&average=settled&disc=quadratic,facewise,truncated&seed=1..30&n=500..50000:30&eps=0.01")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	settings, curves := curvesOf(labtest.Whole(g))
	for _, c := range curves {
		predicted, ok := c.predictedReach(0.01)
		if !ok {
			t.Fatal("nothing is predicted")
		}
		var first []float64
		inside := 0
		for _, rows := range c.rows {
			k := slices.IndexFunc(rows, func(r measured) bool { return r.TV <= 0.01 })
			if k < 0 {
				k = len(rows) - 1
			}
			n := float64(rows[k].Samples)
			if first = append(first, n); n > predicted/3 && n < 2.5*predicted {
				inside++
			}
		}
		slices.Sort(first)
		median, share := first[len(first)/2], float64(inside)/float64(len(first))
		t.Logf("%s: predicted %.0f, median %.0f, %.0f %% inside", settings[c.setting].label, predicted, median, 100*share)
		if median < 0.4*predicted || median > 1.5*predicted || share < 0.5 || share > 0.85 {
			t.Errorf("%s: predicted %.0f, median %.0f, %.0f %% inside", settings[c.setting].label, predicted, median, 100*share)
		}
	}
}

// The prices of the page's table as games have them: within three standard errors, and a quarter for what 64,000 samples
// are short of the long run.
func TestPricesOfGames(t *testing.T) {
	g, _ := parse("phi=relu&d=2&seed=1..64&disc=quadratic,truncated,facewise&init=round&target=isotropic&n=64000")
	told := 0
	for _, f := range labtest.Whole(g).Report().Fits {
		if f.What == priceName {
			told++
			t.Log(strings.ReplaceAll(f.Words, "\u00a0", " "))
			near(t, f.Of, f.Value, f.Predicted, 3*f.SE+0.25*f.Predicted)
			if f.SE > 0.35*f.Predicted {
				t.Errorf("%s: the error %v is too large to tell", f.Of, f.SE)
			}
		}
	}
	if told != 3 {
		t.Errorf("%d prices", told)
	}
}
