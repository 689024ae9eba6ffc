package segment

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	bleveindex "github.com/blevesearch/bleve_index_api"
	"github.com/blevesearch/vellum"
	"github.com/golang/snappy"
)

// writer writes segments in the format of zapx 17, one after the other. It is
// not safe for concurrent use.
type writer struct {
	out                  []byte
	storedAt, sectionsAt uint64
	last                 int // bytes a document in the last segment

	names   []string // of the fields, idName first and the others rising
	fields  map[string]int
	options []bleveindex.FieldIndexingOptions
	columns []column // of the fields
	addrs   []uint64 // where each field's section begins

	ranks    ranks
	listed   lister
	ends     []uint32 // rank -> where its postings end, while they are sorted
	postings []posting
	list     listWriter

	dictionary bytes.Buffer
	builder    *vellum.Builder
	meta, data []byte
	compressed []byte
}

// column is what all documents have in one field.
type column struct {
	docs   []uint32
	fields []*Field
}

// posting is one document that has a term.
type posting struct {
	n   uint64
	doc uint32
}

// idName is the field that stands first.
const idName = "_id"

// The options of the dictionaries that zapx makes.
var builderOptions = &vellum.BuilderOpts{Encoder: 1, RegistryTableSize: 0, RegistryMRUSize: 1}

func newWriter() *writer { return &writer{fields: map[string]int{}} }

// release lets go of the documents.
func (w *writer) release() {
	w.out = nil
	for i := range w.columns {
		clear(w.columns[i].fields)
	}
	w.ranks.release()
	w.listed.release()
	writers.Put(w)
}

// write returns the bytes of a segment without its footer.
func (w *writer) write(docs [][]*Field) ([]byte, error) {
	w.out = make([]byte, 0, roomFor(len(docs), w.last))
	w.defineFields(docs)
	w.ranks.sort(docs)
	w.writeStored(docs)
	var err error
	if w.builder == nil {
		w.builder, err = vellum.New(&w.dictionary, builderOptions)
	}
	for i := range w.names {
		if err == nil {
			err = w.writeField(i, len(docs))
		}
	}
	if err != nil {
		w.builder = nil
		return nil, fmt.Errorf("write segment: %w", err)
	}
	w.writeSections()
	w.last = len(w.out) / len(docs)
	return w.out, nil
}

// maxRoom bounds the memory that is taken before a segment is written: a batch of
// usual articles has 3 MB, and one of many after one of a few huge ones must
// not be thought to be as huge.
const maxRoom = 16 << 20

// roomFor is the room to take for docs documents when the last ones had each bytes.
func roomFor(docs, each int) int {
	return min(docs, maxRoom/(each+each/8+1)) * (each + each/8)
}

// defineFields numbers the fields and sorts them into columns.
func (w *writer) defineFields(docs [][]*Field) {
	clear(w.fields)
	w.names = append(w.names[:0], idName)
	w.fields[idName] = 0
	for _, fields := range docs {
		for _, f := range fields {
			if _, ok := w.fields[f.Label]; !ok {
				w.fields[f.Label] = 0
				w.names = append(w.names, f.Label)
			}
		}
	}
	slices.Sort(w.names[1:])
	n := len(w.names)
	w.options = append(w.options[:0], make([]bleveindex.FieldIndexingOptions, n)...)
	w.options[0] = bleveindex.IndexField | bleveindex.StoreField
	w.columns = append(w.columns[:min(n, len(w.columns))], make([]column, max(n-len(w.columns), 0))...)
	w.addrs = append(w.addrs[:0], make([]uint64, n)...)
	for i, name := range w.names {
		w.fields[name] = i
		w.columns[i].docs, w.columns[i].fields = w.columns[i].docs[:0], w.columns[i].fields[:0]
	}
	for doc, fields := range docs {
		for _, f := range fields {
			i := w.fields[f.Label]
			w.options[i] |= f.Flags
			w.columns[i].docs = append(w.columns[i].docs, uint32(doc))
			w.columns[i].fields = append(w.columns[i].fields, f)
		}
	}
}

// writeStored writes the stored fields of every document and where each begins.
func (w *writer) writeStored(docs [][]*Field) {
	starts := make([]uint64, len(docs))
	ordered := make([]*Field, len(w.names))
	for doc, fields := range docs {
		clear(ordered)
		for _, f := range fields {
			if f.Flags.IsStored() {
				ordered[w.fields[f.Label]] = f
			}
		}
		var id []byte
		if ordered[0] != nil {
			id = ordered[0].Stored
		}
		w.data = w.data[:0]
		w.meta = binary.AppendUvarint(w.meta[:0], uint64(len(id)))
		for i, f := range ordered {
			if i == 0 || f == nil {
				continue
			}
			for _, n := range [...]uint64{uint64(i), fieldType, uint64(len(w.data)), uint64(len(f.Stored)), 0} {
				w.meta = binary.AppendUvarint(w.meta, n)
			}
			w.data = append(w.data, f.Stored...)
		}
		w.compressed = snappy.Encode(w.compressed[:cap(w.compressed)], w.data)
		starts[doc] = uint64(len(w.out))
		w.number(uint64(len(w.meta)))
		w.number(uint64(len(id) + len(w.compressed)))
		w.out = append(append(append(w.out, w.meta...), id...), w.compressed...)
	}
	w.storedAt = uint64(len(w.out))
	for _, start := range starts {
		w.out = binary.BigEndian.AppendUint64(w.out, start)
	}
	w.number(0) // documents inside of others
}

// writeField writes postings and dictionary of a field.
func (w *writer) writeField(i, numDocs int) error {
	terms := w.sortPostings(&w.columns[i])
	w.list.numDocs = numDocs
	start := uint32(0)
	for rank, term := range terms {
		end := w.ends[rank]
		if start == end {
			continue
		}
		var at uint64
		w.out, at = w.list.append(w.out, w.postings[start:end])
		if err := w.builder.Insert([]byte(term), at); err != nil {
			return fmt.Errorf("term %q of %s: %w", term, w.names[i], err)
		}
		start = end
	}
	if err := w.builder.Close(); err != nil {
		return fmt.Errorf("dictionary of %s: %w", w.names[i], err)
	}
	dictionary := uint64(len(w.out))
	w.number(uint64(w.dictionary.Len()))
	w.out = append(w.out, w.dictionary.Bytes()...)
	w.dictionary.Reset()
	if err := w.builder.Reset(&w.dictionary); err != nil {
		return fmt.Errorf("dictionary of %s: %w", w.names[i], err)
	}
	w.addrs[i] = uint64(len(w.out))
	for _, n := range [...]uint64{noDocValues, noDocValues, dictionary} {
		w.number(n)
	}
	return nil
}

// noDocValues stands for where the values of documents begin and end that are not there.
const noDocValues = math.MaxUint64

// sortPostings fills w.postings with those of a field, rank by rank, and w.ends
// with where the ones of each rank end. It returns the terms by rank.
func (w *writer) sortPostings(c *column) []string {
	terms := w.ranks.terms
	counted := slices.ContainsFunc(c.fields, func(f *Field) bool { return len(f.Counts) > 0 })
	if !counted {
		terms = w.listed.sort(c.fields)
	}
	each := func(visit func(rank, doc uint32, n uint64)) {
		for k, f := range c.fields {
			doc := c.docs[k]
			if counted {
				of := w.ranks.of(f)
				for _, count := range f.Counts {
					visit(of[count.Word]-1, doc, uint64(count.N))
				}
				continue
			}
			for _, t := range f.Terms {
				visit(w.listed.ranks[t.Term], doc, t.N)
			}
		}
	}
	w.ends = append(w.ends[:0], make([]uint32, len(terms))...)
	each(func(rank, _ uint32, _ uint64) { w.ends[rank]++ })
	total := uint32(0)
	for rank, n := range w.ends {
		w.ends[rank] = total
		total += n
	}
	w.postings = slices.Grow(w.postings[:0], int(total))[:total]
	each(func(rank, doc uint32, n uint64) {
		w.postings[w.ends[rank]] = posting{n, doc}
		w.ends[rank]++
	})
	return terms
}

// sectionInverted is the number of the section of terms, the only one there is.
const sectionInverted = 0

// writeSections writes names and options of the fields and where their sections are.
func (w *writer) writeSections() {
	starts := make([]uint64, len(w.names))
	for i, name := range w.names {
		starts[i] = uint64(len(w.out))
		w.number(uint64(len(name)))
		w.out = append(w.out, name...)
		w.number(uint64(w.options[i]))
		w.number(1)
		w.out = binary.BigEndian.AppendUint16(w.out, sectionInverted)
		w.out = binary.BigEndian.AppendUint64(w.out, w.addrs[i])
	}
	w.sectionsAt = uint64(len(w.out))
	w.number(uint64(len(w.names)))
	for _, start := range starts {
		w.out = binary.BigEndian.AppendUint64(w.out, start)
	}
}

func (w *writer) number(n uint64) { w.out = binary.AppendUvarint(w.out, n) }
