package understand

import (
	"strings"

	"github.com/newssearch/newssearch/analyzer"
)

// The limits of decoding raw keys. A word that the collection has as it stands
// is not decoded unless what it decodes to is this many times as common, and
// less than that is enough when another word of the query is nothing but raw keys.
const (
	keysShare     = 30
	keysShareSure = 0.5
)

// decode reads a word as raw Telex or VNI keys. vni tells which.
func decode(typed string) (decoded string, vni, ok bool) {
	if hasMarks(typed) {
		return "", false, false
	}
	if decoded, ok = analyzer.DecodeTelex(typed); ok {
		return decoded, false, true
	}
	decoded, ok = analyzer.DecodeVNI(typed)
	return decoded, true, ok
}

// isCode reports whether a word is a code such as A320 or SE4: capitals with digits.
func isCode(typed string) bool {
	return strings.ContainsAny(typed, "0123456789") && typed == strings.ToUpper(typed)
}

// decodeKeys reads the terms that are raw Telex or VNI keys. Among words with marks
// only what the collection lacks is, and a code with digits (A5, G7) that the collection
// has is never taken for VNI, nor one in capitals among other words.
func (u *Understood) decodeKeys() {
	type candidate struct {
		*Term
		decoded string
		vni     bool
		raw     int // articles that have it as typed
	}
	var candidates []candidate
	sure := false
	for _, t := range u.Terms {
		if t.Joined || t.Prefix {
			continue
		}
		decoded, vni, ok := decode(t.Typed)
		if !ok || isCode(t.Typed) && (u.marked || !u.capitals()) {
			continue
		}
		raw := u.found.Words[t.Canonical].Articles
		candidates = append(candidates, candidate{t, decoded, vni, raw})
		sure = sure || raw == 0
	}
	for _, c := range candidates {
		canonical := analyzer.Term(c.decoded)
		n := u.found.Words[canonical].Articles
		least := float64(keysShare)
		if sure {
			least = keysShareSure
		}
		switch {
		case n == 0, c.raw > 0 && (c.vni || u.marked || float64(n) < least*float64(c.raw)), u.marked && n <= Rare(u.found.Docs):
			continue
		}
		c.Canonical, c.Read, c.Shown, c.How = canonical, canonical, c.decoded, Keys
	}
}
