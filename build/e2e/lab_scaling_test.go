//go:build e2e

package e2e

import (
	"strconv"
	"testing"
	"time"

	"saddle/build/browser"
)

// Two workers reach at least 0.9 times twice the cells of one, on free cores: they spend no more computing on the same grid, and
// each takes the next run as soon as it has done one. Counted is computing, which a busy test machine does not change; how
// evenly they share it is up to that machine.
func TestLabWorkersShareTheWork(t *testing.T) {
	spent := func(workers int) (all, least time.Duration) {
		p := openLab(t, "d=8&seed=1..12&n=160000&eps=0.1", `workers="`+strconv.Itoa(workers)+`"`)
		p.run(`void setTimeout(() => lab.start())`)
		threads, err := p.Threads(longPatience, `lab.state == "done"`)
		if err != nil {
			t.Fatal(err)
		}
		for _, thread := range threads {
			if thread.Kind != browser.Worker || thread.CPU < 100*time.Millisecond {
				continue // the desk, and what is not of the laboratory
			}
			all += thread.CPU
			if least == 0 || thread.CPU < least {
				least = thread.CPU
			}
		}
		return all, least
	}
	one, _ := spent(1)
	two, least := spent(2)
	t.Logf("the grid takes %v of computing on one worker; on two %v, %v of it on the one that has less", one, two, least)
	if float64(one) < 0.9*float64(two) {
		t.Errorf("two workers spend %v where one spends %v", two, one)
	}
	if float64(least) < 0.1*float64(two) {
		t.Errorf("one worker has only %v of %v", least, two)
	}
}
