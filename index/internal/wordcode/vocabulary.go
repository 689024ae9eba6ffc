package wordcode

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"sort"
	"strings"
	"sync"
)

//go:embed vocabulary.bin
var builtinBytes string

// Builtin returns the vocabulary that is part of the program: the words of
// newspaper Vietnamese. Stored articles are written in it, so changing it makes
// a new schema of the index.
var Builtin = sync.OnceValue(func() *Vocabulary {
	v, err := Open(builtinBytes)
	if err != nil {
		panic("built-in vocabulary: " + err.Error()) // a test opens it
	}
	return v
})

// gapMark begins the entries that are not words but stand between them.
const gapMark = '\x00'

// The symbols behind those of the entries.
const (
	symbolEnd   = iota // of a part
	symbolSpelt        // a word that is spelt out
	symbolTerm         // a word and its term, both spelt out
	symbolGap          // a gap that is spelt out
	specialsCount
)

// spellingEnd ends what is spelt out; the symbols before it are bytes.
const spellingEnd = 256

// MaxEntries bounds a vocabulary: numbers above are left for terms that it does not have.
const MaxEntries = 1<<15 - specialsCount

// Vocabulary is a sorted list of words and gaps with their codes. It is
// immutable and safe for concurrent use.
//
// Its file is the magic number, the number of entries as a varint, for each entry
// the length of its text and of its code in a byte each and the index of the
// entry that is its term in two (little-endian; its own for gaps), the code lengths
// of the special symbols and of the bytes of spelt words, and the texts.
type Vocabulary struct {
	entries []string // with gapMark
	// numbers[symbol] is what Words gives: 1 + the entry of the term; 0 for the
	// end of a part, noNumber for gaps.
	numbers  []uint16
	symbols  *code
	spelling *code
	index    func() map[string]uint16 // of entries, made when text is first written
}

const (
	magic    = "nsvocab1"
	noNumber = 1<<16 - 1
)

var errVocabulary = errors.New("not a vocabulary")

// Open reads a vocabulary. It keeps data.
func Open(data string) (*Vocabulary, error) {
	rest, ok := strings.CutPrefix(data, magic)
	n, size := binary.Uvarint([]byte(rest[:min(len(rest), binary.MaxVarintLen16)]))
	if !ok || size <= 0 || n == 0 || n > MaxEntries {
		return nil, errVocabulary
	}
	rest = rest[size:]
	count := int(n)
	const perEntry = 4
	if len(rest) < count*perEntry+specialsCount+spellingEnd+1 {
		return nil, fmt.Errorf("%w: cut short", errVocabulary)
	}
	table, lengths := rest[:count*perEntry], rest[count*perEntry:]
	texts := lengths[specialsCount+spellingEnd+1:]
	v := &Vocabulary{entries: make([]string, count), numbers: make([]uint16, count+specialsCount)}
	bits := make([]uint8, count+specialsCount)
	for i := range count {
		e := table[i*perEntry:]
		if int(e[0]) > len(texts) {
			return nil, fmt.Errorf("%w: cut short", errVocabulary)
		}
		v.entries[i], texts = texts[:e[0]], texts[e[0]:]
		bits[i] = e[1]
		term := int(e[2]) | int(e[3])<<8
		if term >= count || v.entries[i] == "" || i > 0 && v.entries[i-1] >= v.entries[i] {
			return nil, fmt.Errorf("%w: entry %d", errVocabulary, i)
		}
		v.numbers[i] = uint16(1 + term)
		if v.entries[i][0] == gapMark {
			v.numbers[i] = noNumber
		}
	}
	copy(bits[count:], lengths[:specialsCount])
	var err error
	if v.symbols, err = newCode(bits); err != nil {
		return nil, fmt.Errorf("%w: %w", errVocabulary, err)
	}
	if v.spelling, err = newCode([]byte(lengths[specialsCount : specialsCount+spellingEnd+1])); err != nil {
		return nil, fmt.Errorf("%w: %w", errVocabulary, err)
	}
	v.index = sync.OnceValue(func() map[string]uint16 {
		index := make(map[string]uint16, count)
		for i, e := range v.entries {
			index[e] = uint16(i)
		}
		return index
	})
	return v, nil
}

// Len is the number of entries. The numbers of terms are 1 to Len.
func (v *Vocabulary) Len() int { return len(v.entries) }

// Number returns the number of a term, 0 for one that the vocabulary lacks.
func (v *Vocabulary) Number(term string) uint16 {
	i := sort.SearchStrings(v.entries, term)
	if i == len(v.entries) || v.entries[i] != term || v.numbers[i] != uint16(i+1) {
		return 0
	}
	return uint16(i + 1)
}

// Term returns the term of a number from 1 to Len, "" for one that is no term's.
func (v *Vocabulary) Term(number uint16) string {
	if number == 0 || int(number) > len(v.entries) || v.numbers[number-1] != number {
		return ""
	}
	return v.entries[number-1]
}

// Symbol returns 1 + the symbol of a word as it is written that has that term,
// 0 when the vocabulary has no such word.
func (v *Vocabulary) Symbol(surface, term string) uint16 {
	symbol, ok := v.index()[surface]
	if !ok || v.numbers[symbol] == noNumber || v.entries[v.numbers[symbol]-1] != term {
		return 0
	}
	return symbol + 1
}

// special is the code symbol of symbolEnd and the others.
func (v *Vocabulary) special(symbol int) uint16 { return uint16(len(v.entries) + symbol) }
