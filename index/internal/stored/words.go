package stored

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/wordcode"
)

// spelledShare is the share of the text, one byte in so many, from which on
// it is compressed by zstd instead: words that have to be spelt out take more than half of
// their bytes, and zstd takes 0.45.
const spelledShare = 3

// wordsHeader is where the words of an article begin, except for the two counts.
const wordsHeader = 1 + checksumBytes

// Writer writes an article's texts as words while they are analysed.
type Writer struct {
	writer *wordcode.Writer
	bytes  int
}

// NewWriter returns a writer, which keeps t. Neither is safe for concurrent use.
func NewWriter(t *analyzer.Tokenizer) *Writer {
	return &Writer{writer: wordcode.NewWriter(wordcode.Builtin(), t)}
}

// Begin makes ready for the parts of an article with so many captions and tags.
func (s *Writer) Begin(captions, tags int) {
	s.bytes = 0
	head := make([]byte, wordsHeader, 1<<10)
	head[0] = formWords
	head = binary.AppendUvarint(head, uint64(captions))
	s.writer.Reset(binary.AppendUvarint(head, uint64(tags)))
}

// Part writes the next part: those of Article.Searched in order, then the author.
// symbols are those of the tokens.
func (s *Writer) Part(text string, tokens []analyzer.Token, symbols []uint16) {
	s.bytes += len(text)
	s.writer.Text(text, tokens, symbols)
}

// Finish returns the _article field. When ok is false the article is mostly spelt
// out, and Compress makes it smaller.
func (s *Writer) Finish() (stored []byte, ok bool) {
	if s.writer.Spelt()*spelledShare > s.bytes {
		return nil, false
	}
	stored = s.writer.Finish()
	binary.LittleEndian.PutUint32(stored[1:], crc32.Checksum(stored[wordsHeader:], castagnoli))
	return stored, true
}

// Words reads an article that is stored as words: Captions and Tags are how many it has.
type Words struct {
	wordcode.Reader
	Captions, Tags int
}

// AreWords reports whether an _article field is stored as words.
func AreWords(stored []byte) bool { return len(stored) > 0 && stored[0] == formWords }

// OpenWords returns a reader of an _article field for which AreWords holds.
func OpenWords(stored []byte) (w Words, err error) {
	if len(stored) < wordsHeader || crc32.Checksum(stored[wordsHeader:], castagnoli) != binary.LittleEndian.Uint32(stored[1:]) {
		return w, fmt.Errorf("%w: checksum", ErrForm)
	}
	lists := reader{raw: string(stored[wordsHeader:min(len(stored), wordsHeader+2*binary.MaxVarintLen32)])}
	rest := len(lists.raw)
	w.Captions, w.Tags = lists.count(), lists.count()
	if lists.failed {
		return w, fmt.Errorf("%w: lists", ErrForm)
	}
	w.Reader = wordcode.Builtin().Reader(stored[wordsHeader+rest-len(lists.raw):])
	return w, nil
}

// decodeWords fills in parts of an article in formWords.
func (c *Codec) decodeWords(stored []byte, a *Article, parts Parts) error {
	r, err := OpenWords(stored)
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
	if parts != Title {
		a.Lead = next()
	}
	if parts == All {
		a.Body = next()
		for i := 0; i < r.Captions && err == nil; i++ {
			a.Captions = append(a.Captions, next())
		}
		for i := 0; i < r.Tags && err == nil; i++ {
			a.Tags = append(a.Tags, next())
		}
		a.Author = next()
	}
	if err != nil || parts == All && !r.AtEnd() {
		return fmt.Errorf("%w: words", ErrForm)
	}
	return nil
}
