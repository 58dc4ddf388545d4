package lab

import (
	"strings"
	"testing"

	"saddle/core/stat"
)

func TestTold(t *testing.T) {
	for _, c := range []struct {
		e    stat.Estimate
		want string
	}{{stat.Estimate{Value: -0.50123, SE: 0.0123, Count: 9}, "−0.501 ± 0.012"}, {stat.Estimate{Value: 1.994, SE: 0.154, Count: 9}, "1.99 ± 0.15"}, {stat.Estimate{Value: 12.3, SE: 1.6, Count: 9}, "12.3 ± 1.6"}, {stat.Estimate{Value: 12.3, SE: 0, Count: 1}, "12.3"},
		{stat.Estimate{Value: 0.00653, SE: 0.00018, Count: 9}, "0.0065 ± 0.0002"}} {
		if got := strings.ReplaceAll(Told(c.e), "\u00a0", " "); got != c.want {
			t.Errorf("%v is told as %q, want %q", c.e, got, c.want)
		}
	}
}
