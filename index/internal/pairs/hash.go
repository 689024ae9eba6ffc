package pairs

// Term is the hash of one term, stable between versions and machines: FNV-1a,
// 64 bits, with a final mix because syllables are short.
func Term(term string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(offset)
	for i := 0; i < len(term); i++ {
		h = (h ^ uint64(term[i])) * prime
	}
	return mix(h)
}

// mix is the finaliser of MurmurHash3.
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// Single names a term counted alone. The argument is its Term hash.
func Single(term uint64) uint32 { return uint32(term >> 32) }

// Pair names b after a. The arguments are their Term hashes.
func Pair(a, b uint64) uint32 { return uint32(mix(a*3+b) >> 32) }
