package sgda

import (
	"math"
	"testing"
)

// The samples read again are those of the run: their second moment is the one that the run has summed.
func TestTargetsAreThoseOfTheRun(t *testing.T) {
	for _, query := range []string{"d=3&n0=50", "d=2&whiten=off&inner=3", "d=4&phi=relu&n0=33", "d=1"} {
		tr := New(parse(t, query))
		reader := tr.Targets()
		for range 40 {
			tr.Step()
		}
		d, n := tr.d, int(tr.Samples())
		x, sum := make([]float64, n*d), make([]float64, d*d)
		reader.Draw(x[:10*d])
		reader.Draw(x[10*d:])
		for k := range n {
			for i := range d {
				for j := range d {
					sum[i*d+j] += x[k*d+i] * x[k*d+j] / float64(n)
				}
			}
		}
		for i, want := range tr.State().SampleCovariance {
			if math.Abs(sum[i]-want) > 1e-12*(1+math.Abs(want)) {
				t.Errorf("%s: second moment %v, the run's %v", query, sum[i], want)
			}
		}
		again := New(parse(t, query))
		for range 40 {
			again.Step()
		}
		if again.gen().W[0] != tr.gen().W[0] {
			t.Errorf("%s: reading has changed the run", query)
		}
	}
}
