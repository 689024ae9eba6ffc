package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/zstd"
)

// An article is stored in two fields, after its ID, which bleve stores:
//
//	_head     URL, title, source, category and the time of publication
//	_article  one byte that names the form, then the texts in one of these:
//	formWords       CRC-32C of what follows, the number of captions and that of
//	                tags, then title, lead, body, captions, tags and author
//	                as words (package wordcode); the title in _head is empty
//	formAlone       lead, body, author, captions and tags, compressed by zstd
//	formDictionary  the same with the dictionary of an index of schema 3
//
// Words are the form of nearly all articles: they are also the order of words
// that phrases are checked against. What is mostly not Vietnamese is smaller in formAlone.
//
// Strings are preceded by their length in bytes as a varint, lists by their
// number of strings; the time is in the binary form of time.Time, empty when
// unknown. The zone's name is not kept, its offset is. A URL that is also the
// ID is stored as sameAsID, one that begins with sameAsID as that and itself.
const (
	formAlone      = 2
	formDictionary = 3
	formWords      = 4
)

// sameAsID stands for a URL; none that works begins with it.
const sameAsID = "\x00"

var errStoredForm = errors.New("stored article cannot be read")

// codec stores articles. It is safe for concurrent use.
type codec struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
	buffers sync.Pool
	// withDictionary is set for an index that has a dictionary.
	withDictionary atomic.Pointer[zstd.Decoder]
}

// maxStoredBytes bounds what a damaged frame may ask to be allocated:
// the largest article and its lengths.
const maxStoredBytes = MaxArticleBytes + 1<<20

func newCodec() (*codec, error) {
	c := &codec{}
	c.buffers.New = func() any { return new([]byte) }
	var err error
	if c.encoder, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest)); err != nil {
		return nil, fmt.Errorf("compressor: %w", err)
	}
	if c.decoder, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxStoredBytes)); err != nil {
		return nil, fmt.Errorf("decompressor: %w", err)
	}
	return c, nil
}

// dictionaryID is the number of the dictionary in zstd frames.
const dictionaryID = 1

// useDictionary reads what was compressed with a dictionary of raw text.
func (c *codec) useDictionary(text []byte) error {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxStoredBytes),
		zstd.WithDecoderDictRaw(dictionaryID, text))
	if err != nil {
		return fmt.Errorf("decompressor with dictionary: %w", err)
	}
	c.withDictionary.Store(decoder)
	return nil
}

// encodeHead returns the _head field with that title.
func (c *codec) encodeHead(a *Article, title string) []byte {
	url := a.URL
	switch {
	case url == a.ID:
		url = sameAsID
	case strings.HasPrefix(url, sameAsID):
		url = sameAsID + url
	}
	var b []byte
	for _, s := range [...]string{url, title, a.Source, a.Category} {
		b = appendString(b, s)
	}
	if a.Published.IsZero() {
		return appendString(b, "")
	}
	// MarshalBinary fails only for zone offsets that are not whole minutes; UTC keeps the moment.
	published, err := a.Published.MarshalBinary()
	if err != nil {
		published, _ = a.Published.UTC().MarshalBinary()
	}
	return appendString(b, string(published))
}

// compress returns the _article field in formAlone.
func (c *codec) compress(a *Article) []byte {
	buf := c.buffers.Get().(*[]byte)
	defer c.buffers.Put(buf)
	b := (*buf)[:0]
	for _, s := range [...]string{a.Lead, a.Body, a.Author} {
		b = appendString(b, s)
	}
	for _, list := range [...][]string{a.Captions, a.Tags} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, s := range list {
			b = appendString(b, s)
		}
	}
	*buf = b
	return c.encoder.EncodeAll(b, []byte{formAlone})
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// decodeHead fills in what encodeHead stored. The ID must be there.
func (c *codec) decodeHead(stored []byte, a *Article) error {
	r := storedReader{raw: string(stored)}
	title := ""
	for _, s := range [...]*string{&a.URL, &title, &a.Source, &a.Category} {
		*s = r.string()
	}
	if title != "" { // otherwise it stands in the other field
		a.Title = title
	}
	if url, marked := strings.CutPrefix(a.URL, sameAsID); a.URL == sameAsID {
		a.URL = a.ID
	} else if marked {
		a.URL = url
	}
	if published := r.string(); published != "" {
		if err := a.Published.UnmarshalBinary([]byte(published)); err != nil {
			r.failed = true
		}
		a.Published = inLocalStyle(a.Published)
	}
	return r.end()
}

// decodeText fills in what the _article field holds; without whole only the
// title, where it is there.
func (c *codec) decodeText(stored []byte, a *Article, whole bool) error {
	switch {
	case len(stored) == 0:
		return fmt.Errorf("%w: no text", errStoredForm)
	case stored[0] == formWords:
		return c.decodeWords(stored, a, whole)
	case whole:
		return c.decompress(stored, a)
	}
	return nil
}

func (c *codec) decompress(stored []byte, a *Article) error {
	decoder := c.decoder
	if d := c.withDictionary.Load(); stored[0] == formDictionary && d != nil {
		decoder = d
	} else if stored[0] != formAlone {
		return fmt.Errorf("%w: form %d", errStoredForm, stored[0])
	}
	raw, err := decoder.DecodeAll(stored[1:], nil)
	if err != nil {
		return fmt.Errorf("%w: %w", errStoredForm, err)
	}
	r := storedReader{raw: string(raw)}
	for _, s := range [...]*string{&a.Lead, &a.Body, &a.Author} {
		*s = r.string()
	}
	for _, list := range [...]*[]string{&a.Captions, &a.Tags} {
		for n := r.length(); n > 0; n-- {
			*list = append(*list, r.string())
		}
	}
	return r.end()
}

// inLocalStyle gives a time a fixed zone of its own offset, so that it does
// not depend on the zone of the machine it is read on.
func inLocalStyle(t time.Time) time.Time {
	name, offset := t.Zone()
	if name == "UTC" && offset == 0 {
		return t.UTC()
	}
	return t.In(time.FixedZone("", offset))
}

// storedReader takes an article's fields off its stored form. After a fault
// every read returns nothing.
type storedReader struct {
	raw    string
	failed bool
}

func (r *storedReader) length() int {
	var n uint64
	for i := 0; i < len(r.raw) && i < binary.MaxVarintLen32; i++ {
		n |= uint64(r.raw[i]&0x7f) << (7 * i)
		if r.raw[i] < 0x80 {
			r.raw = r.raw[i+1:]
			if n <= uint64(len(r.raw)) {
				return int(n)
			}
			break
		}
	}
	r.failed, r.raw = true, ""
	return 0
}

// count reads a number that nothing bounds but the type.
func (r *storedReader) count() int {
	n, size := binary.Uvarint([]byte(r.raw[:min(len(r.raw), binary.MaxVarintLen32)]))
	if size <= 0 || n > maxStoredBytes {
		r.failed, r.raw = true, ""
		return 0
	}
	r.raw = r.raw[size:]
	return int(n)
}

// end reports whether everything was read and nothing is left.
func (r *storedReader) end() error {
	if r.failed || r.raw != "" {
		return fmt.Errorf("%w: wrong lengths", errStoredForm)
	}
	return nil
}

func (r *storedReader) string() string {
	n := r.length()
	s := r.raw[:n]
	r.raw = r.raw[n:]
	return s
}
