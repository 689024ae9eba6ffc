package index

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"time"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/dup"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/pairs"
)

// document is an analysed article in the form that bleve's segments are built
// from. It is made outside of bleve's analysis queue because an article's
// tokens serve more than its postings.
type document struct {
	id     string
	fields []*field
	size   int
	pairs  pairCounts
	// explained are the abbreviations it explains.
	explained abbreviations

	// What near-duplicates are recognised by, and the columns they go into.
	hash    uint64
	text    dup.Text
	sketch  dup.Sketch
	numbers bleveindex.TokenFrequencies
}

// field implements bleve's index.Field with frequencies that are already counted.
type field struct {
	name    string
	freqs   bleveindex.TokenFrequencies
	value   []byte
	options bleveindex.FieldIndexingOptions
}

func (f *field) Name() string                                          { return f.name }
func (f *field) Value() []byte                                         { return f.value }
func (f *field) ArrayPositions() []uint64                              { return nil }
func (f *field) EncodedFieldType() byte                                { return 't' }
func (f *field) Analyze()                                              {}
func (f *field) Options() bleveindex.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.freqs }
func (f *field) NumPlainTextBytes() uint64                             { return uint64(len(f.value)) }

// AnalyzedLength is stored with every posting; the true lengths stand once in
// a column, so here the shortest number serves.
func (f *field) AnalyzedLength() int { return 1 }

func (d *document) ID() string                                      { return d.id }
func (d *document) Size() int                                       { return d.size }
func (d *document) VisitComposite(bleveindex.CompositeFieldVisitor) {}
func (d *document) HasComposite() bool                              { return false }
func (d *document) NumPlainTextBytes() uint64                       { return uint64(d.size) }
func (d *document) StoredFieldsBytes() uint64                       { return uint64(d.size) }
func (d *document) Indexed() bool                                   { return true }

func (d *document) VisitFields(visit bleveindex.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// AddIDField adds the field by which bleve finds a document again.
func (d *document) AddIDField() {
	d.fields = append(d.fields, &field{
		name:    fieldID,
		value:   []byte(d.id),
		freqs:   bleveindex.TokenFrequencies{d.id: {}},
		options: bleveindex.IndexField | bleveindex.StoreField,
	})
}

// documentBuilder turns articles into documents. It is not safe for concurrent use.
type documentBuilder struct {
	tokenizer *analyzer.Tokenizer
	tokens    []analyzer.Token
	codec     *codec
	stored    storedWords
	numbers   []uint16 // of the article that is being read
}

func newDocumentBuilder(c *codec) *documentBuilder {
	return &documentBuilder{tokenizer: analyzer.NewTokenizer(), codec: c}
}

// build analyses a. hash is its contentHash, batch the number of the batch it is put in.
func (b *documentBuilder) build(a *Article, hash, batch uint64) *document {
	d := &document{id: a.ID, fields: make([]*field, 0, 10), hash: hash}
	var lengths engine.Lengths
	b.stored.begin(b, a)
	for f := range engine.AllFields.Each {
		freqs, length := b.text(a, f, d)
		lengths[f] = uint32(length)
		if length > 0 {
			d.fields = append(d.fields, &field{name: f.String(), freqs: freqs, options: bleveindex.IndexField})
		}
	}
	d.addLabels(fieldSource, a.Source)
	d.addLabels(fieldCategory, a.Category)
	d.addLabels(fieldAuthor, a.Author)
	d.addLabels(fieldTag, a.Tags...)
	d.addAbbreviations(d.explained)
	d.numbers = bleveindex.TokenFrequencies{}
	addNumber(d.numbers, engine.LengthsTerm, lengths.Pack())
	addNumber(d.numbers, columnPublished, publishedNumber(a.Published))
	addNumber(d.numbers, columnHash, hash)
	addNumber(d.numbers, columnBatch, batch)
	d.addSketch()
	stored, title := b.stored.finish(b, a)
	d.fields = append(d.fields,
		&field{name: engine.NumbersField, freqs: d.numbers, options: bleveindex.IndexField},
		&field{name: fieldHead, value: b.codec.encodeHead(a, title), options: bleveindex.StoreField},
		&field{name: fieldArticle, value: stored, options: bleveindex.StoreField})
	for s := range a.text {
		d.size += len(s)
	}
	return d
}

// text counts the terms of one text field of d, its syllables and their pairs,
// and collects the abbreviations it explains.
func (b *documentBuilder) text(a *Article, f engine.Field, d *document) (bleveindex.TokenFrequencies, int) {
	b.tokens = b.tokens[:0]
	main := true
	for part := range a.fieldText(f) {
		first := len(b.tokens)
		b.tokens = b.tokenizer.Append(b.tokens, part)
		b.stored.part(part, b.tokens[first:])
		d.pairs.add(b.tokens[first:])
		d.explained.add(part, b.tokens[first:])
		if main { // see words
			d.text = d.text.Append(b.tokens, pairs.Term)
		}
		main = false
	}
	if len(b.tokens) == 0 {
		return nil, 0
	}
	freqs := make(bleveindex.TokenFrequencies, len(b.tokens)*2/3+1)
	slab := make([]bleveindex.TokenFreq, 0, len(b.tokens))
	length := 0
	add := func(term string) {
		freq := freqs[term]
		if freq == nil {
			slab = append(slab, bleveindex.TokenFreq{})
			freq = &slab[len(slab)-1]
			freqs[term] = freq
		}
		freq.SetFrequency(freq.Frequency() + 1)
	}
	for i := range b.tokens {
		t := &b.tokens[i]
		if !t.Compound {
			length++
		}
		add(t.Term)
		if fold := aliasOf(t); fold != "" {
			add(fold)
		}
	}
	return freqs, length
}

// aliasOf is a second term of a token, or "": words with marks that are not
// Vietnamese syllables (Beyoncé, HĐND) are found without their marks by it,
// where syllables are found by their variants.
func aliasOf(t *analyzer.Token) string {
	if t.Kind == analyzer.KindSyllable || isASCII(t.Term) {
		return ""
	}
	if fold := analyzer.Fold(t.Term); fold != t.Term {
		return fold
	}
	return ""
}

// countPairs counts the pairs of an article that is in the index already.
func (b *documentBuilder) countPairs(a *Article) *pairCounts {
	var counts pairCounts
	for part := range a.searched {
		b.tokens = b.tokenizer.Append(b.tokens[:0], part)
		counts.add(b.tokens)
	}
	return &counts
}

// fieldText yields the strings that make up a text field of the index.
func (a *Article) fieldText(f engine.Field) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		switch f {
		case engine.Title:
			yield(a.Title)
		case engine.Lead:
			yield(a.Lead)
		case engine.Body:
			if !yield(a.Body) {
				return
			}
			for _, list := range [...][]string{a.Captions, a.Tags} {
				for _, s := range list {
					if !yield(s) {
						return
					}
				}
			}
		}
	}
}

// searched yields every text that is searched, field by field.
func (a *Article) searched(yield func(string) bool) {
	for f := range engine.AllFields.Each {
		for part := range a.fieldText(f) {
			if !yield(part) {
				return
			}
		}
	}
}

// labelSeparator stands between the fold of a label and the label as written.
const labelSeparator = "\x00"

func (d *document) addLabels(name string, values ...string) {
	freqs := bleveindex.TokenFrequencies{}
	for _, v := range values {
		if v = analyzer.Normalize(v); v != "" {
			freqs[foldLabel(v)+labelSeparator+v] = &bleveindex.TokenFreq{}
		}
	}
	if len(freqs) > 0 {
		d.fields = append(d.fields, &field{
			name: name, freqs: freqs,
			options: bleveindex.IndexField | bleveindex.SkipFreqNorm,
		})
	}
}

// foldLabel is what two spellings of a source, section or author have in common.
func foldLabel(s string) string {
	tokens := analyzer.Tokenize(s)
	var fold []byte
	for _, t := range slices.DeleteFunc(tokens, func(t analyzer.Token) bool { return t.Compound }) {
		if len(fold) > 0 {
			fold = append(fold, ' ')
		}
		fold = append(fold, analyzer.Fold(t.Term)...)
	}
	return string(fold)
}

// splitLabel is the inverse of the form that addLabels gives a label.
func splitLabel(term string) (fold, label string) {
	fold, label, _ = strings.Cut(term, labelSeparator)
	return fold, label
}

func addNumber(freqs bleveindex.TokenFrequencies, term string, n uint64) {
	if n == 0 {
		return
	}
	freq := &bleveindex.TokenFreq{}
	freq.SetFrequency(int(n))
	freqs[term] = freq
}

// publishedOffset moves the year 1 to above zero: a column cannot hold zero.
const publishedOffset = 62135596800 + 1

// publishedNumber is the number that stands for a time of publication; 0 for an unknown one.
func publishedNumber(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return uint64(max(t.Unix()+publishedOffset, 1))
}

// publishedTime is the inverse of publishedNumber, to the second and in UTC.
func publishedTime(n uint64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(int64(n)-publishedOffset, 0).UTC()
}

// hashBits is what fits a column: equal articles are recognised by it, and two
// versions of one article differ in it but for one chance in 2^52.
const hashBits = 52

// contentHash is a short hash of everything in the article. It is never zero.
func contentHash(a *Article) uint64 {
	sum := sha256.Sum256([]byte(schemaVersion + a.ID + labelSeparator + a.ContentHash()))
	return binary.LittleEndian.Uint64(sum[:])>>(64-hashBits) | 1
}
