package complete

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newssearch/newssearch/analyzer"
)

// Table makes the table of all that was added. The builder is spent.
func (b *Builder) Table() *Table {
	least := int32(max(minArticles, len(b.articles)/perArticles))
	var levels [maxWords + 2]runs
	tokens := 0
	for i := range b.articles {
		tokens += len(b.articles[i].tokens)
		b.weights = append(b.weights, b.weight(&b.articles[i]))
	}
	for n := 1; n <= maxWords+1; n++ {
		levels[n] = b.level(n, levels[n-1], least)
	}
	var entries []entry
	for n := 1; n <= maxWords; n++ {
		b.dropParts(levels[n], levels[n+1], n+1)
		for _, c := range levels[n] {
			if e, ok := b.phrase(c, &levels, float64(tokens)); ok {
				entries = append(entries, e)
			}
		}
	}
	for i := range b.articles {
		a := &b.articles[i]
		if a.title != "" && utf8.RuneCountInString(a.title) <= maxHeadlineRunes {
			entries = append(entries, entry{text: a.title, kind: Headline, articles: 1, score: b.weights[i]})
		}
	}
	return newTable(entries)
}

// name reports whether the run is mostly written in capitals.
func (c *count) name() bool { return float64(c.capitals) >= nameShare*float64(c.seen) }

// dropParts marks the runs that are mostly a part of one longer run; but a name is
// one whatever stands around it.
func (b *Builder) dropParts(shorter, longer runs, n int) {
	for _, c := range longer {
		run := b.articles[c.article].tokens[c.at : int(c.at)+n]
		for _, part := range [...][]token{run[1:], run[:n-1]} {
			if s := shorter[hash(part)]; s != nil && (!s.name() || c.name()) && float64(c.articles) >= partShare*float64(s.articles) {
				s.drop = true
			}
		}
	}
}

// phrase makes an entry of a run if its words belong together.
func (b *Builder) phrase(c *count, levels *[maxWords + 2]runs, tokens float64) (entry, bool) {
	run := b.articles[c.article].tokens[c.at : int(c.at)+int(c.length)]
	if len(run) == 1 {
		return b.word(c, run[0])
	}
	name := c.name()
	if c.drop || b.loose(run[0]) || b.loose(run[len(run)-1]) {
		return entry{}, false
	}
	for cut := 1; cut < len(run); cut++ {
		left, right := levels[cut][hash(run[:cut])], levels[len(run)-cut][hash(run[cut:])]
		least := float64(minAttraction)
		if cut > 1 && capitals(run[:cut]) && !run[cut].capital {
			least *= nameAttraction
		}
		if left == nil || right == nil ||
			float64(c.seen)*tokens < least*float64(left.seen)*float64(right.seen) {
			return entry{}, false
		}
	}
	var words []string
	for _, t := range run {
		words = append(words, b.surfaces.names[t.surface-1])
	}
	text := strings.Join(words, " ")
	kind := Phrase
	if name {
		kind = Name
	} else if c.upper+c.lower == 0 || c.lower > c.upper {
		first, size := utf8.DecodeRuneInString(text)
		text = string(unicode.ToLower(first)) + text[size:]
	}
	return entry{text: text, kind: kind, articles: uint32(c.articles), score: c.weight}, true
}

// word makes an entry of a single word; syllables alone say too little.
func (b *Builder) word(c *count, t token) (entry, bool) {
	text := b.surfaces.names[t.surface-1]
	if analyzer.IsSyllable(b.words.names[t.word-1]) || utf8.RuneCountInString(text) < 2 {
		return entry{}, false
	}
	return entry{text: text, kind: Word, articles: uint32(c.articles), score: c.weight}, true
}

// loose reports whether a word neither begins nor ends a phrase.
func (b *Builder) loose(t token) bool { return looseWords[b.words.names[t.word-1]] }

// looseWords are the commonest words of grammar: they stand beside everything.
var looseWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`và của các là những một đã được cho với trong khi này để từ tại có không về
		do theo bị ra vào trên dưới sau trước như cũng đến nhưng hay hoặc thì mà ở sẽ đang còn lại nên vì bởi rằng
		chỉ đó nào mỗi nhiều hơn rất qua gì ai nếu bằng giữa ngày`) {
		m[analyzer.Term(w)] = true
	}
	return m
}()
