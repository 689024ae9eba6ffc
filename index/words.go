package index

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/wordcode"
)

// spelledShare is the share of the text, one byte in so many, from which on
// it is compressed by zstd instead: words that have to be spelt out take more than half of
// their bytes, and zstd takes 0.45.
const spelledShare = 3

// storedWords writes an article's texts as words while they are analysed.
type storedWords struct {
	writer *wordcode.Writer
	bytes  int
}

// wordsHeader is where the words of an article in formWords begin, but for the two counts.
const wordsHeader = 1 + checksumBytes

// begin makes ready for the parts of a.
func (s *storedWords) begin(b *documentBuilder, a *Article) {
	if s.writer == nil {
		s.writer = wordcode.NewWriter(wordcode.Builtin(), b.tokenizer)
	}
	s.bytes = 0
	head := make([]byte, wordsHeader, 1<<10)
	head[0] = formWords
	head = binary.AppendUvarint(head, uint64(len(a.Captions)))
	s.writer.Reset(binary.AppendUvarint(head, uint64(len(a.Tags))))
}

// part writes the next part, in the order of Article.searched.
// symbols are those of the tokens.
func (s *storedWords) part(text string, tokens []analyzer.Token, symbols []uint16) {
	s.bytes += len(text)
	s.writer.Text(text, tokens, symbols)
}

// finish returns the _article field and the title that goes into _head.
func (s *storedWords) finish(b *documentBuilder, a *Article) (stored []byte, title string) {
	b.tokens = b.tokenizer.Append(b.tokens[:0], a.Author)
	b.look(a.Author)
	s.part(a.Author, b.tokens, b.known.symbols)
	if s.writer.Spelt()*spelledShare > s.bytes {
		return b.codec.compress(a), a.Title
	}
	stored = s.writer.Finish()
	binary.LittleEndian.PutUint32(stored[1:], crc32.Checksum(stored[wordsHeader:], castagnoli))
	return stored, ""
}

// openWords returns a reader of an article in formWords, and how many captions and tags it has.
func openWords(stored []byte) (r wordcode.Reader, captions, tags int, err error) {
	if len(stored) < wordsHeader || crc32.Checksum(stored[wordsHeader:], castagnoli) != binary.LittleEndian.Uint32(stored[1:]) {
		return r, 0, 0, fmt.Errorf("%w: checksum", errStoredForm)
	}
	lists := storedReader{raw: string(stored[wordsHeader:min(len(stored), wordsHeader+2*binary.MaxVarintLen32)])}
	rest := len(lists.raw)
	captions, tags = lists.count(), lists.count()
	if lists.failed {
		return r, 0, 0, fmt.Errorf("%w: lists", errStoredForm)
	}
	return wordcode.Builtin().Reader(stored[wordsHeader+rest-len(lists.raw):]), captions, tags, nil
}

// asWords calls f with the _article field of a document when it is in formWords,
// and reports whether it is. The value is valid only during the call.
func (x *Index) asWords(seg *engine.Segment, doc uint32, f func(stored []byte) error) (coded bool, err error) {
	visited := seg.Stored(doc, func(name string, value []byte) {
		if name == fieldArticle && len(value) > 0 && value[0] == formWords {
			coded, err = true, f(value)
		}
	})
	if err = cmp.Or(visited, err); err != nil {
		return coded, fmt.Errorf("%s: %w: %w", x.path, ErrDamaged, err)
	}
	return coded, nil
}

// decodeWords fills in the texts of an article in formWords; without whole only the title.
func (c *codec) decodeWords(stored []byte, a *Article, whole bool) error {
	r, captions, tags, err := openWords(stored)
	if err != nil {
		return err
	}
	buf := c.buffers.Get().(*[]byte)
	defer c.buffers.Put(buf)
	next := func() string {
		if err != nil {
			return ""
		}
		*buf, err = r.Text((*buf)[:0])
		return string(*buf)
	}
	a.Title = next()
	if whole {
		a.Lead, a.Body = next(), next()
		for i := 0; i < captions && err == nil; i++ {
			a.Captions = append(a.Captions, next())
		}
		for i := 0; i < tags && err == nil; i++ {
			a.Tags = append(a.Tags, next())
		}
		a.Author = next()
	}
	if err != nil || whole && !r.AtEnd() {
		return fmt.Errorf("%w: words", errStoredForm)
	}
	return nil
}

// numberWords appends the numbers of an article in formWords to seq.
func (f *forward) numberWords(seq []uint16, b *documentBuilder, stored []byte) ([]uint16, error) {
	r, captions, tags, err := openWords(stored)
	if err != nil {
		return nil, err
	}
	s := speller{f, b}
	for range 3 + captions + tags {
		if seq, err = r.Words(seq, s.number); err != nil {
			return nil, fmt.Errorf("%w: %w", errStoredForm, err)
		}
		seq = append(seq, fieldEnd)
	}
	return seq, nil
}

// speller numbers the words that the vocabulary lacks.
type speller struct {
	forward *forward
	builder *documentBuilder
}

func (s speller) number(word []byte, isTerm bool) uint16 {
	if isTerm {
		return s.forward.number(string(word))
	}
	f := s.forward
	f.mu.RLock()
	n := f.spelt[string(word)]
	f.mu.RUnlock()
	if n != 0 {
		return n
	}
	surface := string(word)
	b := s.builder
	b.tokens = b.tokenizer.Append(b.tokens[:0], surface)
	if len(b.tokens) == 0 {
		return fieldEnd // not written by us
	}
	n = f.number(b.tokens[0].Term)
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.spelt) >= maxSpelt {
		clear(f.spelt)
	}
	f.spelt[surface] = n
	return n
}

// maxSpelt bounds the spelt words that are remembered, some 60 bytes each.
const maxSpelt = 1 << 15
