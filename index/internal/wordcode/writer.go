package wordcode

import (
	"encoding/binary"

	"github.com/newssearch/newssearch/analyzer"
)

// Writer writes texts one behind the other. It is not safe for concurrent use.
type Writer struct {
	v         *Vocabulary
	index     map[string]uint16
	tokenizer *analyzer.Tokenizer
	tokens    []analyzer.Token
	key       []byte

	buf   []byte
	acc   uint64 // the last bits, in the lowest places
	bits  uint
	spelt int
}

// NewWriter returns a writer that cuts words with t where it has to.
func NewWriter(v *Vocabulary, t *analyzer.Tokenizer) *Writer {
	return &Writer{v: v, index: v.index(), tokenizer: t}
}

// Reset begins a new article: what Text writes is appended to buf.
func (w *Writer) Reset(buf []byte) {
	w.buf, w.acc, w.bits, w.spelt = buf, 0, 0, 0
}

// Text writes a part of the article. tokens are those of text, and symbols the
// Vocabulary.Symbol of each.
func (w *Writer) Text(text string, tokens []analyzer.Token, symbols []uint16) {
	at := 0
	between := ""
	for i := range tokens {
		t := &tokens[i]
		if t.Compound {
			continue
		}
		if gap := text[at:t.Start]; gap != between {
			w.gap(gap)
		}
		if symbols[i] != 0 {
			w.symbol(symbols[i] - 1)
		} else {
			w.word(text[t.Start:t.End], t.Term)
		}
		at, between = t.End, " "
	}
	if at < len(text) {
		w.gap(text[at:])
	}
	w.symbol(w.v.special(symbolEnd))
}

// Finish returns buf with what was written.
func (w *Writer) Finish() []byte {
	for ; w.bits > 0; w.bits -= min(w.bits, 8) {
		w.buf = append(w.buf, byte(w.acc<<(64-w.bits)>>56))
	}
	return w.buf
}

// Spelt is how many bytes of text had to be spelt out since Reset.
func (w *Writer) Spelt() int { return w.spelt }

// word writes a word that has no symbol.
func (w *Writer) word(surface, term string) {
	if w.alone(surface) == term {
		w.symbol(w.v.special(symbolSpelt))
		w.spell(surface)
		return
	}
	w.symbol(w.v.special(symbolTerm))
	w.spell(surface)
	w.spell(term)
}

// alone is the term of a word without its neighbours, "" when it is not one word then.
func (w *Writer) alone(surface string) string {
	w.tokens = w.tokenizer.Append(w.tokens[:0], surface)
	if len(w.tokens) != 1 || w.tokens[0].Start != 0 || w.tokens[0].End != len(surface) {
		return ""
	}
	return w.tokens[0].Term
}

func (w *Writer) gap(gap string) {
	w.key = append(append(w.key[:0], gapMark), gap...)
	if symbol, ok := w.index[string(w.key)]; ok {
		w.symbol(symbol)
		return
	}
	w.symbol(w.v.special(symbolGap))
	w.spell(gap)
}

func (w *Writer) spell(s string) {
	c := w.v.spelling
	for i := range len(s) {
		w.write(c.words[s[i]], c.lengths[s[i]])
	}
	w.write(c.words[spellingEnd], c.lengths[spellingEnd])
	w.spelt += len(s)
}

func (w *Writer) symbol(symbol uint16) {
	w.write(w.v.symbols.words[symbol], w.v.symbols.lengths[symbol])
}

func (w *Writer) write(word uint32, n uint8) {
	w.acc = w.acc<<n | uint64(word)
	w.bits += uint(n)
	if w.bits >= 32 {
		w.bits -= 32
		w.buf = binary.BigEndian.AppendUint32(w.buf, uint32(w.acc>>w.bits))
	}
}
