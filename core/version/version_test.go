package version

import (
	"strings"
	"testing"
)

func TestBits(t *testing.T) {
	for number, want := range map[string]string{"1.0.0": "1.0", "1.0.17": "1.0", "2.11.3": "2.11", "1.0": "1.0", "1": "1", "": "", "1.2.3.4": "1.2"} {
		if got := Bits(number); got != want {
			t.Errorf("Bits(%q) = %q, want %q", number, got, want)
		}
	}
}

func TestComplaint(t *testing.T) {
	if got := Complaint(Bits(Number) + ".99"); got != "" {
		t.Errorf("a version with the same bits is complained about: %s", got)
	}
	for _, other := range []string{"0.1.0", "", "nonsense"} {
		if got := Complaint(other); !strings.Contains(got, Number) {
			t.Errorf("Complaint(%q) = %q", other, got)
		}
	}
}
