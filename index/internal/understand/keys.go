package understand

import "github.com/newssearch/newssearch/analyzer"

// The limits of decoding raw keys. A word that the collection has as it stands
// is not decoded unless what it decodes to is this many times as common, and
// less than that is enough when another word of the query is nothing but raw keys.
const (
	keysShare     = 30
	keysShareSure = 0.5
)

// decode reads a word as raw Telex or VNI keys.
func decode(typed string) (decoded string, ok bool) {
	if hasMarks(typed) {
		return "", false
	}
	if decoded, ok = analyzer.DecodeTelex(typed); ok {
		return decoded, true
	}
	return analyzer.DecodeVNI(typed)
}

// decodeKeys reads the terms that are raw Telex or VNI keys.
func (u *Understood) decodeKeys() {
	type candidate struct {
		*Term
		decoded string
		raw     int // articles that have it as typed
	}
	var candidates []candidate
	sure := false
	for _, t := range u.Terms {
		if t.Joined || t.Prefix {
			continue
		}
		if hasMarks(t.Typed) {
			// People who type marks do not leave raw keys.
			return
		}
		decoded, ok := decode(t.Typed)
		if !ok {
			continue
		}
		raw := u.found.Words[t.Canonical].Articles
		candidates = append(candidates, candidate{t, decoded, raw})
		sure = sure || raw == 0
	}
	for _, c := range candidates {
		canonical := analyzer.Term(c.decoded)
		n := u.found.Words[canonical].Articles
		share := float64(keysShare)
		if sure {
			share = keysShareSure
		}
		if c.raw > 0 && float64(n) < share*float64(c.raw) || c.raw == 0 && n == 0 {
			continue
		}
		c.Canonical, c.Read, c.Shown, c.How = canonical, canonical, c.decoded, Keys
	}
}
