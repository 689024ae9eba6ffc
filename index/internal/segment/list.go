package segment

import (
	"encoding/binary"

	"github.com/RoaringBitmap/roaring/v2"
)

// listWriter writes the postings of a term: the frequencies in chunks, then
// where they are, and the documents as a roaring bitmap.
type listWriter struct {
	numDocs int // of the segment
	data    []byte
	chunks  []uint64 // where each chunk ends in data
	bitmap  []byte
	docs    []uint32
}

// perChunk is about how many postings a chunk has (zapx's chunk mode 1026).
const perChunk = 1024

// append writes postings, which rise by document, behind out. at is where the
// dictionary has to point.
func (l *listWriter) append(out []byte, postings []posting) (_ []byte, at uint64) {
	frequencies := uint64(len(out))
	out = l.appendFrequencies(out, postings)
	at = uint64(len(out))
	out = binary.AppendUvarint(out, frequencies)
	out = binary.AppendUvarint(out, 0) // places in the text
	l.makeBitmap(postings)
	out = binary.AppendUvarint(out, uint64(len(l.bitmap)))
	return append(out, l.bitmap...), at
}

func (l *listWriter) appendFrequencies(out []byte, postings []posting) []byte {
	size := l.numDocs / (len(postings)/perChunk + 1)
	number := (l.numDocs-1)/size + 1
	l.data, l.chunks = l.data[:0], l.chunks[:0]
	for i := range postings {
		p := &postings[i]
		for len(l.chunks) < int(p.doc)/size {
			l.chunks = append(l.chunks, uint64(len(l.data)))
		}
		l.data = binary.AppendUvarint(l.data, p.n<<1) // the lowest bit is for places
		if p.n > 0 {
			l.data = append(l.data, analyzedLength)
		}
	}
	for len(l.chunks) < number {
		l.chunks = append(l.chunks, uint64(len(l.data)))
	}
	out = binary.AppendUvarint(out, uint64(number))
	for _, end := range l.chunks {
		out = binary.AppendUvarint(out, end)
	}
	return append(out, l.data...)
}

const (
	// cookieNoRuns begins a bitmap without runs, https://github.com/RoaringBitmap/RoaringFormatSpec.
	cookieNoRuns = 12346
	// maxArray is how many documents an array holds, each in two bytes.
	maxArray = 4096
	// arrayStart is where the array is in a bitmap with one container: behind
	// the cookie, the number of containers, key, length and start of the one.
	arrayStart = 16
)

// makeBitmap fills l.bitmap. Bitmaps that are one array, those of nearly all
// terms of a batch, it writes itself.
func (l *listWriter) makeBitmap(postings []posting) {
	n := len(postings)
	if n > maxArray || postings[n-1].doc > 1<<16-1 {
		l.docs = l.docs[:0]
		for i := range postings {
			l.docs = append(l.docs, postings[i].doc)
		}
		// A buffer does not fail.
		l.bitmap, _ = roaring.BitmapOf(l.docs...).ToBytes()
		return
	}
	b := l.bitmap[:0]
	b = binary.LittleEndian.AppendUint32(b, cookieNoRuns)
	b = binary.LittleEndian.AppendUint32(b, 1)
	b = binary.LittleEndian.AppendUint16(b, 0)
	b = binary.LittleEndian.AppendUint16(b, uint16(n-1))
	b = binary.LittleEndian.AppendUint32(b, arrayStart)
	for i := range postings {
		b = binary.LittleEndian.AppendUint16(b, uint16(postings[i].doc))
	}
	l.bitmap = b
}
