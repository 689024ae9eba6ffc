package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
)

// A stored article is one byte that names the form, then the form's bytes:
// 1 is a zstd frame of the fields, each string preceded by its length in bytes
// as a varint, lists by their number of strings, and the time in the binary
// form of time.Time, empty when unknown. The zone's name is not kept, its
// offset is.
const formZstd = 1

var errStoredForm = errors.New("stored article cannot be read")

// codec stores articles. It is safe for concurrent use.
type codec struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
	buffers sync.Pool
}

// maxStoredBytes bounds what a damaged frame may ask to be allocated:
// the largest article and its lengths.
const maxStoredBytes = MaxArticleBytes + 1<<20

func newCodec() (*codec, error) {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		return nil, fmt.Errorf("compressor: %w", err)
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxStoredBytes))
	if err != nil {
		return nil, fmt.Errorf("decompressor: %w", err)
	}
	c := &codec{encoder: encoder, decoder: decoder}
	c.buffers.New = func() any { return new([]byte) }
	return c, nil
}

func (c *codec) encode(a *Article) []byte {
	buf := c.buffers.Get().(*[]byte)
	defer c.buffers.Put(buf)
	b := (*buf)[:0]
	for _, s := range [...]string{a.ID, a.URL, a.Title, a.Lead, a.Body, a.Author, a.Source, a.Category} {
		b = appendString(b, s)
	}
	for _, list := range [...][]string{a.Captions, a.Tags} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, s := range list {
			b = appendString(b, s)
		}
	}
	var published []byte
	if !a.Published.IsZero() {
		// MarshalBinary fails only for zone offsets that are not whole minutes; UTC keeps the moment.
		var err error
		if published, err = a.Published.MarshalBinary(); err != nil {
			published, _ = a.Published.UTC().MarshalBinary()
		}
	}
	b = appendString(b, string(published))
	*buf = b
	return c.encoder.EncodeAll(b, []byte{formZstd})
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func (c *codec) decode(stored []byte) (Article, error) {
	if len(stored) == 0 || stored[0] != formZstd {
		return Article{}, fmt.Errorf("%w: unknown form", errStoredForm)
	}
	raw, err := c.decoder.DecodeAll(stored[1:], nil)
	if err != nil {
		return Article{}, fmt.Errorf("%w: %w", errStoredForm, err)
	}
	r := storedReader{raw: string(raw)}
	var a Article
	for _, s := range [...]*string{&a.ID, &a.URL, &a.Title, &a.Lead, &a.Body, &a.Author, &a.Source, &a.Category} {
		*s = r.string()
	}
	for _, list := range [...]*[]string{&a.Captions, &a.Tags} {
		for n := r.length(); n > 0; n-- {
			*list = append(*list, r.string())
		}
	}
	if published := r.string(); published != "" {
		if err := a.Published.UnmarshalBinary([]byte(published)); err != nil {
			r.failed = true
		}
		a.Published = inLocalStyle(a.Published)
	}
	if r.failed || r.raw != "" {
		return Article{}, fmt.Errorf("%w: wrong lengths", errStoredForm)
	}
	return a, nil
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

func (r *storedReader) string() string {
	n := r.length()
	s := r.raw[:n]
	r.raw = r.raw[n:]
	return s
}
