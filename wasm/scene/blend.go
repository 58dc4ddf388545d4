package scene

import (
	"slices"

	"saddle/core/figure"
	"saddle/core/snapshot"
)

// Times of a glide, in ms,, in ms, from one snapshot to the next.
const (
	shortest  = 25.0  // snapshots that come faster are shown as they come
	longest   = 250.0 // a single step should be seen to move, and then rest
	unhurried = 700.0 // so should the move of one player, which is shown on its own
)

// glideTime returns how long the marks take to reach a snapshot that came so long after the one before.
func glideTime(since float64, turn snapshot.Turn) float64 {
	switch {
	case since < shortest:
		return 0
	case turn != snapshot.NoTurn:
		return min(since, unhurried)
	}
	return min(since, longest)
}

// follows says whether the marks of b are those of a, moved: the same target seen in the same way.
func follows(a, b *figure.Figure) bool {
	return a != nil && a.Side == b.Side && a.Left == b.Left && a.Bottom == b.Bottom && a.Span == b.Span && a.Rise == b.Rise && a.Line == b.Line && stable(a.Layers) == stable(b.Layers) &&
		a.Phi == b.Phi && len(a.Generated) == len(b.Generated) && equal(a.Target, b.Target) &&
		len(a.GeneratedMarks.Arrows) == len(b.GeneratedMarks.Arrows) && len(a.Faces) == len(b.Faces)
}

// equal is slices.Equal, which need not look at a list that it is given twice.
func equal(a, b []float32) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b))
}

// stable is l without what comes and goes between two moves of the players.
func stable(l figure.Layers) figure.Layers {
	l.Gradients = false
	return l
}

// blend sets dst to the figure at the share t of the way from a to b, where b follows a. What does not move is that of
// b. The memory of dst is used again; it must not be a or b.
func blend(dst, a, b *figure.Figure, t float64) {
	generated, marks, other, faces, rest := dst.Generated, dst.GeneratedMarks, dst.Other, dst.Faces, dst.Rest
	*dst = *b
	dst.Generated = mix(generated, a.Generated, b.Generated, float32(t))
	for r := range marks.Contours {
		marks.Contours[r] = mixPaths(marks.Contours[r], a.GeneratedMarks.Contours[r], b.GeneratedMarks.Contours[r], t)
	}
	marks.Arrows = mixPaths(marks.Arrows, a.GeneratedMarks.Arrows, b.GeneratedMarks.Arrows, t)
	dst.GeneratedMarks = marks
	if len(a.Other) == len(b.Other) { // else it comes at once, or goes
		dst.Other = mixPaths(other, a.Other, b.Other, t)
	}
	dst.Past = a.Past // what has passed, for as long as the samples are on their way
	for i := range dst.Cut {
		dst.Cut[i] = a.Cut[i] + t*(b.Cut[i]-a.Cut[i])
	}
	dst.Layers.Gradients = a.Layers.Gradients || b.Layers.Gradients
	dst.Faces = mix(faces, a.Faces, b.Faces, t)
	switch {
	case len(a.Rest) == len(b.Rest):
		dst.Rest = mix(rest, a.Rest, b.Rest, float32(t))
	case len(a.Rest) > 0:
		dst.Rest = append(rest[:0], a.Rest...)
	default:
		dst.Rest = append(rest[:0], b.Rest...)
	}
	law, before := &dst.GeneratedLaw, &a.GeneratedLaw
	for n := range law.S {
		law.S[n] = before.S[n] + t*(law.S[n]-before.S[n])
	}
	law.Rho = before.Rho + t*(law.Rho-before.Rho)
	dst.Contrast = a.Contrast + t*(b.Contrast-a.Contrast)
}

func mixPaths(dst, a, b []figure.Path, t float64) []figure.Path {
	dst = slices.Grow(dst[:0], len(b))[:len(b)]
	for i := range dst {
		dst[i] = mix(dst[i], a[i], b[i], t)
	}
	return dst
}

// mix returns a + t(b − a), number by number, in the memory of dst if that is enough.
func mix[T float32 | float64](dst, a, b []T, t T) []T {
	dst = slices.Grow(dst[:0], len(b))[:len(b)]
	for i := range dst {
		dst[i] = a[i] + t*(b[i]-a[i])
	}
	return dst
}
