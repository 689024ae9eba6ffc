package document

import (
	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/lexicon"
	"github.com/newssearch/newssearch/index/internal/segment"
	"github.com/newssearch/newssearch/index/internal/stored"
	"github.com/newssearch/newssearch/index/internal/story"
)

// Builder turns articles into documents. It is not safe for concurrent use.
type Builder struct {
	tokenizer *analyzer.Tokenizer
	tokens    []analyzer.Token
	lexicon   *lexicon.Lexicon // nil until an article is analysed
	known     lexicon.Known    // what it knows of tokens
	counter   lexicon.Counter
	codec     *stored.Codec
	labels    []Label
	stored    *stored.Writer
	numbers   []uint16 // of the article that is being read
	spelt     []uint32 // see codedText
}

// NewBuilder returns a builder of articles that have these label fields.
func NewBuilder(c *stored.Codec, labels []Label) *Builder {
	t := analyzer.NewTokenizer()
	return &Builder{tokenizer: t, codec: c, labels: labels, stored: stored.NewWriter(t)}
}

// Build analyses a. hash stands for its content, batch is the number of the batch it is put
// in, and place its place there.
func (b *Builder) Build(a *stored.Article, hash, batch uint64, place int) *Document {
	d := &Document{id: a.ID, place: place, fields: make([]*segment.Field, 0, maxFields), Near: story.Document{Hash: hash}}
	b.renew()
	var lengths engine.Lengths
	b.stored.Begin(len(a.Captions), len(a.Tags))
	b.counter.Begin(b.lexicon)
	for f := range engine.AllFields.Each {
		lengths[f] = uint32(b.text(a, f, d))
		b.counter.EndField()
	}
	d.addCounted(b.counter.Finish())
	for _, l := range b.labels {
		d.addLabels(l.Name, l.Of(a))
	}
	d.addAddress(a.URL)
	d.addAbbreviations(d.explained)
	d.numbers = &segment.Field{Label: engine.NumbersField, Flags: bleveindex.IndexField, Terms: make([]segment.Listed, 0, maxColumns)}
	d.addNumber(engine.LengthsTerm, lengths.Pack())
	d.addNumber(Published, PublishedNumber(a.Published))
	d.addNumber(Hash, hash)
	d.addNumber(Batch, batch)
	d.addSketch()
	d.fields = append(d.fields, d.numbers)
	b.store(a, d)
	for s := range a.Texts {
		d.size += len(s)
	}
	return d
}

// store adds the stored form of a, whose searched texts the writer has.
func (b *Builder) store(a *stored.Article, d *Document) {
	b.tokens = b.tokenizer.Append(b.tokens[:0], a.Author)
	b.look(a.Author)
	b.stored.Part(a.Author, b.tokens, b.known.Symbols)
	title := ""
	text, ok := b.stored.Finish()
	if !ok {
		text, title = b.codec.Compress(a), a.Title
	}
	d.fields = append(d.fields,
		&segment.Field{Label: stored.HeadField, Stored: b.codec.EncodeHead(a, title), Flags: bleveindex.StoreField},
		&segment.Field{Label: stored.TextField, Stored: text, Flags: bleveindex.StoreField})
}

// renew begins a new lexicon when there is none or it is full.
func (b *Builder) renew() {
	if b.lexicon == nil || b.lexicon.Full() {
		b.lexicon = lexicon.New()
	}
}

// look looks up the tokens at hand, those of text.
func (b *Builder) look(text string) { b.lexicon.Look(&b.known, b.tokenizer, text, b.tokens) }

// text counts the terms of one text field of d, its syllables and their pairs,
// and collects the abbreviations it explains. It returns the number of syllables.
func (b *Builder) text(a *stored.Article, f engine.Field, d *Document) (length int) {
	main := true
	for part := range FieldTexts(a, f) {
		b.tokens = b.tokenizer.Append(b.tokens[:0], part)
		b.look(part)
		b.stored.Part(part, b.tokens, b.known.Symbols)
		d.Pairs.Add(b.tokens, b.known.Hashes)
		d.explained.add(part, b.tokens)
		if main { // see words
			d.Near.Text = d.Near.Text.Append(b.tokens, b.known.Hashes)
		}
		main = false
		length += b.counter.Add(b.tokens, b.known.Words)
	}
	return length
}

// CountPairs counts the pairs of an article that is in the index already.
func (b *Builder) CountPairs(a *stored.Article) *language.Counts {
	var counts language.Counts
	b.renew()
	for part := range a.Searched {
		b.tokens = b.tokenizer.Append(b.tokens[:0], part)
		b.look(part)
		counts.Add(b.tokens, b.known.Hashes)
	}
	return &counts
}

// FieldTexts yields the strings that make up a text field of the index.
func FieldTexts(a *stored.Article, f engine.Field) func(yield func(string) bool) {
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
