package main

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/newssearch/newssearch/index"
)

// generator grows a collection: each article has the shape of one of the
// given articles, and sentences of any of them. Article n depends on the seed and
// n alone, so a longer collection begins with a shorter one.
type generator struct {
	seed      uint64
	titles    []string
	leads     []string
	sentences []string
	shapes    []shape
}

// shape is what an article is like without its words.
type shape struct {
	lead      bool
	bodyBytes int
}

// Where generated articles are spread. The number of papers and sections is that
// of a large collector; the years are those of one decade, so that a histogram
// by month or year has something to count.
const (
	generatedSources    = 60
	generatedCategories = 16
	sentencesAParagraph = 4
)

var (
	generatedFrom = time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
	generatedDays = 3653
)

// errNoSentences means that there is nothing to grow a collection from.
var errNoSentences = errors.New("the articles have no titles or no sentences to recombine")

// add takes the sentences of a.
func (g *generator) add(a *index.Article) {
	s := shape{lead: a.Lead != "", bodyBytes: len(a.Body)}
	if a.Title != "" {
		g.titles = append(g.titles, a.Title)
	}
	if s.lead {
		g.leads = append(g.leads, a.Lead)
	}
	g.sentences = append(g.sentences, sentences(a.Body)...)
	if s.bodyBytes > 0 {
		g.shapes = append(g.shapes, s)
	}
}

func (g *generator) check() error {
	if len(g.titles) == 0 || len(g.shapes) == 0 || len(g.sentences) == 0 {
		return errNoSentences
	}
	return nil
}

// article makes article n.
func (g *generator) article(n int) index.Article {
	r := rand.New(rand.NewPCG(g.seed, uint64(n)))
	s := pick(r, g.shapes)
	a := index.Article{
		ID:       fmt.Sprintf("gen-%07d", n),
		Title:    joinTitles(pick(r, g.titles), pick(r, g.titles)),
		Source:   fmt.Sprintf("Báo số %d", 1+skewed(r, generatedSources)),
		Category: fmt.Sprintf("Chuyên mục %d", 1+skewed(r, generatedCategories)),
		Published: generatedFrom.AddDate(0, 0, r.IntN(generatedDays)).
			Add(time.Duration(r.IntN(24*60)) * time.Minute),
	}
	a.URL = "https://news.example/" + a.ID
	if s.lead && len(g.leads) > 0 {
		a.Lead = pick(r, g.leads)
	}
	a.Body = g.body(r, s.bodyBytes)
	return a
}

// body strings sentences together until they are about size bytes: the last one
// is taken when it comes nearer to size than leaving it out.
func (g *generator) body(r *rand.Rand, size int) string {
	var b strings.Builder
	b.Grow(size + size/8)
	for n := 0; ; n++ {
		next := pick(r, g.sentences)
		if n > 0 && b.Len()+len(next)/2 >= size {
			return b.String()
		}
		switch {
		case n == 0:
		case n%sentencesAParagraph == 0:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(next)
	}
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// skewed draws a number below n, small ones more often, as papers differ in size.
func skewed(r *rand.Rand, n int) int {
	u := r.Float64()
	return int(math.Floor(u * u * float64(n)))
}

// joinTitles takes the first half of the words of one title and the second half
// of another's: with whole titles, a large collection would repeat each of them
// many times, and a headline would be searched in a way it never is.
func joinTitles(a, b string) string {
	x, y := strings.Fields(a), strings.Fields(b)
	return strings.Join(append(x[:(len(x)+1)/2:(len(x)+1)/2], y[len(y)/2:]...), " ")
}

// sentences cuts a text behind full stops, question and exclamation marks that a
// space and no small letter follows, and at ends of lines.
func sentences(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		start := 0
		for i, c := range line {
			if c != '.' && c != '?' && c != '!' && c != '…' {
				continue
			}
			end := i + utf8.RuneLen(c)
			rest := strings.TrimLeft(line[end:], " \u00a0")
			next, _ := utf8.DecodeRuneInString(rest)
			if len(rest) == len(line)-end || rest == "" || unicode.IsLower(next) {
				continue
			}
			out = append(out, line[start:end])
			start = len(line) - len(rest)
		}
		if start < len(line) {
			out = append(out, line[start:])
		}
	}
	return out
}
