package rng

import "math/bits"

// The streams of a run. Any other name makes another independent stream.
const (
	Init    = "init"    // the players' first parameters
	Target  = "target"  // the target W_*, when it is random
	Latent  = "latent"  // the generator's inputs during training
	Display = "display" // the fixed latents of the displayed samples
	Real    = "real"    // the target's samples during training
	Rows    = "rows"    // which of the reader's own samples those are, if they are the target
)

// Stream is one xoshiro256++ sequence, with period 2²⁵⁶−1. Make one with [New]; the zero Stream is not usable. A Stream
// is not safe for concurrent use.
type Stream struct {
	s0, s1, s2, s3 uint64 // never all zero
}

// New returns the stream of that name for a run's seed. Streams that differ in seed or in name are independent.
func New(seed uint64, stream string) *Stream {
	mix := splitMix(splitMixNext(seed) ^ fnv1a(stream))
	return &Stream{mix.next(), mix.next(), mix.next(), mix.next()}
}

// Uint64 returns the next 64 uniform bits.
func (r *Stream) Uint64() (u uint64) {
	u, r.s0, r.s1, r.s2, r.s3 = next(r.s0, r.s1, r.s2, r.s3)
	return u
}

// next is one step of xoshiro256++: it returns 64 random bits and the new state.
func next(s0, s1, s2, s3 uint64) (u, t0, t1, t2, t3 uint64) {
	u = bits.RotateLeft64(s0+s3, 23) + s0
	t := s1 << 17
	s2 ^= s0
	s3 ^= s1
	s1 ^= s2
	s0 ^= s3
	s2 ^= t
	s3 = bits.RotateLeft64(s3, 45)
	return u, s0, s1, s2, s3
}

// Float64 returns a uniform number in [0, 1): a multiple of 2⁻⁵³.
func (r *Stream) Float64() float64 {
	return float64(float64(r.Uint64()>>11) * 0x1p-53)
}

// IntN returns a uniform number in [0, n), without bias (Lemire, 2019). It panics if n ≤ 0.
func (r *Stream) IntN(n int) int {
	if n <= 0 {
		panic("rng: IntN of n ≤ 0")
	}
	bound := uint64(n)
	hi, lo := bits.Mul64(r.Uint64(), bound)
	if lo < bound {
		for reject := -bound % bound; lo < reject; {
			hi, lo = bits.Mul64(r.Uint64(), bound)
		}
	}
	return int(hi)
}

// State returns all there is to know about the stream's future: [Stream.SetState] with it replays the same numbers.
func (r *Stream) State() [4]uint64 {
	return [4]uint64{r.s0, r.s1, r.s2, r.s3}
}

// SetState makes the stream continue as the one that returned s from [Stream.State]. It panics if s is all
// zero, which no stream can reach.
func (r *Stream) SetState(s [4]uint64) {
	if s == [4]uint64{} {
		panic("rng: SetState with the all-zero state")
	}
	r.s0, r.s1, r.s2, r.s3 = s[0], s[1], s[2], s[3]
}
