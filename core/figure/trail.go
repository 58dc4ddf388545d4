package figure

import "saddle/core/snapshot"

// Opacity and width of a trail, in CSS pixels.
const (
	TrailWidth   = 1.1  // of its stroke
	TrailOpacity = 0.55 // of the stroke
)

// Trails returns the ways of the first generated samples to where they are now.
func (f *Figure) Trails() (trails []Path) {
	n := min(snapshot.MaxTrails, len(f.Generated)/2)
	if n == 0 || len(f.Past) == 0 {
		return nil
	}
	m := len(f.Past) / 2 / n
	for k := range n {
		p := make(Path, 0, 2*m+2)
		for _, v := range f.Past[2*k*m : 2*(k+1)*m] {
			p = append(p, float64(v))
		}
		trails = append(trails, append(p, float64(f.Generated[2*k]), float64(f.Generated[2*k+1])))
	}
	return trails
}
