package session

import (
	"fmt"
	"slices"
	"testing"
)

// The automatic window shows the target whole and large, from the start to the end: of its samples hardly any lie beyond, and
// those in the middle 98 % of a coordinate take up most of the longer side.
func TestTheWindowFitsTheTarget(t *testing.T) {
	for phi, least := range map[string]float64{
		"relu": 0.7, "hardtanh": 0.7, "pl&knots=-2,-1,-1,-1,1,1,2,3": 0.6, "pl&knots=-2,-1,0,0,1,0,2,3": 0.6, // which cut off
		"identity": 0.35, "leaky": 0.35, "elu": 0.35, "softplus": 0.35, "tanh": 0.7, "sigmoid": 0.7, "cubic": 0.4, "pl": 0.35,
	} {
		for _, target := range []string{"", "anticorrelated", "ill"} {
			for seed := range 4 {
				query := fmt.Sprintf("phi=%s&target=%s&seed=%d&points=2000", phi, target, seed)
				v := New(query).Frame().View
				inside, share := 0, 0.0
				for axis := range 2 {
					var c []float32
					for i := axis; i < len(v.Target); i += 2 {
						c = append(c, v.Target[i])
					}
					slices.Sort(c)
					n := len(c)
					share = max(share, float64(c[n*99/100]-c[n/100])/(v.Extent[1]-v.Extent[0]))
				}
				for i := 0; i < len(v.Target); i += 2 {
					x, y := float64(v.Target[i]), float64(v.Target[i+1])
					if x > v.Extent[0] && x < v.Extent[1] && y > v.Extent[2] && y < v.Extent[3] {
						inside++
					}
				}
				if in := float64(inside) / float64(len(v.Target)/2); in < 0.97 {
					t.Errorf("%s: %.3f of the target in the window", query, in)
				}
				if share < least {
					t.Errorf("%s: the target takes up %.2f of the side", query, share)
				}
			}
		}
	}
}
