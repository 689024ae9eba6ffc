package index

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"time"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/dup"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/label"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/lexicon"
	"github.com/newssearch/newssearch/index/internal/segment"
	"github.com/newssearch/newssearch/index/internal/stored"
	"github.com/newssearch/newssearch/index/internal/story"
)

// document is an analysed article in the form that bleve's segments are built
// from. It is made outside of bleve's analysis queue because an article's
// tokens serve more than its postings.
type document struct {
	id     string
	place  int // in its batch
	fields []*segment.Field
	size   int
	pairs  language.Counts
	// explained are the abbreviations it explains.
	explained abbreviations

	// What near-duplicates are recognised by, and the columns they go into.
	near    story.Document
	numbers *segment.Field
}

func (d *document) ID() string                                      { return d.id }
func (d *document) Size() int                                       { return d.size }
func (d *document) VisitComposite(bleveindex.CompositeFieldVisitor) {}
func (d *document) HasComposite() bool                              { return false }
func (d *document) NumPlainTextBytes() uint64                       { return uint64(d.size) }
func (d *document) StoredFieldsBytes() uint64                       { return uint64(d.size) }
func (d *document) Indexed() bool                                   { return true }

// Place implements segment.Document.
func (d *document) Place() int { return d.place }

// Content implements segment.Document.
func (d *document) Content() []*segment.Field { return d.fields }

func (d *document) VisitFields(visit bleveindex.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// AddIDField adds the field by which bleve finds a document again.
func (d *document) AddIDField() {
	d.fields = append(d.fields, &segment.Field{
		Label:  fieldID,
		Stored: []byte(d.id),
		Terms:  []segment.Listed{{Term: d.id}},
		Flags:  bleveindex.IndexField | bleveindex.StoreField,
	})
}

// documentBuilder turns articles into documents. It is not safe for concurrent use.
type documentBuilder struct {
	tokenizer *analyzer.Tokenizer
	tokens    []analyzer.Token
	lexicon   *lexicon.Lexicon // nil until an article is analysed
	known     lexicon.Known    // what it knows of tokens
	counter   lexicon.Counter
	codec     *stored.Codec
	stored    *stored.Writer
	numbers   []uint16 // of the article that is being read
	spelt     []uint32 // see codedText
}

func newDocumentBuilder(c *stored.Codec) *documentBuilder {
	t := analyzer.NewTokenizer()
	return &documentBuilder{tokenizer: t, codec: c, stored: stored.NewWriter(t)}
}

// build analyses a. hash is its contentHash, batch the number of the batch it is put in.
func (b *documentBuilder) build(a *Article, hash, batch uint64) *document {
	d := &document{id: a.ID, fields: make([]*segment.Field, 0, maxFields), near: story.Document{Hash: hash}}
	b.renew()
	var lengths engine.Lengths
	b.stored.Begin(len(a.Captions), len(a.Tags))
	b.counter.Begin(b.lexicon)
	for f := range engine.AllFields.Each {
		lengths[f] = uint32(b.text(a, f, d))
		b.counter.EndField()
	}
	d.addCounted(b.counter.Finish())
	for _, f := range labelFields {
		d.addLabels(f.field, f.of(a))
	}
	d.addAddress(a.URL)
	d.addAbbreviations(d.explained)
	d.numbers = &segment.Field{Label: engine.NumbersField, Flags: bleveindex.IndexField, Terms: make([]segment.Listed, 0, maxColumns)}
	d.addNumber(engine.LengthsTerm, lengths.Pack())
	d.addNumber(columnPublished, publishedNumber(a.Published))
	d.addNumber(columnHash, hash)
	d.addNumber(columnBatch, batch)
	d.addSketch()
	d.fields = append(d.fields, d.numbers)
	b.store(a, d)
	d.size = a.bytes()
	return d
}

// store adds the stored form of a, whose searched texts the writer has.
func (b *documentBuilder) store(a *Article, d *document) {
	b.tokens = b.tokenizer.Append(b.tokens[:0], a.Author)
	b.look(a.Author)
	b.stored.Part(a.Author, b.tokens, b.known.Symbols)
	whole, title := (*stored.Article)(a), ""
	text, ok := b.stored.Finish()
	if !ok {
		text, title = b.codec.Compress(whole), a.Title
	}
	d.fields = append(d.fields,
		&segment.Field{Label: stored.HeadField, Stored: b.codec.EncodeHead(whole, title), Flags: bleveindex.StoreField},
		&segment.Field{Label: stored.TextField, Stored: text, Flags: bleveindex.StoreField})
}

// renew begins a new lexicon when there is none or it is full.
func (b *documentBuilder) renew() {
	if b.lexicon == nil || b.lexicon.Full() {
		b.lexicon = lexicon.New()
	}
}

// look looks up the tokens at hand, those of text.
func (b *documentBuilder) look(text string) { b.lexicon.Look(&b.known, b.tokenizer, text, b.tokens) }

// The most fields and columns a document has.
const (
	maxFields  = 13
	maxColumns = 5 + dup.Columns
)

// addCounted adds the text fields.
func (d *document) addCounted(fields [][]segment.Count, terms segment.Lexicon) {
	for f := range engine.AllFields.Each {
		if counts := fields[f]; len(counts) > 0 {
			d.fields = append(d.fields, &segment.Field{
				Label: f.String(), Counts: counts, Lexicon: terms, Flags: bleveindex.IndexField,
			})
		}
	}
}

// text counts the terms of one text field of d, its syllables and their pairs,
// and collects the abbreviations it explains. It returns the number of syllables.
func (b *documentBuilder) text(a *Article, f engine.Field, d *document) (length int) {
	main := true
	for part := range a.fieldText(f) {
		b.tokens = b.tokenizer.Append(b.tokens[:0], part)
		b.look(part)
		b.stored.Part(part, b.tokens, b.known.Symbols)
		d.pairs.Add(b.tokens, b.known.Hashes)
		d.explained.add(part, b.tokens)
		if main { // see words
			d.near.Text = d.near.Text.Append(b.tokens, b.known.Hashes)
		}
		main = false
		length += b.counter.Add(b.tokens, b.known.Words)
	}
	return length
}

// countPairs counts the pairs of an article that is in the index already.
func (b *documentBuilder) countPairs(a *Article) *language.Counts {
	var counts language.Counts
	b.renew()
	for part := range a.searched {
		b.tokens = b.tokenizer.Append(b.tokens[:0], part)
		b.look(part)
		counts.Add(b.tokens, b.known.Hashes)
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

// separator stands between the parts of a term that is made of several texts.
const separator = "\x00"

func (d *document) addLabels(name string, values []string) {
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
func (d *document) addListed(name string, terms []segment.Listed) {
	if len(terms) > 0 {
		d.fields = append(d.fields, &segment.Field{
			Label: name, Terms: terms, Flags: bleveindex.IndexField | bleveindex.SkipFreqNorm,
		})
	}
}

// addNumber sets a column, once. 0 is what columns that are not set hold.
func (d *document) addNumber(column string, n uint64) {
	if n != 0 {
		d.numbers.Terms = append(d.numbers.Terms, segment.Listed{Term: column, N: n})
	}
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
	sum := sha256.Sum256([]byte(schemaVersion + a.ID + separator + a.ContentHash()))
	return binary.LittleEndian.Uint64(sum[:])>>(64-hashBits) | 1
}
