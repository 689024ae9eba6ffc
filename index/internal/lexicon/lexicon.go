package lexicon

import (
	"slices"
	"unicode/utf8"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/pairs"
	"github.com/newssearch/newssearch/index/internal/segment"
	"github.com/newssearch/newssearch/index/internal/wordcode"
)

// Lexicon numbers the terms of many articles and keeps what is asked of each
// word again and again, by the number that its tokenizer has for it.
type Lexicon struct {
	words   *segment.Words
	aliases []uint32 // by number: 0 when not known yet, noAlias, or firstAlias and the number of aliasOf
	// surfaces is what is known of the words as they are written, from number oldest on.
	surfaces []knownWord
	oldest   uint32
}

type knownWord struct {
	hash   uint64 // pairs.Term of the term
	next   uint32 // 1 + the number of the term, 0 when not known yet
	symbol uint16 // wordcode's
}

const (
	noAlias    = 1
	firstAlias = 2
)

// New returns an empty lexicon.
func New() *Lexicon { return &Lexicon{words: segment.NewWords()} }

// Full reports that a new lexicon should be begun: the documents keep the one they were made with.
func (l *Lexicon) Full() bool { return l.words.Len() >= segment.MaxWords }

// Known is what a lexicon knows of some tokens, one each.
type Known struct {
	Words   []uint32 // their numbers
	Hashes  []uint64 // pairs.Term of their terms
	Symbols []uint16 // wordcode's
}

// Look fills n with what is known of tokens, those of text, which have just
// been appended by t.
func (l *Lexicon) Look(n *Known, t *analyzer.Tokenizer, text string, tokens []analyzer.Token) {
	numbers, oldest := t.Surfaces()
	if oldest != l.oldest {
		l.oldest, l.surfaces = oldest, l.surfaces[:0]
	}
	n.Words, n.Hashes, n.Symbols = n.Words[:0], n.Hashes[:0], n.Symbols[:0]
	for i := range tokens {
		known := knownWord{}
		at := numbers[i] - oldest // far beyond the end when it is not remembered
		if at < uint32(len(l.surfaces)) {
			known = l.surfaces[at]
		}
		if known.next == 0 {
			token := &tokens[i]
			known = l.learn(text[token.Start:token.End], token.Term)
			if numbers[i] >= oldest {
				l.keep(at, known)
			}
		}
		n.Words = append(n.Words, known.next-1)
		n.Hashes = append(n.Hashes, known.hash)
		n.Symbols = append(n.Symbols, known.symbol)
	}
}

// learn finds out what is to be known of a word.
func (l *Lexicon) learn(surface, term string) knownWord {
	return knownWord{
		hash:   pairs.Term(term),
		next:   1 + l.words.Number(term),
		symbol: wordcode.Builtin().Symbol(surface, term),
	}
}

func (l *Lexicon) keep(at uint32, known knownWord) {
	for len(l.surfaces) <= int(at) {
		l.surfaces = append(l.surfaces, knownWord{})
	}
	l.surfaces[at] = known
}

// alias returns the number of aliasOf(t), whose own number is word.
func (l *Lexicon) alias(t *analyzer.Token, word uint32) (alias uint32, ok bool) {
	if t.Kind == analyzer.KindSyllable {
		return 0, false
	}
	for len(l.aliases) <= int(word) {
		l.aliases = append(l.aliases, 0)
	}
	if l.aliases[word] == 0 {
		l.aliases[word] = noAlias
		if fold := aliasOf(t); fold != "" {
			l.aliases[word] = firstAlias + l.words.Number(fold)
		}
	}
	alias = l.aliases[word]
	return alias - firstAlias, alias >= firstAlias
}

// Counter counts the terms of an article field by field.
type Counter struct {
	lexicon *Lexicon
	places  []uint32 // number of a term -> 1 + its place in the counts of the field
	counts  []segment.Count
	first   int   // of the field at hand in counts
	ends    []int // of the fields before
}

// Begin makes ready for an article whose terms l numbers.
func (c *Counter) Begin(l *Lexicon) {
	c.lexicon, c.counts, c.ends, c.first = l, c.counts[:0], c.ends[:0], 0
}

// Add counts tokens, whose numbers are words, and returns how many syllables there are.
func (c *Counter) Add(tokens []analyzer.Token, words []uint32) (length int) {
	for i := range tokens {
		if !tokens[i].Compound {
			length++
		}
		c.count(words[i])
		if alias, ok := c.lexicon.alias(&tokens[i], words[i]); ok {
			c.count(alias)
		}
	}
	return length
}

func (c *Counter) count(word uint32) {
	if int(word) >= len(c.places) {
		c.places = append(c.places, make([]uint32, int(word)+1-len(c.places))...)
	}
	if place := c.places[word]; place > 0 {
		c.counts[c.first+int(place)-1].N++
		return
	}
	c.counts = append(c.counts, segment.Count{Word: word, N: 1})
	c.places[word] = uint32(len(c.counts) - c.first)
}

// EndField ends a field: what is added next is of the next one.
func (c *Counter) EndField() {
	for _, count := range c.counts[c.first:] {
		c.places[count.Word] = 0
	}
	c.first = len(c.counts)
	c.ends = append(c.ends, c.first)
}

// Finish returns the counts of each field, and the terms they are of.
func (c *Counter) Finish() ([][]segment.Count, segment.Lexicon) {
	all := slices.Clone(c.counts)
	fields := make([][]segment.Count, len(c.ends))
	first := 0
	for i, end := range c.ends {
		fields[i] = all[first:end:end]
		first = end
	}
	return fields, c.lexicon.words.Lexicon()
}

// aliasOf is a second term of a token, or "": words with marks that are not
// Vietnamese syllables (Beyoncé, HĐND) are found without their marks by it,
// where syllables are found by their variants.
func aliasOf(t *analyzer.Token) string {
	if t.Kind == analyzer.KindSyllable || utf8.RuneCountInString(t.Term) == len(t.Term) {
		return ""
	}
	if fold := analyzer.Fold(t.Term); fold != t.Term {
		return fold
	}
	return ""
}
