package complete

import (
	"math"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/newssearch/newssearch/analyzer"
)

// The limits of what is learned.
const (
	// recentDays is the age at which news has lost most of its freshness, and
	// recentWeight what the newest article weighs more than an old one.
	recentDays   = 30
	recentWeight = 2
	// maxHeadlineRunes bounds a headline that is offered.
	maxHeadlineRunes = 120
)

// Builder collects articles. The zero value is empty. It is not safe for
// concurrent use.
type Builder struct {
	tokenizer *analyzer.Tokenizer
	buf       []analyzer.Token

	// surfaces has the tokens of the words as they are written.
	surfaces  map[string]token
	forms     []form
	words     map[string]uint32
	terms     []string // of the words, from 1
	tokens    []token  // of all articles, one after the other
	parts     []part   // of the articles, one after the other
	headlines []headline
	articles  int32 // added
	leads     int   // of them known
	sketch    sketch
	newest    time.Time
}

// token is a form of a word, counted from 1, and in the last bit whether it begins
// with a capital. 0 is a gap: what stands around it does not belong together.
type token uint32

func (t token) form() uint32  { return uint32(t >> 1) }
func (t token) capital() bool { return t&1 != 0 }

// form is one way to write a word.
type form struct {
	text string
	word uint32
}

// part is a headline or a lead.
type part struct {
	article   int32
	end       uint32  // within tokens
	stands    float32 // for how many
	published time.Time
}

type headline struct {
	text      string
	published time.Time
}

// Article is what is learned from an article.
type Article struct {
	// Title is offered as it is.
	Title string
	// Lead is empty if it is not known.
	Lead      string
	Published time.Time
	// TitleStands and LeadStands are how many articles' titles and leads these stand
	// for: more than one in a sample.
	TitleStands, LeadStands float32
}

// Add takes an article.
func (b *Builder) Add(a Article) {
	if b.tokenizer == nil {
		b.tokenizer = analyzer.NewTokenizer()
		b.surfaces, b.words = map[string]token{}, map[string]uint32{}
		b.forms, b.terms = make([]form, 1), make([]string, 1)
	}
	if a.Published.After(b.newest) {
		b.newest = a.Published
	}
	text := strings.Join(strings.Fields(analyzer.Normalize(a.Title)), " ")
	if text != "" && utf8.RuneCountInString(text) <= maxHeadlineRunes {
		b.headlines = append(b.headlines, headline{text, a.Published})
	}
	b.articles++
	b.append(a.Title)
	b.parts = append(b.parts, part{b.articles, uint32(len(b.tokens)), a.TitleStands, a.Published})
	if a.Lead == "" {
		return
	}
	b.append(a.Lead)
	b.parts = append(b.parts, part{b.articles, uint32(len(b.tokens)), a.LeadStands, a.Published})
	b.leads++
}

func (b *Builder) append(text string) {
	b.buf = b.tokenizer.Append(b.buf[:0], text)
	for i := range b.buf {
		t := &b.buf[i]
		if t.Compound {
			continue
		}
		number := t.Kind == analyzer.KindNumber || t.Kind == analyzer.KindDate || t.Kind == analyzer.KindTime
		if t.Break || t.Comma || number {
			b.tokens = append(b.tokens, 0)
		}
		if number {
			continue
		}
		surface := text[t.Start:t.End]
		known, ok := b.surfaces[surface]
		if !ok {
			known = b.token(surface, t.Term)
		}
		b.tokens = append(b.tokens, known)
	}
	b.tokens = append(b.tokens, 0)
}

// token makes the token of a new way to write a word.
func (b *Builder) token(surface, term string) token {
	text := analyzer.Normalize(surface)
	t, ok := b.surfaces[text]
	if !ok {
		first, _ := utf8.DecodeRuneInString(text)
		t = token(len(b.forms) << 1)
		if unicode.IsUpper(first) {
			t |= 1
		}
		b.forms = append(b.forms, form{strings.Clone(text), b.word(term)})
		b.surfaces[b.forms[t.form()].text] = t
	}
	b.surfaces[strings.Clone(surface)] = t
	return t
}

// word returns the number of a word.
func (b *Builder) word(term string) uint32 {
	n, ok := b.words[term]
	if !ok {
		n = uint32(len(b.terms))
		term = strings.Clone(term)
		b.terms = append(b.terms, term)
		b.words[term] = n
	}
	return n
}

// weight of an article by its age.
func (b *Builder) weight(published time.Time) float32 {
	if published.IsZero() {
		return 1
	}
	days := b.newest.Sub(published).Hours() / 24
	return float32(1 + recentWeight*math.Exp(-days/recentDays))
}
