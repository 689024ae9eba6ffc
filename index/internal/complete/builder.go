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
	// maxWords is the length of the longest phrase.
	maxWords = 5
	// minArticles is how many articles a phrase must be in, or one in perArticles of all.
	minArticles = 2
	perArticles = 12000
	// minAttraction is how many times as often as by chance the two parts of a
	// phrase stand together, wherever it is cut.
	minAttraction = 8
	// nameAttraction is how much more it takes to stand behind a name: "Bộ Công an"
	// belongs together, "Donald Trump nói" does not.
	nameAttraction = 20
	// partShare: a phrase that is this often part of one longer phrase is no phrase.
	partShare = 0.6
	// nameShare is how often a name is written in capitals.
	nameShare = 0.8
	// recentDays is the age at which news has lost most of its freshness, and
	// recentWeight what the newest article weighs more than an old one.
	recentDays   = 30
	recentWeight = 2
	// maxHeadlineRunes bounds a headline that is offered.
	maxHeadlineRunes = 120
)

// token is a word of a text; a word 0 stands between what does not belong together.
type token struct {
	word    uint32
	surface uint32
	capital bool
}

// Builder collects articles. The zero value is empty. It is not safe for
// concurrent use.
type Builder struct {
	tokenizer *analyzer.Tokenizer
	buf       []analyzer.Token
	words     dictionary
	surfaces  dictionary
	articles  []article
	newest    time.Time
	weights   []float32 // of the articles, by age
}

type article struct {
	tokens    []token
	title     string
	published time.Time
}

// dictionary numbers strings from 1.
type dictionary struct {
	numbers map[string]uint32
	names   []string
}

func (d *dictionary) number(s string) uint32 {
	if n := d.numbers[s]; n != 0 {
		return n
	}
	if d.numbers == nil {
		d.numbers = map[string]uint32{}
	}
	s = strings.Clone(s)
	d.names = append(d.names, s)
	d.numbers[s] = uint32(len(d.names))
	return uint32(len(d.names))
}

// Add takes an article. The headline is offered as it is.
func (b *Builder) Add(title, lead string, published time.Time) {
	if b.tokenizer == nil {
		b.tokenizer = analyzer.NewTokenizer()
	}
	a := article{title: strings.Join(strings.Fields(analyzer.Normalize(title)), " "), published: published}
	if published.After(b.newest) {
		b.newest = published
	}
	for _, text := range [...]string{title, lead} {
		a.tokens = b.append(a.tokens, text)
	}
	b.articles = append(b.articles, a)
}

func (b *Builder) append(tokens []token, text string) []token {
	b.buf = b.tokenizer.Append(b.buf[:0], text)
	for i := range b.buf {
		t := &b.buf[i]
		if t.Compound {
			continue
		}
		if t.Break || t.Comma || t.Kind == analyzer.KindNumber || t.Kind == analyzer.KindDate || t.Kind == analyzer.KindTime {
			tokens = append(tokens, token{})
		}
		if t.Kind == analyzer.KindNumber || t.Kind == analyzer.KindDate || t.Kind == analyzer.KindTime {
			continue
		}
		surface := analyzer.Normalize(text[t.Start:t.End])
		first, _ := utf8.DecodeRuneInString(surface)
		tokens = append(tokens, token{b.words.number(t.Term), b.surfaces.number(surface), unicode.IsUpper(first)})
	}
	return append(tokens, token{})
}

// weight of an article by its age.
func (b *Builder) weight(a *article) float32 {
	if a.published.IsZero() {
		return 1
	}
	days := b.newest.Sub(a.published).Hours() / 24
	return float32(1 + recentWeight*math.Exp(-days/recentDays))
}

// count is how often a run of words occurs.
type count struct {
	articles int32
	last     int32 // the article counted last, plus one
	capitals int32
	weight   float32
	seen     int32
	// at is one place: the article and the token.
	article, at int32
	length      int8
	// upper and lower count the occurrences within a sentence by their first letter.
	upper, lower int32
	drop         bool
}

// runs are counts by hash of the words.
type runs map[uint64]*count

func hash(tokens []token) uint64 {
	h := uint64(14695981039346656037)
	for _, t := range tokens {
		h = (h ^ uint64(t.word)) * 1099511628211
		h ^= h >> 29
	}
	return h
}

// sketchBits is the size of the sketch: 4 MB.
const sketchBits = 22

// each calls f with every run of n words whose parts of n-1 words are in before:
// its article, its first token and its hash.
func (b *Builder) each(n int, before runs, f func(article, at int, h uint64)) {
	for i := range b.articles {
		tokens := b.articles[i].tokens
		whole, known := 0, false // words since the last break; the run before is known
		for end, t := range tokens {
			if whole++; t.word == 0 {
				whole, known = 0, false
				continue
			}
			if whole < n-1 || n == 1 {
				if n == 1 {
					f(i, end, hash(tokens[end:end+1]))
				}
				continue
			}
			was := known
			known = before[hash(tokens[end-n+2:end+1])] != nil
			if whole >= n && was && known {
				f(i, end-n+1, hash(tokens[end-n+1:end+1]))
			}
		}
	}
}

// level counts the runs of n words whose parts of n-1 words are in before.
func (b *Builder) level(n int, before runs, least int32) runs {
	// Most runs occur once: a sketch of all keeps them out of the map.
	sketch := make([]uint8, 1<<sketchBits)
	b.each(n, before, func(_, _ int, h uint64) {
		if s := &sketch[h>>(64-sketchBits)]; *s < math.MaxUint8 {
			*s++
		}
	})
	found := runs{}
	b.each(n, before, func(i, at int, h uint64) {
		if int32(sketch[h>>(64-sketchBits)]) >= min(least, math.MaxUint8) {
			a := &b.articles[i]
			c := found[h]
			if c == nil {
				c = &count{article: int32(i), at: int32(at), length: int8(n)}
				found[h] = c
			}
			b.add(c, a.tokens, i, at, n, b.weights[i])
		}
	})
	for h, c := range found {
		if c.articles < least {
			delete(found, h)
		}
	}
	return found
}

func (b *Builder) add(c *count, tokens []token, article, at, n int, weight float32) {
	c.seen++
	if capitals(tokens[at : at+n]) {
		c.capitals++
	}
	if at > 0 && tokens[at-1].word != 0 {
		if tokens[at].capital {
			c.upper++
		} else {
			c.lower++
		}
		if mine := b.articles[c.article].tokens[c.at]; c.upper+c.lower == 1 || mine.capital && c.lower > c.upper || !mine.capital && c.upper > c.lower {
			if tokens[at].capital == (c.upper > c.lower) {
				c.article, c.at = int32(article), int32(at)
			}
		}
	}
	if c.last == int32(article)+1 {
		return
	}
	c.last = int32(article) + 1
	c.articles++
	c.weight += weight
}

func capitals(run []token) bool {
	for _, t := range run {
		if !t.capital {
			return false
		}
	}
	return true
}
