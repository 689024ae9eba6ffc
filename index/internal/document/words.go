package document

import (
	"fmt"
	"sync"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/dup"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/pairs"
	"github.com/newssearch/newssearch/index/internal/stored"
	"github.com/newssearch/newssearch/index/internal/wordcode"
)

// Words returns the words by which near-duplicates are recognised: captions
// and tags are each paper's own.
func (b *Builder) Words(a *stored.Article) dup.Text {
	var text dup.Text
	b.renew()
	for f := range engine.AllFields.Each {
		for part := range FieldTexts(a, f) {
			b.tokens = b.tokenizer.Append(b.tokens[:0], part)
			b.look(part)
			text = text.Append(b.tokens, b.known.Hashes)
			break // the body's first part is the body
		}
	}
	return text
}

// StoredWords returns the words by which near-duplicates of a stored article are
// recognised. Nearly all articles are stored as words, whose numbers say what is needed of
// them; the text is not made.
func (b *Builder) StoredWords(seg *engine.Segment, doc uint32) (text dup.Text, err error) {
	coded, err := stored.VisitWords(seg, doc, func(field []byte) (err error) {
		text, err = b.codedText(field)
		return err
	})
	if err != nil || coded {
		return text, err
	}
	a, err := b.codec.Read(seg, doc, stored.All)
	if err != nil {
		return nil, err
	}
	return b.Words(&a), nil
}

// firstSpelt is where the numbers begin that stand for words the vocabulary
// lacks: in the order in which they come.
const firstSpelt = wordcode.MaxEntries + 1

// codedText is words of an article that is stored as words. Whether a word is a number is
// judged without its neighbours, which makes a difference for two of seven million words.
func (b *Builder) codedText(field []byte) (dup.Text, error) {
	r, err := stored.OpenWords(field)
	if err != nil {
		return nil, err
	}
	b.spelt = b.spelt[:0]
	spelt := func(word []byte, isTerm bool) uint16 {
		if len(b.spelt) < dup.MaxWords {
			b.spelt = append(b.spelt, b.wordOf(string(word), isTerm))
		}
		return uint16(firstSpelt + len(b.spelt) - 1)
	}
	b.numbers = b.numbers[:0]
	for range 3 { // title, lead, body
		if b.numbers, err = r.Words(b.numbers, spelt); err != nil {
			return nil, fmt.Errorf("%w: %w", stored.ErrForm, err)
		}
	}
	known := builtinWords()
	text := make(dup.Text, min(len(b.numbers), dup.MaxWords))
	for i := range text {
		switch n := b.numbers[i]; {
		case n >= firstSpelt:
			text[i] = b.spelt[n-firstSpelt]
		case int(n) < len(known):
			text[i] = known[n]
		}
	}
	return text, nil
}

// wordOf is the word of a dup.Text that a surface or, if isTerm, a term makes.
func (b *Builder) wordOf(word string, isTerm bool) uint32 {
	b.tokens = b.tokenizer.Append(b.tokens[:0], word)
	if len(b.tokens) == 0 {
		return 0 // not written by us
	}
	t := b.tokens[0]
	if isTerm {
		t.Term = word
	}
	return dup.Word(t.Kind, t.Term, pairs.Term(t.Term))
}

// builtinWords are the words of a dup.Text that the numbers of the built-in vocabulary stand for.
var builtinWords = sync.OnceValue(func() []uint32 {
	v := wordcode.Builtin()
	tokenizer := analyzer.NewTokenizer()
	words := make([]uint32, v.Len()+1)
	var tokens []analyzer.Token
	for n := range words[1:] {
		term := v.Term(uint16(n + 1))
		if tokens = tokenizer.Append(tokens[:0], term); len(tokens) > 0 {
			words[n+1] = dup.Word(tokens[0].Kind, term, pairs.Term(term))
		}
	}
	return words
})
