package story

// sieve passes the hashes that may be among some: whole columns are looked through
// for a few hundred articles, and most others are told apart without a map.
type sieve [1 << 10]uint64

// at is where a hash has its bit. The lowest bit of a hash says nothing: it is always set.
func (s *sieve) at(hash uint64) (word, mask uint64) {
	return hash >> 7 % uint64(len(s)), 1 << (hash >> 1 & 63)
}

func (s *sieve) add(hash uint64) {
	word, mask := s.at(hash)
	s[word] |= mask
}

func (s *sieve) has(hash uint64) bool {
	word, mask := s.at(hash)
	return s[word]&mask != 0
}
