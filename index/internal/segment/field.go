package segment

import (
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// Document is a document of which a segment can be made here.
type Document interface {
	bleveindex.Document
	// Content returns the fields, with the one that AddIDField adds. No two have
	// one name.
	Content() []*Field
	// Place says where in its segment the document stands among the others of its
	// batch: bleve hands them over in any order.
	Place() int
}

// Count is how often a field has a term.
type Count struct {
	Word uint32 // the number that Words gave the term
	N    uint32
}

// Listed is a term with what stands for its frequency.
type Listed struct {
	Term string
	N    uint64
}

// Field is one field of a document. Its terms stand in Counts, or in Terms where
// they are few or not words. It implements bleve's index.Field.
type Field struct {
	Label   string // its name
	Flags   bleveindex.FieldIndexingOptions
	Stored  []byte // when Flags say that it is stored
	Terms   []Listed
	Counts  []Count
	Lexicon Lexicon // of Counts
}

// Name implements index.Field, as do the methods below.
func (f *Field) Name() string { return f.Label }

// Value is what is stored.
func (f *Field) Value() []byte { return f.Stored }

// ArrayPositions are none.
func (f *Field) ArrayPositions() []uint64 { return nil }

// EncodedFieldType is that of text.
func (f *Field) EncodedFieldType() byte { return fieldType }

// Analyze does nothing: the terms are there.
func (f *Field) Analyze() {}

// Options are the flags.
func (f *Field) Options() bleveindex.FieldIndexingOptions { return f.Flags }

// AnalyzedLength is stored with every posting; the true lengths stand once in
// a column, so here the shortest number serves.
func (f *Field) AnalyzedLength() int { return analyzedLength }

// NumPlainTextBytes is the size of what is stored.
func (f *Field) NumPlainTextBytes() uint64 { return uint64(len(f.Stored)) }

// AnalyzedTokenFrequencies returns the terms in the form that bleve knows. It
// makes them anew in each call.
func (f *Field) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies {
	freqs := make(bleveindex.TokenFrequencies, len(f.Terms)+len(f.Counts))
	add := func(term string, n int) {
		freq := &bleveindex.TokenFreq{Term: []byte(term)}
		freq.SetFrequency(n)
		freqs[term] = freq
	}
	for _, t := range f.Terms {
		add(t.Term, int(t.N))
	}
	for _, c := range f.Counts {
		add(f.Lexicon.terms[c.Word], int(c.N))
	}
	return freqs
}

// What every field has in common.
const (
	fieldType      = 't'
	analyzedLength = 1
)
