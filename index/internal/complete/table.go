package complete

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"strings"
	"unsafe"
)

// Table answers by prefix. It is safe for concurrent use.
//
// It is kept as it is written:
//
//	nscompl2
//	the numbers of separators, words and entries
//	each separator and word: how many bytes its fold has in common with the one
//	    before, the rest of its fold, and how it is written
//	a byte an entry: its kind and its number of pieces
//	a number an entry: its articles
//	a byte an entry: how fresh they are
//	two bytes a piece: its code
//	the CRC-32 of all that, in four bytes
//
// Numbers are varints, texts stand behind their number of bytes. A piece is a
// separator or a word; separators have the first codes, words follow by fold, so
// that words that begin alike have codes that follow each other. Entries are in
// the order of the folds of their words. Between two words without a separator
// stands a space.
type Table struct {
	data   []byte
	pieces []byte   // codes, within data
	heads  []byte   // kinds and numbers of pieces, within data
	first  []uint32 // piece of each entry, and the end

	separators  int
	texts       string   // of separators and words
	textAt      []uint32 // of each code, and the end
	folds       string
	foldAt      []uint32 // of each code, and the end
	articles    []uint32
	scores      []float32
	memoryBytes int64
}

const magic = "nscompl2"

// ErrFormat means that bytes are not a table.
var ErrFormat = errors.New("not a table of completions")

// Open reads what Append wrote. It keeps data.
func Open(data []byte) (*Table, error) {
	if len(data) < len(magic)+4 || !bytes.HasPrefix(data, []byte(magic)) {
		return nil, ErrFormat
	}
	body, sum := data[:len(data)-4], binary.LittleEndian.Uint32(data[len(data)-4:])
	if crc32.ChecksumIEEE(body) != sum {
		return nil, ErrFormat
	}
	t := &Table{data: data}
	r := reader{rest: body[len(magic):]}
	separators, words, entries := r.number(), r.number(), r.number()
	if separators > maxCodes || words > maxCodes-separators || entries > MaxEntries {
		return nil, ErrFormat
	}
	t.separators = int(separators)
	t.readPieces(&r, t.separators+int(words))
	if t.readEntries(&r, int(entries)); r.failed || len(r.rest) > 0 {
		return nil, ErrFormat
	}
	t.memoryBytes = int64(cap(data)) + int64(len(t.texts)+len(t.folds)) +
		int64(unsafe.Sizeof(uint32(0)))*int64(len(t.first)+len(t.textAt)+len(t.foldAt)+len(t.articles)+len(t.scores))
	return t, nil
}

func (t *Table) readPieces(r *reader, n int) {
	var texts, folds strings.Builder
	t.textAt, t.foldAt = make([]uint32, 1, n+1), make([]uint32, 1, n+1)
	var fold []byte
	for range n {
		same := int(r.byte())
		if same > len(fold) {
			r.failed = true
			return
		}
		fold = append(fold[:same], r.text()...)
		folds.Write(fold)
		switch how := r.byte(); how {
		case asFold:
			texts.Write(fold)
		case asItself:
			texts.Write(r.text())
		default:
			texts.WriteString(written(string(fold), how))
		}
		if r.failed {
			return
		}
		t.textAt = append(t.textAt, uint32(texts.Len()))
		t.foldAt = append(t.foldAt, uint32(folds.Len()))
	}
	t.texts, t.folds = texts.String(), folds.String()
}

func (t *Table) readEntries(r *reader, n int) {
	t.heads = r.bytes(uint64(n))
	t.first = make([]uint32, 1, n+1)
	pieces := uint32(0)
	for _, h := range t.heads {
		pieces += uint32(h & maxPieces)
		t.first = append(t.first, pieces)
	}
	t.articles, t.scores = make([]uint32, n), make([]float32, n)
	for i := range t.articles {
		t.articles[i] = uint32(r.number())
	}
	for i, f := range r.bytes(uint64(n)) {
		t.scores[i] = weighed(t.articles[i], f)
	}
	t.pieces = r.bytes(2 * uint64(pieces))
	codes := len(t.textAt) - 1
	for i := range uint32(len(t.pieces) / 2) {
		if t.code(i) >= codes {
			r.failed = true
			return
		}
	}
}

// Len is the number of entries.
func (t *Table) Len() int { return len(t.heads) }

// Bytes is the memory that the table takes.
func (t *Table) Bytes() int64 { return t.memoryBytes }

// Append writes the table.
func (t *Table) Append(data []byte) []byte { return append(data, t.data...) }

// completion is what an entry says.
func (t *Table) completion(entry int) Completion {
	var b strings.Builder
	word := false // the piece before is one
	for i := t.first[entry]; i < t.first[entry+1]; i++ {
		code := t.code(i)
		if code >= t.separators && word {
			b.WriteByte(' ')
		}
		word = code >= t.separators
		b.WriteString(t.text(code))
	}
	return Completion{Text: b.String(), Kind: Kind(t.heads[entry] >> 6), Count: int(t.articles[entry])}
}

// code is the code of a piece.
func (t *Table) code(piece uint32) int { return int(binary.LittleEndian.Uint16(t.pieces[2*piece:])) }

// text is what a separator or word is.
func (t *Table) text(code int) string { return t.texts[t.textAt[code]:t.textAt[code+1]] }

// fold is what a word is compared by.
func (t *Table) fold(code int) string { return t.folds[t.foldAt[code]:t.foldAt[code+1]] }

// word is the code of a word of an entry, -1 where the entry has ended.
func (t *Table) word(entry, n int) int {
	for i := t.first[entry]; i < t.first[entry+1]; i++ {
		if code := t.code(i); code >= t.separators {
			if n--; n < 0 {
				return code
			}
		}
	}
	return -1
}

// reader takes values off bytes; after a fault it gives zeros.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.failed = true
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *reader) bytes(n uint64) []byte {
	if r.failed || n > uint64(len(r.rest)) {
		r.failed = true
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) byte() byte {
	if b := r.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) text() []byte { return r.bytes(r.number()) }
