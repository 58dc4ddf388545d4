package complexity

import "testing"

func TestPresetsAreCanonicalGrids(t *testing.T) {
	for _, p := range Experiment.Presets {
		g, problems := parse(p.Query)
		if len(problems) > 0 || g.Cells() < 20 || g.Cells() > 2000 {
			t.Errorf("%s has %d cells and the problems %v", p.Name, g.Cells(), problems)
		}
	}
}
