package figure

import "math"

// simplify leaves out vertices that lie within the tolerance, in pixels, of the line that remains
// (Douglas and Peucker 1973). The ends stay.
func simplify(p Path, tolerance float64) Path {
	if len(p) <= 4 {
		return p
	}
	return append(keep(nil, p, tolerance), p[len(p)-2], p[len(p)-1])
}

// keep appends the vertices of p that are needed, but for the last one.
func keep(dst, p Path, tolerance float64) Path {
	n := len(p)
	x, y := p[0], p[1]
	dx, dy := p[n-2]-x, p[n-1]-y
	length := math.Hypot(dx, dy)
	far, at := tolerance, 0
	for i := 2; i < n-2; i += 2 {
		d := math.Hypot(p[i]-x, p[i+1]-y) // of a closed path, whose ends coincide
		if length > 0 {
			d = math.Abs((p[i]-x)*dy-(p[i+1]-y)*dx) / length
		}
		if d > far {
			far, at = d, i
		}
	}
	if at == 0 {
		return append(dst, x, y)
	}
	return keep(keep(dst, p[:at+2], tolerance), p[at:], tolerance)
}
