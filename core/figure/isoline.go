package figure

// Cells along a side of the grids on which lines and regions are traced.
const (
	isolineCells = 96
	regionCells  = 48
)

// Isoline traces D = 1/2, that is h = 0, and returns it in pixels. A closed line ends where it begins.
// There is none where h vanishes everywhere.
func (f *Figure) Isoline() []Path {
	if f.Cut == [4]float64{} {
		return nil
	}
	return f.levelSet(isolineCells, 0, 1, false, f.fieldMap())
}

// region returns the boundary of the part of the domain where sign·m exceeds the level, as closed paths in
// pixels, to be filled by the even-odd rule.
func (f *Figure) region(level, sign float64, m planeMap) []Path {
	return f.levelSet(regionCells, level, sign, true, m)
}

// planeMap is a function of the plane with values in [−1, 1]: at of the features of both coordinates.
type planeMap struct {
	feature func(y float64) (u float64, ok bool)
	at      func(u, v float64) float64
	reach   func() (lo, hi float64) // between what y it is defined, in either coordinate
	open    bool                    // these ends do not belong to it
}

// fieldMap is 2D − 1. tintMap is what is seen of it.
func (f *Figure) fieldMap() planeMap {
	return planeMap{f.feature, func(u, v float64) float64 { return Opinion(f.quadratic(u, v)) }, f.Phi.Range, f.Inverse}
}

// levelSet traces sign·m = level on a grid over the domain.
func (f *Figure) levelSet(cells int, level, sign float64, closed bool, m planeMap) []Path {
	x0, x1 := domain(f.Left, f.Left+f.Span, m.reach, m.open)
	y0, y1 := f.ends(1)
	if !f.Line {
		y0, y1 = domain(y0, y1, m.reach, m.open)
	}
	if !(x1 > x0 && y1 > y0) {
		return nil
	}
	xs, ys := divide(x0, x1, cells, closed), divide(y0, y1, cells, closed)
	us, vs := m.features(xs), m.features(ys)
	outside := func(i, n int) bool { return closed && (i == 0 || i == n-1) }
	sq := squares{columns: len(xs), links: make([][2]int, 2*len(xs)*len(ys))}
	for j, v := range vs {
		for i, u := range us {
			above := sign*m.at(u, v)-level > 0
			sq.above = append(sq.above, above && !outside(i, len(us)) && !outside(j, len(vs)))
		}
	}
	var lines []Path
	for _, edges := range sq.trace() {
		p := make(Path, 0, 2*len(edges))
		for _, e := range edges {
			i, j, up := sq.corner(e)
			i2, j2 := i+1, j
			if up {
				i2, j2 = i, j+1
			}
			// Bisect: φ⁻¹ makes the logit anything but linear near the ends of its range.
			lo, hi := 0.0, 1.0
			for range 16 {
				t := (lo + hi) / 2
				u, _ := m.feature(xs[i] + t*(xs[i2]-xs[i]))
				v, _ := m.feature(ys[j] + t*(ys[j2]-ys[j]))
				if (sign*m.at(u, v)-level > 0) == sq.at(i, j) {
					lo = t
				} else {
					hi = t
				}
			}
			t := (lo + hi) / 2
			p = append(p, f.X(xs[i]+t*(xs[i2]-xs[i])), f.Y(ys[j]+t*(ys[j2]-ys[j])))
		}
		lines = append(lines, p)
	}
	return lines
}

// divide returns the ends of n equal parts of [lo, hi]. A frame repeats both ends: what is marked as outside there
// closes a region along the border.
func divide(lo, hi float64, n int, frame bool) []float64 {
	var x []float64
	if frame {
		x = append(x, lo)
	}
	for i := range n + 1 {
		x = append(x, lo+(hi-lo)*float64(i)/float64(n))
	}
	if frame {
		x = append(x, hi)
	}
	return x
}
