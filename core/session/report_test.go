package session

import (
	"testing"

	"saddle/core/figure"
	"saddle/core/kernel"
)

// A report is finished when it leaves the session: nobody adds a word to it.
func TestReportIsFinished(t *testing.T) {
	s := New("phi=relu&layers=target,generated,adversary&shift=0.2&d=1&seed=2")
	do(t, s, "step 3")
	drain(s, 0, 100)
	do(t, s, "step 1 discriminator")
	drain(s, 0, 100)
	m, plain := s.Report(), s.Snapshot()
	if m.Engine != kernel.Engine || m.Sentence == "" || m.Sentence != figure.Sentence(plain) || m.BestMethod != figure.BestMethod(plain) ||
		m.Narration == "" || m.Narration != figure.Narration(plain) || len(m.Masses) == 0 {
		t.Errorf("it says %q, %q, %q on %q, with masses %v", m.Sentence, m.BestMethod, m.Narration, m.Engine, m.Masses)
	}
	again := *m
	figure.Describe(&again)
	if again.Sentence != m.Sentence || len(again.Masses) != len(m.Masses) || len(again.Robust) != len(m.Robust) || again.View.OtherName != m.View.OtherName {
		t.Error("it says more when it is described again")
	}
}
