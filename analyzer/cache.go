package analyzer

import "hash/maphash"

const (
	// cacheSlots bounds the cache of one Tokenizer: some ten thousand surfaces cover 99 % of the running
	// text of news. When more than half of the slots are taken the cache starts anew, which costs about a millisecond
	// and holds at most cacheSlots/2 surfaces of maxCachedBytes: 8 MB, in practice below 2.
	cacheSlots     = 1 << 15
	maxCachedBytes = 128
)

// cached is what is known of one surface.
type cached struct {
	surface string
	term    string
	hash    uint32
	how     how // the same surface may be read in several ways
	kind    Kind
}

// termCache maps surfaces, the bytes as they stand in the text, to their terms, so that a
// word is normalised once and its term is allocated once.
type termCache struct {
	seed  maphash.Seed
	slots []cached
	used  int
}

func newTermCache() termCache {
	return termCache{seed: maphash.MakeSeed(), slots: make([]cached, cacheSlots)}
}

// get returns the term and kind of surface read in the given way.
func (c *termCache) get(surface string, h how) (string, Kind) {
	if len(surface) > maxCachedBytes {
		return h.read(surface)
	}
	hash := uint32(maphash.String(c.seed, surface)) + uint32(h)
	for i := hash % cacheSlots; ; i = (i + 1) % cacheSlots {
		s := &c.slots[i]
		if s.hash == hash && s.how == h && s.surface == surface {
			return s.term, s.kind
		}
		if s.surface == "" {
			return c.put(surface, h, hash)
		}
	}
}

func (c *termCache) put(surface string, h how, hash uint32) (string, Kind) {
	if c.used >= cacheSlots/2 {
		clear(c.slots)
		c.used = 0
	}
	own := string(append([]byte(nil), surface...)) // the caller's text must not live on in the cache
	term, kind := h.read(own)
	i := hash % cacheSlots
	for c.slots[i].surface != "" {
		i = (i + 1) % cacheSlots
	}
	c.slots[i] = cached{surface: own, term: term, hash: hash, how: h, kind: kind}
	c.used++
	return term, kind
}
