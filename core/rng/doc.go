// Package rng makes the random numbers of a run from one seed: named, independent streams that give the same bits on
// every platform.
//
// Each purpose draws from its own stream ([Init], [Target], [Latent], [Real], [Display] and more), so that drawing more of one
// thing, such as displayed samples, never changes another. The generator is xoshiro256++ (Blackman and Vigna, 2021),
// seeded by splitmix64; normals come from a 256-layer ziggurat (Marsaglia and Tsang, 2000) whose tables use only
// [saddle/core/kernel] and [math.Sqrt].
package rng
