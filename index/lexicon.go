package index

import (
	"slices"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/pairs"
	"github.com/newssearch/newssearch/index/internal/segment"
	"github.com/newssearch/newssearch/index/internal/wordcode"
)

// lexicon numbers the terms of a documentBuilder and keeps what is asked of each
// again and again, so that a word of an article is looked up once by its text.
type lexicon struct {
	words *segment.Words
	known []knownTerm // by number
}

type knownTerm struct {
	hash  uint64 // pairs.Term
	alias uint32 // see aliasOf: 0 when not known yet, noAlias, or firstAlias and its number
	entry uint16 // wordcode's
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
	entries []uint16
}

// look fills n with what is known of tokens.
func (l *lexicon) look(n *lookedUp, tokens []analyzer.Token) {
	n.words, n.hashes, n.entries = n.words[:0], n.hashes[:0], n.entries[:0]
	for i := range tokens {
		word := l.number(tokens[i].Term)
		known := &l.known[word]
		n.words = append(n.words, word)
		n.hashes = append(n.hashes, known.hash)
		n.entries = append(n.entries, known.entry)
	}
}

func (l *lexicon) number(term string) uint32 {
	word := l.words.Number(term)
	if int(word) == len(l.known) {
		l.known = append(l.known, knownTerm{hash: pairs.Term(term), entry: wordcode.Builtin().Entry(term)})
	}
	return word
}

// alias returns the number of aliasOf(t), whose own number is word.
func (l *lexicon) alias(t *analyzer.Token, word uint32) (alias uint32, ok bool) {
	if t.Kind == analyzer.KindSyllable {
		return 0, false
	}
	if l.known[word].alias == 0 {
		l.known[word].alias = noAlias
		if fold := aliasOf(t); fold != "" {
			l.known[word].alias = firstAlias + l.number(fold)
		}
	}
	alias = l.known[word].alias
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
