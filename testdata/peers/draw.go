package main

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
)

// drawer draws queries from articles: a uniform sample of them is kept while
// they pass, and the queries are made of the sample.
type drawer struct {
	r      *rand.Rand
	seen   int
	sample []index.Article
	first  time.Time
	last   time.Time
}

// sampleArticles is the size of the sample: enough for pairs to be the
// commonest of the collection, and for a thousand queries of different articles.
const sampleArticles = 2000

// pairQueries is the number of commonest pairs that are searched as phrases.
const pairQueries = 50

func newDrawer(seed uint64) *drawer {
	return &drawer{r: rand.New(rand.NewPCG(seed, 0))}
}

// add shows an article to the drawer (reservoir sampling).
func (d *drawer) add(a *index.Article) {
	d.seen++
	if p := a.Published; !p.IsZero() {
		if d.first.IsZero() || p.Before(d.first) {
			d.first = p
		}
		if p.After(d.last) {
			d.last = p
		}
	}
	if len(d.sample) < sampleArticles {
		d.sample = append(d.sample, *a)
		return
	}
	if i := d.r.IntN(d.seen); i < sampleArticles {
		d.sample[i] = *a
	}
}

// queries draws up to n queries of each kind.
func (d *drawer) queries(n int) map[kind][]query {
	short, four := d.stretches(n, 2, 4), d.stretches(n, 4, 4)
	faceted := slices.Clone(short)
	from, spans := d.dates()
	for i := range faceted {
		faceted[i].From, faceted[i].Spans = from, spans
	}
	bare := slices.Clone(short)
	for i := range bare {
		bare[i].Words = withoutMarks(bare[i].Marked)
	}
	return map[kind][]query{
		shortOr: short, unmarkedOr: bare, shortAnd: short, withSnippet: short, withFacets: faceted,
		phraseOf4: four, commonPairs: d.pairs(min(n, pairQueries)), headlineOr: d.headlines(n),
	}
}

// stretches draws neighbouring syllables from the text of articles.
func (d *drawer) stretches(n, shortest, longest int) []query {
	var out []query
	// Articles without a run that long are passed over; the bound ends the
	// search where there are only such.
	for tries := 0; len(out) < n && tries < 20*n && len(d.sample) > 0; tries++ {
		runs := syllableRuns(searchedText(&d.sample[d.r.IntN(len(d.sample))]))
		length := shortest + d.r.IntN(longest-shortest+1)
		runs = slices.DeleteFunc(runs, func(run []string) bool { return len(run) < length })
		if len(runs) == 0 {
			continue
		}
		run := pick(d.r, runs)
		at := d.r.IntN(len(run) - length + 1)
		out = append(out, newQuery(run[at:at+length]))
	}
	return out
}

func newQuery(words []string) query {
	words = slices.Clone(words)
	return query{Words: words, Marked: words}
}

// pairs returns the commonest pairs of neighbours of the sample, in random order.
func (d *drawer) pairs(n int) []query {
	counts := map[[2]string]int{}
	for i := range d.sample {
		for _, run := range syllableRuns(searchedText(&d.sample[i])) {
			for j := range len(run) - 1 {
				counts[[2]string{run[j], run[j+1]}]++
			}
		}
	}
	pairs := make([][2]string, 0, len(counts))
	for p := range counts {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), slices.Compare(a[:], b[:]))
	})
	var out []query
	for _, p := range pairs[:min(n, len(pairs))] {
		out = append(out, newQuery(p[:]))
	}
	d.r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// operators are words that mean something to newssearch when in capitals.
var operators = []string{"OR", "AND", "HOẶC"}

// headlines returns titles as their words.
func (d *drawer) headlines(n int) []query {
	var out []query
	for _, i := range d.r.Perm(len(d.sample)) {
		words := strings.FieldsFunc(d.sample[i].Title, func(c rune) bool {
			return !unicode.IsLetter(c) && !unicode.IsMark(c) && !unicode.IsDigit(c)
		})
		words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains(operators, w) })
		if len(words) < 2 {
			continue
		}
		if out = append(out, newQuery(words)); len(out) == n {
			break
		}
	}
	return out
}

// dates returns the bound of the filter, which keeps about three quarters of the
// articles, and the borders of a histogram by month, or by year when it would
// have more than 62 bars, as newssearch itself decides it.
func (d *drawer) dates() (from int64, spans []int64) {
	var seconds []int64
	for i := range d.sample {
		if p := d.sample[i].Published; !p.IsZero() {
			seconds = append(seconds, p.Unix())
		}
	}
	if len(seconds) == 0 {
		return 0, nil
	}
	slices.Sort(seconds)
	from = seconds[len(seconds)/4]
	first, last := time.Unix(from, 0).UTC(), d.last.UTC()
	months := 12*(last.Year()-first.Year()) + int(last.Month()) - int(first.Month()) + 1
	at, step := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, time.UTC), 1
	if months > 62 {
		at, step = time.Date(first.Year(), 1, 1, 0, 0, 0, 0, time.UTC), 12
	}
	for ; !at.After(last); at = at.AddDate(0, step, 0) {
		spans = append(spans, at.Unix())
	}
	return from, append(spans, at.Unix())
}

// syllableRuns cuts a text into runs of neighbouring Vietnamese syllables,
// lower-cased; punctuation, numbers, foreign words and ends of lines end a run.
func syllableRuns(text string) [][]string {
	var runs [][]string
	for line := range strings.Lines(text) {
		runs = append(runs, lineRuns(line)...)
	}
	return runs
}

func lineRuns(line string) (runs [][]string) {
	var run []string
	end := func() {
		if len(run) > 1 {
			runs = append(runs, run)
		}
		run = nil
	}
	for word := range strings.FieldsSeq(line) {
		bare := strings.TrimFunc(word, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) })
		if !strings.HasPrefix(word, bare) {
			end()
		}
		lower := strings.ToLower(bare)
		if bare == "" || !norm.NFC.IsNormalString(bare) || !analyzer.IsSyllable(lower) {
			end()
			continue
		}
		run = append(run, lower)
		if !strings.HasSuffix(word, bare) {
			end()
		}
	}
	end()
	return runs
}

// withoutMarks takes the marks off words, as a person does who types without them.
func withoutMarks(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.Map(func(c rune) rune {
			switch {
			case unicode.Is(unicode.Mn, c):
				return -1
			case c == 'đ':
				return 'd'
			case c == 'Đ':
				return 'D'
			}
			return c
		}, norm.NFD.String(w))
	}
	return out
}
