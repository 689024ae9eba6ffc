package complete

import (
	"math"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/newssearch/newssearch/analyzer"
)

// The limits of what belongs together.
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
)

// levels are the runs by their number of words.
type levels [maxWords + 2]level

// Table makes the table of all that was added. The builder is spent.
func (b *Builder) Table() (*Table, error) {
	entries := b.phrases()
	for _, h := range b.headlines {
		entries = append(entries, entry{text: h.text, kind: Headline, articles: 1, score: b.weight(h.published)})
	}
	return newTable(entries)
}

// phrases finds the runs of words that belong together.
func (b *Builder) phrases() (entries []entry) {
	shares := b.shares()
	least := int32(max(minArticles, b.leads/perArticles))
	var all levels
	all[1] = b.singles(shares, least)
	for n := 2; n <= maxWords+1; n++ {
		all[n] = b.longer(&all[n-1], n, shares, least)
		all[n-1].at = nil
	}
	for n := 1; n <= maxWords; n++ {
		if n > 1 {
			dropParts(all[n].runs, all[n+1].runs, least)
		}
		for i := range all[n].runs {
			r := &all[n].runs[i]
			if r.articles < least {
				continue
			}
			if e, ok := b.phrase(r, n, &all); ok {
				e.articles, e.score = uint32(math.Round(float64(r.estimate))), r.weight
				entries = append(entries, e)
			}
		}
	}
	return entries
}

// name reports whether the run is mostly written in capitals.
func (r *run) name() bool { return float64(r.capitals) >= nameShare*float64(r.seen) }

// dropParts marks the runs that are mostly a part of one longer run; but a name is
// one whatever stands around it.
func dropParts(shorter, longer []run, least int32) {
	for i := range longer {
		r := &longer[i]
		if r.articles < least {
			continue
		}
		for _, part := range [...]int32{r.left, r.right} {
			if s := &shorter[part]; (!s.name() || r.name()) && float64(r.articles) >= partShare*float64(s.articles) {
				s.drop = true
			}
		}
	}
}

// phrase makes an entry of a run of n words if they belong together.
func (b *Builder) phrase(r *run, n int, all *levels) (entry, bool) {
	tokens := b.tokens[r.at : int(r.at)+n]
	if n == 1 {
		return b.single(tokens[0])
	}
	if r.drop || b.loose(tokens[0]) || b.loose(tokens[n-1]) || !b.attracted(r, tokens, all) {
		return entry{}, false
	}
	words := make([]string, n)
	for i, t := range tokens {
		words[i] = b.forms[t.form()].text
	}
	text := strings.Join(words, " ")
	kind := Phrase
	if r.name() {
		kind = Name
	} else if r.upper+r.lower == 0 || r.lower > r.upper {
		first, size := utf8.DecodeRuneInString(text)
		text = string(unicode.ToLower(first)) + text[size:]
	}
	return entry{text: text, kind: kind}, true
}

// attracted reports whether the parts of a run stand together more often than by
// chance, wherever it is cut.
func (b *Builder) attracted(r *run, tokens []token, all *levels) bool {
	n := len(tokens)
	for cut := 1; cut < n; cut++ {
		least := float64(minAttraction)
		if cut > 1 && capitals(tokens[:cut]) && !tokens[cut].capital() {
			least *= nameAttraction
		}
		left, right := r, r
		for m := n - 1; m >= cut; m-- {
			left = &all[m].runs[left.left]
		}
		for m := n - 1; m >= n-cut; m-- {
			right = &all[m].runs[right.right]
		}
		if float64(r.seen)*float64(len(b.tokens)) < least*float64(left.seen)*float64(right.seen) {
			return false
		}
	}
	return true
}

// single makes an entry of a single word; syllables alone say too little.
func (b *Builder) single(t token) (entry, bool) {
	f := &b.forms[t.form()]
	if analyzer.IsSyllable(b.terms[f.word]) || utf8.RuneCountInString(f.text) < 2 {
		return entry{}, false
	}
	return entry{text: f.text, kind: Word}, true
}

// loose reports whether a word neither begins nor ends a phrase.
func (b *Builder) loose(t token) bool { return looseWords()[b.terms[b.forms[t.form()].word]] }

// looseWords are the commonest words of grammar: they stand beside everything.
var looseWords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`và của các là những một đã được cho với trong khi này để từ tại có không về
		do theo bị ra vào trên dưới sau trước như cũng đến nhưng hay hoặc thì mà ở sẽ đang còn lại nên vì bởi rằng
		chỉ đó nào mỗi nhiều hơn rất qua gì ai nếu bằng giữa ngày`) {
		m[analyzer.Term(w)] = true
	}
	return m
})
