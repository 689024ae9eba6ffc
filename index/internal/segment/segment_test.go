package segment

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	bleveindex "github.com/blevesearch/bleve_index_api"
	zap "github.com/blevesearch/zapx/v17"
)

// testDoc is a document of which both zapx and this package can make segments.
type testDoc struct {
	id     string
	fields []*Field
}

func (d *testDoc) ID() string                                      { return d.id }
func (d *testDoc) Size() int                                       { return 1 }
func (d *testDoc) VisitComposite(bleveindex.CompositeFieldVisitor) {}
func (d *testDoc) HasComposite() bool                              { return false }
func (d *testDoc) NumPlainTextBytes() uint64                       { return 1 }
func (d *testDoc) StoredFieldsBytes() uint64                       { return 1 }
func (d *testDoc) Indexed() bool                                   { return true }
func (d *testDoc) Place() int                                      { return 0 }
func (d *testDoc) Content() []*Field                               { return d.fields }

func (d *testDoc) VisitFields(visit bleveindex.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

func (d *testDoc) AddIDField() {
	d.fields = append(d.fields, &Field{
		Label: idName, Stored: []byte(d.id), Terms: []Listed{{Term: d.id}},
		Flags: bleveindex.IndexField | bleveindex.StoreField,
	})
}

// foreignDoc hides that a document is one of ours.
type foreignDoc struct{ bleveindex.Document }

// randomDocs makes n documents whose terms are numbered by turns by two Words,
// as those of a batch are that two processors analysed.
func randomDocs(r *rand.Rand, n int) []bleveindex.Document {
	words := []*Words{NewWords(), NewWords()}
	docs := make([]bleveindex.Document, n)
	for i := range docs {
		d := &testDoc{id: fmt.Sprintf("doc-%d", r.Uint32())}
		w := words[i%len(words)]
		d.fields = append(d.fields, randomText(r, w, "body", 1+r.IntN(min(60, 1+100_000/n))))
		if r.IntN(3) > 0 {
			d.fields = append(d.fields, randomText(r, w, "title", 1+r.IntN(5)))
		}
		labels := &Field{Label: "source", Flags: bleveindex.IndexField | bleveindex.SkipFreqNorm}
		for range 1 + r.IntN(2) {
			labels.Terms = append(labels.Terms, Listed{Term: fmt.Sprintf("báo\x00%d-%d", len(labels.Terms), r.IntN(5))})
		}
		// bleve counts in an int, which has fewer bits than a column on some processors.
		numbers := &Field{Label: "_n", Flags: bleveindex.IndexField, Terms: []Listed{
			{"hash", r.Uint64()>>12&math.MaxInt | 1}, {"batch", 7}, {"near", uint64(1 + r.IntN(300))},
		}}
		stored := &Field{Label: "_article", Flags: bleveindex.StoreField, Stored: make([]byte, r.IntN(500))}
		for k := range stored.Stored {
			stored.Stored[k] = byte(r.Uint32())
		}
		d.fields = append(d.fields, labels, numbers, stored)
		d.AddIDField()
		docs[i] = d
	}
	return docs
}

func randomText(r *rand.Rand, w *Words, name string, n int) *Field {
	counts := map[uint32]uint32{w.Number("ở"): 1} // everywhere
	for range n {
		// Some terms differ only behind their first eight bytes.
		term := fmt.Sprintf("từ%d", int(300*r.Float64()*r.Float64()))
		if r.IntN(4) == 0 {
			term = fmt.Sprintf("mười-hai-%d", r.IntN(2000))
		}
		counts[w.Number(term)] += uint32(1 + r.IntN(3)*r.IntN(200))
	}
	f := &Field{Label: name, Flags: bleveindex.IndexField, Lexicon: w.Lexicon()}
	for word, count := range counts {
		f.Counts = append(f.Counts, Count{word, count})
	}
	return f
}

// TestSameAsZapx compares segments with those that zapx makes of the same
// documents, byte by byte up to the table of the fields, where zapx lists kinds
// of content that are not there.
func TestSameAsZapx(t *testing.T) {
	p := plugin{&zap.ZapPlugin{}}
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 2, 17, 750, 1023, 1024, 1025, 2500, 4097, 9000, 1, 66_000} {
		docs := randomDocs(r, n)
		ours, size, err := p.NewUsing(docs, nil)
		if err != nil {
			t.Fatalf("%d documents: %v", n, err)
		}
		foreign := make([]bleveindex.Document, n)
		for i, d := range docs {
			foreign[i] = foreignDoc{d}
		}
		theirs, _, err := p.NewUsing(foreign, nil)
		if err != nil {
			t.Fatal(err)
		}
		a, b := ours.(memory).SegmentBase, theirs.(*zap.SegmentBase)
		got, want := beforeFields(t, a), beforeFields(t, b)
		if !bytes.Equal(got, want) {
			at := 0
			for at < min(len(got), len(want)) && got[at] == want[at] {
				at++
			}
			t.Fatalf("%d documents: %d bytes, want %d; they differ from byte %d on", n, len(got), len(want), at)
		}
		if size <= uint64(len(got)) {
			t.Errorf("%d documents: said to be %d bytes, has more than %d", n, size, len(got))
		}
		if !slices.Equal(a.Fields(), b.Fields()) || a.Count() != b.Count() {
			t.Errorf("%d documents: fields %v, want %v", n, a.Fields(), b.Fields())
		}
		for _, field := range a.Fields() {
			if !sameTerms(t, a, b, field) {
				t.Errorf("%d documents: the terms of %s differ", n, field)
			}
		}
	}
}

// beforeFields returns what stands before the table of the fields.
func beforeFields(t *testing.T, s *zap.SegmentBase) []byte {
	t.Helper()
	var buf bytes.Buffer
	if _, err := s.WriteTo(&buf); err != nil {
		t.Fatal(err)
	}
	data := buf.Bytes()
	// The footer ends with where the index of that table is, chunk mode,
	// version and checksum; the index begins with the number of fields in a byte.
	index := binary.BigEndian.Uint64(data[len(data)-20:])
	return data[:binary.BigEndian.Uint64(data[index+1:])]
}

func sameTerms(t *testing.T, a, b *zap.SegmentBase, field string) bool {
	t.Helper()
	list := func(s *zap.SegmentBase) (terms []string) {
		dict, err := s.Dictionary(field)
		if err != nil {
			t.Fatal(err)
		}
		it := dict.AutomatonIterator(nil, nil, nil)
		for e, err := it.Next(); e != nil && err == nil; e, err = it.Next() {
			terms = append(terms, fmt.Sprint(e.Term, e.Count))
		}
		return terms
	}
	return slices.Equal(list(a), list(b))
}

func TestOthersDocuments(t *testing.T) {
	docs := randomDocs(rand.New(rand.NewPCG(3, 4)), 5)
	docs[3] = foreignDoc{docs[3]}
	s, _, err := plugin{&zap.ZapPlugin{}}.New(docs)
	if err != nil || s.Count() != 5 {
		t.Errorf("%v, %v; want a segment of 5 documents", s, err)
	}
	if s, _, err = (plugin{&zap.ZapPlugin{}}).New(nil); err != nil || s.Count() != 0 {
		t.Errorf("no documents: %v, %v", s, err)
	}
}

func TestWordsKeepTheirNumbers(t *testing.T) {
	w := NewWords()
	terms := make([]string, 3*leastSlots)
	for i := range terms {
		terms[i] = fmt.Sprint("t", i)
		if n := w.Number(terms[i]); n != uint32(i) {
			t.Fatalf("term %d has number %d", i, n)
		}
	}
	before := w.Lexicon()
	for i, term := range terms {
		if n := w.Number(term); n != uint32(i) || before.terms[n] != term {
			t.Fatalf("%s had number %d, has %d", term, i, n)
		}
	}
	if w.Number("mới"); len(before.terms) != len(terms) || w.Len() != len(terms)+1 {
		t.Errorf("%d terms before, %d now", len(before.terms), w.Len())
	}
}

func BenchmarkWrite(b *testing.B) {
	docs := randomDocs(rand.New(rand.NewPCG(5, 6)), 750)
	p := plugin{&zap.ZapPlugin{}}
	for b.Loop() {
		if _, _, err := p.New(docs); err != nil {
			b.Fatal(err)
		}
	}
}
