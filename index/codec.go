package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/zstd"
)

// An article is stored in two fields, after its ID, which bleve stores:
//
//	_head     URL, title, source, category and the time of publication: what a
//	          list of hits shows, as it is
//	_article  one byte that names the form, then lead, body, author, captions
//	          and tags, compressed by zstd, alone (formAlone) or with the
//	          dictionary of the index (formDictionary)
//
// Strings are preceded by their length in bytes as a varint, lists by their
// number of strings; the time is in the binary form of time.Time, empty when
// unknown. The zone's name is not kept, its offset is.
const (
	formAlone      = 2
	formDictionary = 3
)

var errStoredForm = errors.New("stored article cannot be read")

// codec stores articles. It is safe for concurrent use.
type codec struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
	buffers sync.Pool
	// withDictionary is set once the index has a dictionary.
	withDictionary atomic.Pointer[dictionaryCodec]
}

type dictionaryCodec struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
}

// maxStoredBytes bounds what a damaged frame may ask to be allocated:
// the largest article and its lengths.
const maxStoredBytes = MaxArticleBytes + 1<<20

// compression is the level of zstd. With a dictionary the fastest one takes 0.38 of
// the text at 57 µs an article; the next takes 0.37 at 92 µs, and without a
// dictionary 0.45.
const compression = zstd.SpeedFastest

func newCodec() (*codec, error) {
	c := &codec{}
	c.buffers.New = func() any { return new([]byte) }
	var err error
	if c.encoder, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(compression)); err != nil {
		return nil, fmt.Errorf("compressor: %w", err)
	}
	if c.decoder, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxStoredBytes)); err != nil {
		return nil, fmt.Errorf("decompressor: %w", err)
	}
	return c, nil
}

// dictionaryID is the number of the dictionary in zstd frames: an index has one for its life.
const dictionaryID = 1

// useDictionary compresses from now on with a dictionary of raw text.
func (c *codec) useDictionary(text []byte) error {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(compression), zstd.WithEncoderDictRaw(dictionaryID, text))
	if err != nil {
		return fmt.Errorf("compressor with dictionary: %w", err)
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxStoredBytes),
		zstd.WithDecoderDictRaw(dictionaryID, text))
	if err != nil {
		return fmt.Errorf("decompressor with dictionary: %w", err)
	}
	c.withDictionary.Store(&dictionaryCodec{encoder, decoder})
	return nil
}

// encodeHead returns the _head field.
func (c *codec) encodeHead(a *Article) []byte {
	var b []byte
	for _, s := range [...]string{a.URL, a.Title, a.Source, a.Category} {
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

// encodeText returns the _article field.
func (c *codec) encodeText(a *Article) []byte {
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
	if d := c.withDictionary.Load(); d != nil {
		return d.encoder.EncodeAll(b, []byte{formDictionary})
	}
	return c.encoder.EncodeAll(b, []byte{formAlone})
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// decodeHead fills in what encodeHead stored.
func (c *codec) decodeHead(stored []byte, a *Article) error {
	r := storedReader{raw: string(stored)}
	for _, s := range [...]*string{&a.URL, &a.Title, &a.Source, &a.Category} {
		*s = r.string()
	}
	if published := r.string(); published != "" {
		if err := a.Published.UnmarshalBinary([]byte(published)); err != nil {
			r.failed = true
		}
		a.Published = inLocalStyle(a.Published)
	}
	return r.end()
}

// decodeText fills in what encodeText stored.
func (c *codec) decodeText(stored []byte, a *Article) error {
	if len(stored) == 0 {
		return fmt.Errorf("%w: no text", errStoredForm)
	}
	decoder := c.decoder
	if d := c.withDictionary.Load(); stored[0] == formDictionary && d != nil {
		decoder = d.decoder
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
