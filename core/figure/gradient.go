package figure

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/snapshot"
)

// spot is a point of the plane as the discriminator sees it.
type spot struct {
	face  [2]int     // of each coordinate: 0 where φ can be inverted, p on its p-th flat piece
	u     [2]float64 // what the quadratic is in: φ⁻¹(y), or y itself
	slope [2]float64 // du/dy; 0 where y cannot move
}

// spotAt looks at data coordinates; ok is false where no law has samples.
func (f *Field) spotAt(x, y float64) (s spot, ok bool) {
	for n, v := range [2]float64{x, y} {
		if n == 1 && f.Line {
			break
		}
		if s.face[n], s.u[n], s.slope[n], ok = f.coordinate(v); !ok {
			return s, false
		}
	}
	return s, true
}

func (f *Field) coordinate(y float64) (face int, u, slope float64, ok bool) {
	for p, v := range flatValues(f.Phi) {
		if math.Abs(y-v) < 1e-9*(1+math.Abs(v)) {
			if f.Inverse {
				return p + 1, 0, 0, true
			}
			return p + 1, v, 0, true
		}
	}
	inverse := f.Phi.Inverse(y)
	if math.IsNaN(inverse) {
		return 0, 0, 0, false
	}
	if !f.Inverse {
		return 0, y, 1, true
	}
	return 0, inverse, bend(f.Phi, inverse), true
}

// judge returns the logit at a spot and its gradient in the data coordinates. rest is what unseen coordinates
// add: to h, ∂h/∂u_i and ∂h/∂u_j.
func (f *Field) judge(s spot, rest [3]float64) (h float64, gradient [2]float64) {
	c := f.Cut
	var du [2]float64
	if i := f.faceRow(s.face); i >= 0 {
		row := f.Faces[i:]
		free := 0
		if s.face[0] > 0 {
			free = 1
		}
		u := s.u[free]
		h = row[2] + 0.5*row[3]*u*u + row[4]*u
		if s.face[free] == 0 {
			du[free] = row[3]*u + row[4]
		}
	} else {
		h = f.quadratic(s.u[0], s.u[1]) + rest[0]
		du = [2]float64{c[1]*s.u[0] + c[2]*s.u[1] + rest[1], c[2]*s.u[0] + c[3]*s.u[1] + rest[2]}
	}
	return h, [2]float64{du[0] * s.slope[0], du[1] * s.slope[1]}
}

// faceRow returns where the row of a face begins in Faces, −1 if Cut holds there.
func (f *Field) faceRow(face [2]int) int {
	if face == [2]int{} {
		return -1
	}
	for i := 0; i+len(snapshot.FaceColumns) <= len(f.Faces); i += len(snapshot.FaceColumns) {
		if int(f.Faces[i]) == face[0] && (f.Line || int(f.Faces[i+1]) == face[1]) {
			return i
		}
	}
	return -1
}

// Gradients returns an arrow for each of the first generated samples: the direction of ∇D there, in which the
// generator is pushed, and a length that grows with |∇D|.
func (f *Figure) Gradients() (arrows []Path) {
	for k := range min(len(f.Generated)/2, snapshot.MaxGradients) {
		px, py := float64(f.Generated[2*k]), float64(f.Generated[2*k+1])
		s, ok := f.spotAt(f.snapped(f.dataX(px), f.dataY(py)))
		if !ok {
			continue
		}
		var rest [3]float64
		if 3*k+2 < len(f.Rest) {
			rest = [3]float64{float64(f.Rest[3*k]), float64(f.Rest[3*k+1]), float64(f.Rest[3*k+2])}
		}
		h, g := f.judge(s, rest)
		if dx, dy := f.push(h, g); dx != 0 || dy != 0 {
			arrows = append(arrows, Path{px, py, px + dx*f.Side, py + dy*f.Side})
		}
	}
	return arrows
}

// push returns the arrow of ∇D as shares of the side, to the right and down: across the level lines as they are drawn. Its
// length rises with the change of D across the picture, and is at most a ninth of the side.
func (f *Figure) push(h float64, g [2]float64) (right, down float64) {
	d := kernel.Logistic(h)
	dx, dy := d*(1-d)*g[0]*f.Span, d*(1-d)*g[1]*f.Rise
	if f.Line {
		dy = 0
	}
	size := math.Hypot(dx, dy)
	if !(size > 0) || math.IsInf(size, 0) {
		return 0, 0
	}
	const most, usual = 1.0 / 9, 3
	length := most * (1 - math.Exp(-size/usual))
	return dx / size * length, -dy / size * length
}

// snapped moves data coordinates that lie on a line of the picture, but for rounding, onto it.
func (f *Figure) snapped(x, y float64) (float64, float64) {
	const near = 1e-5
	for _, v := range flatValues(f.Phi) {
		if math.Abs(x-v) < near*f.Span {
			x = v
		}
		if math.Abs(y-v) < near*f.Rise {
			y = v
		}
	}
	return x, y
}
