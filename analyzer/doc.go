// Package analyzer takes a sentence and gives syllables: it knows how Vietnamese is written, in all the ways
// in which the same text may be spelled in bytes, and how it is typed in a hurry.
//
// Start with [Tokenize], or with a [Tokenizer] kept for each goroutine. A token has the bytes it covers in
// the original text and a canonical [Term], in which all spellings of a word meet. At query time, [Variants] and [Agrees] relate a word
// typed without some of its marks to the words it may stand for; [DecodeTelex] and [DecodeVNI] read the keys of an input method that
// was off. Everything is a pure function of its arguments; only register.go knows bleve.
//
// # A sentence's way
//
// Follow "Thuỷ, bác sỹ ở Ðà Nẵng, dự họp UBND TP.HCM sáng 12/03/2018.", whose "bác sỹ" is decomposed
// and whose Ð is the Icelandic letter:
//
//  1. The tokenizer looks at runes by class (charclass.go). "Thuỷ" is a run of letters; so is "bác", though its á is two
//     runes: combining marks belong to the letter before them, characters without width to the word around them. The
//     comma is noted on the next token, and so would be a full stop: what words mean together does not cross it.
//  2. Each run is a surface, bytes of the text. The cache (cache.go) knows most of them. For a new one, read.go makes the term:
//  3. [Normalize] composes "bác", makes Đ of Ð and drops what has no width. [Lower] gives "thuỷ", "sỹ", "đà".
//  4. A word is spelled letter by letter (grammar.go): base, shape (â ă ơ đ), tone. If its letters make a syllable
//     that can have the tone, [Term] writes it again in the canonical way: thuỷ → thủy, sỹ → sĩ. Foreign words stay as they are.
//  5. "TP.HCM" is a chunk: two words and a point that joins them (chunk.go). It gives tp and hcm, and before them the
//     compound tphcm, for those who search "TPHCM". Compounds take no position, so "UBND TP" and "UBND TPHCM" are both neighbours.
//  6. "12/03/2018" is a number that is a date (number.go): 12/3 and 2018, and the compound 12/3/2018. 12-3-2018 gives the same.
//
// The result, compounds with a star:
//
//	thủy bác sĩ ở đà nẵng dự họp ubnd *tphcm tp hcm sáng *12/3/2018 12/3 2018
//
// # The syllable
//
// A Vietnamese syllable is an onset, a glide, a nucleus, a coda and a tone; rhymes.go lists what is written, about 4,000
// syllables without tones and 19,000 with them, three times as many as are in use. [ParseSyllable] takes one apart, [IsSyllable] is the
// quick question.
//
// # Marks
//
// Shapes and tones are both marks. [Fold] takes all of them off and writes the canonical i for y. Between the two lie the words typed with some marks: chê for
// chế. [Agrees] holds if every mark typed is in the term.
//
// # Limits
//
// Text is cut into parts of at most 64 letters, compounds of eight parts, addresses of 512 bytes (token.go). No input
// makes any function panic or take more than linear time, with a small factor: raw keys are read in words of up to 12 letters only.
package analyzer
