package index

import (
	"slices"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/pairs"
	"github.com/newssearch/newssearch/index/internal/segment"
	"github.com/newssearch/newssearch/index/internal/wordcode"
)

// lexicon numbers the terms of a documentBuilder and keeps what is asked of each
// word again and again, by the number that its tokenizer has for it.
type lexicon struct {
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

func newLexicon() *lexicon { return &lexicon{words: segment.NewWords()} }

// full reports that a new lexicon should be begun: the documents keep the one they were made with.
func (l *lexicon) full() bool { return l.words.Len() >= segment.MaxWords }

// lookedUp is what a lexicon knows of some tokens, one each.
type lookedUp struct {
	words   []uint32
	hashes  []uint64
	symbols []uint16
}

// look fills n with what is known of tokens, those of text, which have just
// been appended by t.
func (l *lexicon) look(n *lookedUp, t *analyzer.Tokenizer, text string, tokens []analyzer.Token) {
	numbers, oldest := t.Surfaces()
	if oldest != l.oldest {
		l.oldest, l.surfaces = oldest, l.surfaces[:0]
	}
	n.words, n.hashes, n.symbols = n.words[:0], n.hashes[:0], n.symbols[:0]
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
		n.words = append(n.words, known.next-1)
		n.hashes = append(n.hashes, known.hash)
		n.symbols = append(n.symbols, known.symbol)
	}
}

// learn finds out what is to be known of a word.
func (l *lexicon) learn(surface, term string) knownWord {
	return knownWord{
		hash:   pairs.Term(term),
		next:   1 + l.words.Number(term),
		symbol: wordcode.Builtin().Symbol(surface, term),
	}
}

func (l *lexicon) keep(at uint32, known knownWord) {
	for len(l.surfaces) <= int(at) {
		l.surfaces = append(l.surfaces, knownWord{})
	}
	l.surfaces[at] = known
}

// alias returns the number of aliasOf(t), whose own number is word.
func (l *lexicon) alias(t *analyzer.Token, word uint32) (alias uint32, ok bool) {
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

// counter counts the terms of an article field by field.
type counter struct {
	lexicon *lexicon
	places  []uint32 // number of a term -> 1 + its place in the counts of the field
	counts  []segment.Count
	first   int   // of the field at hand in counts
	ends    []int // of the fields before
}

func (c *counter) begin(l *lexicon) {
	c.lexicon, c.counts, c.ends, c.first = l, c.counts[:0], c.ends[:0], 0
}

// add counts tokens, whose numbers are words, and returns how many syllables there are.
func (c *counter) add(tokens []analyzer.Token, words []uint32) (length int) {
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

func (c *counter) count(word uint32) {
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

func (c *counter) endField() {
	for _, count := range c.counts[c.first:] {
		c.places[count.Word] = 0
	}
	c.first = len(c.counts)
	c.ends = append(c.ends, c.first)
}

// finish returns the counts of each field, and the terms they are of.
func (c *counter) finish() ([][]segment.Count, segment.Lexicon) {
	all := slices.Clone(c.counts)
	fields := make([][]segment.Count, len(c.ends))
	first := 0
	for i, end := range c.ends {
		fields[i] = all[first:end:end]
		first = end
	}
	return fields, c.lexicon.words.Lexicon()
}
