package rng

// splitMix is the splitmix64 generator (Steele, Lea and Flood, 2014), which xoshiro's authors advise for seeding. Its
// outputs are a bijection of a counter, so no two of four are equal and the xoshiro state is never all zero.
type splitMix uint64

func (s *splitMix) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func splitMixNext(seed uint64) uint64 {
	s := splitMix(seed)
	return s.next()
}

// fnv1a is the 64-bit FNV-1a hash of a name.
func fnv1a(name string) uint64 {
	hash := uint64(0xcbf29ce484222325)
	for i := range len(name) {
		hash ^= uint64(name[i])
		hash *= 0x100000001b3
	}
	return hash
}
