package stored

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/zstd"
)

// The forms of the _article field; see the package.
const (
	formAlone      = 2
	formDictionary = 3
	formWords      = 4
)

// The fields that bleve keeps of an article besides its ID.
const (
	HeadField = "_head"
	TextField = "_article"
	idField   = "_id"
)

const checksumBytes = 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sameAsID stands for a URL; none that works begins with it.
const sameAsID = "\x00"

// ErrForm means that what is stored is not an article in any form.
var ErrForm = errors.New("stored article cannot be read")

// Codec stores articles. It is safe for concurrent use.
type Codec struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
	buffers sync.Pool
	// withDictionary is set for an index that has a dictionary.
	withDictionary atomic.Pointer[zstd.Decoder]
}

// maxStoredBytes bounds what a damaged frame may ask to be allocated: the largest
// article, 8 MB, and its lengths.
const maxStoredBytes = 9 << 20

// NewCodec returns a codec.
func NewCodec() (*Codec, error) {
	c := &Codec{}
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

// UseDictionary reads what was compressed with a dictionary of raw text.
func (c *Codec) UseDictionary(text []byte) error {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxStoredBytes),
		zstd.WithDecoderDictRaw(dictionaryID, text))
	if err != nil {
		return fmt.Errorf("decompressor with dictionary: %w", err)
	}
	c.withDictionary.Store(decoder)
	return nil
}

// EncodeHead returns the _head field with that title.
func (c *Codec) EncodeHead(a *Article, title string) []byte {
	url := a.URL
	switch {
	case url == a.ID:
		url = sameAsID
	case strings.HasPrefix(url, sameAsID):
		url = sameAsID + url
	}
	b := make([]byte, headStart, headStart+len(url)+len(title)+len(a.Source)+len(a.Category)+len(a.Image)+32)
	for _, s := range [...]string{url, title, a.Source, a.Category} {
		b = appendString(b, s)
	}
	b = appendTime(b, a)
	if a.Image != "" {
		b = appendString(b, a.Image)
	}
	copy(b, checkedHead)
	binary.LittleEndian.PutUint32(b[len(checkedHead):], headSum(a.ID, b[headStart:]))
	return b
}

// checkedHead begins a head that has a checksum of the ID and the rest of the head
// after it. Heads of schema 4 have none, and no length begins like this.
const (
	checkedHead = "\x80\x00"
	headStart   = len(checkedHead) + checksumBytes
)

func headSum(id string, head []byte) uint32 {
	return crc32.Update(crc32.Checksum([]byte(id), castagnoli), castagnoli, head)
}

func appendTime(b []byte, a *Article) []byte {
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

// Compress returns the _article field with the texts compressed.
func (c *Codec) Compress(a *Article) []byte {
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

// decodeHead fills in what EncodeHead stored. The ID must be there.
func (c *Codec) decodeHead(stored []byte, a *Article) error {
	if bytes.HasPrefix(stored, []byte(checkedHead)) {
		if len(stored) < headStart || headSum(a.ID, stored[headStart:]) != binary.LittleEndian.Uint32(stored[len(checkedHead):]) {
			return fmt.Errorf("%w: checksum of the head", ErrForm)
		}
		stored = stored[headStart:]
	}
	r := reader{raw: string(stored)}
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
	if r.raw != "" { // most articles have no picture, and older heads end here
		a.Image = r.string()
	}
	return r.end()
}

// decodeText fills in what the _article field holds of parts. Only words can be read in part.
func (c *Codec) decodeText(stored []byte, a *Article, parts Parts) error {
	switch {
	case len(stored) == 0:
		return fmt.Errorf("%w: no text", ErrForm)
	case stored[0] == formWords:
		return c.decodeWords(stored, a, parts)
	case parts != Title:
		return c.decompress(stored, a)
	}
	return nil
}

func (c *Codec) decompress(stored []byte, a *Article) error {
	decoder := c.decoder
	if d := c.withDictionary.Load(); stored[0] == formDictionary && d != nil {
		decoder = d
	} else if stored[0] != formAlone {
		return fmt.Errorf("%w: form %d", ErrForm, stored[0])
	}
	raw, err := decoder.DecodeAll(stored[1:], nil)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrForm, err)
	}
	r := reader{raw: string(raw)}
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
