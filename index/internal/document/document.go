// Package document turns an article into what bleve's segments are built from, cutting each
// text into tokens once: terms, columns, the stored form, and besides the counts of pairs, the
// abbreviations it explains and the sketch for near-duplicates. Begin with Builder; the table
// of fields stands above the code in fields.go.
package document

import (
	"slices"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newssearch/newssearch/index/internal/dup"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/label"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/segment"
	"github.com/newssearch/newssearch/index/internal/story"
)

// Document is an analysed article in the form that bleve's segments are built
// from. It is made outside of bleve's analysis queue because an article's
// tokens serve more than its postings.
type Document struct {
	id      string
	place   int // in its batch
	fields  []*segment.Field
	size    int
	numbers *segment.Field
	// explained are the abbreviations it explains.
	explained abbreviations

	// Pairs are the counts of its words and pairs of neighbours.
	Pairs language.Counts
	// Near is what near-duplicates are recognised by.
	Near story.Document
}

// ID is the article's. It and the methods below are those that bleve asks of a document.
func (d *Document) ID() string { return d.id }

// Size is the size of the article's text in bytes; so are the next two.
func (d *Document) Size() int { return d.size }

// NumPlainTextBytes is Size.
func (d *Document) NumPlainTextBytes() uint64 { return uint64(d.size) }

// StoredFieldsBytes is Size.
func (d *Document) StoredFieldsBytes() uint64 { return uint64(d.size) }

// VisitComposite visits nothing: no field is made of others.
func (d *Document) VisitComposite(bleveindex.CompositeFieldVisitor) {}

// HasComposite is false.
func (d *Document) HasComposite() bool { return false }

// Indexed is true.
func (d *Document) Indexed() bool { return true }

// Place implements segment.Document.
func (d *Document) Place() int { return d.place }

// Content implements segment.Document.
func (d *Document) Content() []*segment.Field { return d.fields }

// VisitFields visits all fields.
func (d *Document) VisitFields(visit bleveindex.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// AddIDField adds the field by which bleve finds a document again.
func (d *Document) AddIDField() {
	d.fields = append(d.fields, &segment.Field{
		Label:  idField,
		Stored: []byte(d.id),
		Terms:  []segment.Listed{{Term: d.id}},
		Flags:  bleveindex.IndexField | bleveindex.StoreField,
	})
}

// The most fields and columns a document has.
const (
	maxFields  = 13
	maxColumns = 5 + dup.Columns
)

// addCounted adds the text fields.
func (d *Document) addCounted(fields [][]segment.Count, terms segment.Lexicon) {
	for f := range engine.AllFields.Each {
		if counts := fields[f]; len(counts) > 0 {
			d.fields = append(d.fields, &segment.Field{
				Label: f.String(), Counts: counts, Lexicon: terms, Flags: bleveindex.IndexField,
			})
		}
	}
}

func (d *Document) addLabels(name string, values []string) {
	var terms []segment.Listed
	seen := make(map[string]bool, len(values))
	for _, v := range values {
		if term := label.Term(v); term != "" && !seen[term] {
			seen[term] = true
			terms = append(terms, segment.Listed{Term: term})
		}
	}
	d.addListed(name, terms)
}

// list adds term to terms, which are few, unless it is there.
func list(terms []segment.Listed, term string) []segment.Listed {
	if slices.ContainsFunc(terms, func(t segment.Listed) bool { return t.Term == term }) {
		return terms
	}
	return append(terms, segment.Listed{Term: term})
}

// addListed adds a field of terms without frequencies, when there are any.
func (d *Document) addListed(name string, terms []segment.Listed) {
	if len(terms) > 0 {
		d.fields = append(d.fields, &segment.Field{
			Label: name, Terms: terms, Flags: bleveindex.IndexField | bleveindex.SkipFreqNorm,
		})
	}
}

// addNumber sets a column, once. 0 is what columns that are not set hold.
func (d *Document) addNumber(column string, n uint64) {
	if n != 0 {
		d.numbers.Terms = append(d.numbers.Terms, segment.Listed{Term: column, N: n})
	}
}

// addSketch puts the sketch of the article's text into its columns.
func (d *Document) addSketch() {
	d.Near.Sketch = d.Near.Text.Sketch()
	if d.Near.Sketch.IsZero() {
		return
	}
	for i, n := range d.Near.Sketch.Pack() {
		d.addNumber(Story.Sketch[i], n)
	}
}

// SetStory puts into the columns which story the document belongs to: the hash of its
// first article, 0 for that one itself and for an article that stands alone.
func (d *Document) SetStory(hash uint64) { d.addNumber(Story.Story, hash) }
