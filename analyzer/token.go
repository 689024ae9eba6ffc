package analyzer

// Kind says what a token is. It is a property of the token's own text.
type Kind uint8

// The kinds of token.
const (
	KindWord         Kind = iota // a word that is no Vietnamese syllable, mostly foreign
	KindSyllable                 // a Vietnamese syllable: giản, ubnd is none
	KindNumber                   // 1.000.000, 3,5, 3,5%, 11/3
	KindDate                     // 12/03/2018, 3/2018
	KindTime                     // 07:30, 15h30
	KindAbbreviation             // capitals, or letters and digits: UBND, H5N1, U23
	KindEmail
	KindURL
	KindCompound // several parts joined by hyphen, dot, slash, ampersand or apostrophe
	KindHan      // one Chinese character
	kindCount
)

// String returns the English name of the kind, in lower case.
func (k Kind) String() string {
	names := [kindCount]string{"word", "syllable", "number", "date", "time", "abbreviation", "email", "url", "compound", "han"}
	if k >= kindCount {
		return "?"
	}
	return names[k]
}

// Token is one piece of a text.
//
// Tokens without Compound are the parts: they follow each other without overlap, and the n-th of them
// has position n. A compound covers the parts behind it and takes no position of its own:
// "Covid-19" gives covid19 (compound), covid, 19.
type Token struct {
	Start, End int    // bytes of the original text, on borders of runes, never inside a letter with its combining marks; Start < End
	Term       string // canonical, see Term; never empty
	Kind       Kind
	Compound   bool // the token covers all parts behind it that start before its End
	Break      bool // . ! ? … ; : a line's end, a quote, a bracket or a dash lies between this token and the part before it
	Comma      bool // a comma lies between this token and the part before it
}

// Limits that keep one odd text (encoded data, a line of a million letters) from hurting others.
const (
	// maxTokenRunes cuts a run of letters and digits: the next part goes on where it stopped. The longest real
	// words, chemical names, stay below; combining marks do not count.
	maxTokenRunes = 64
	// maxTokenMarks cuts within a pile of combining marks on one letter; the rest of the pile is skipped.
	// Vietnamese needs two, Unicode's stream-safe format allows 30.
	maxTokenMarks = 24
	// maxCompoundParts is the length of the longest joined word; longer chains are left as parts.
	maxCompoundParts = 8
	// maxAddressBytes is the longest e-mail or web address that becomes a token; of longer ones
	// only the parts are searchable.
	maxAddressBytes = 512
	// maxHostBytes is the longest domain name there is (RFC 1035), and the longest local part of an address that is read.
	maxHostBytes = 253
	// maxAddressParts bounds the positions that one address takes. What follows is not searchable by part.
	maxAddressParts = 16
)
