package web

import (
	"strings"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/internal/query"
)

// highlighter marks the words of a query in a whole article, as the index
// understood them.
type highlighter struct {
	// words by the fold of what they read.
	words map[string][]word
	// prefixes are terms that words may begin with.
	prefixes []string
}

// word is one syllable of a query, as index terms.
type word struct {
	typed, read string
}

// newHighlighter returns nil when the query has nothing to mark.
func newHighlighter(result *index.Result) *highlighter {
	q, err := query.Parse(result.Query, nil)
	if err != nil || q.Root == nil {
		return nil
	}
	h := &highlighter{words: map[string][]word{}}
	readings := map[int]index.Reading{}
	for _, r := range result.Readings {
		readings[r.Start] = r
	}
	h.collect(result.Query, q.Root, readings)
	if len(h.words)+len(h.prefixes) == 0 {
		return nil
	}
	return h
}

// collect takes the words below n that articles are to have.
func (h *highlighter) collect(text string, n query.Node, readings map[int]index.Reading) {
	switch n := n.(type) {
	case *query.Word, *query.Phrase:
		start, end := n.Span()
		for _, t := range analyzer.Tokenize(text[start:end]) {
			if t.Compound {
				continue
			}
			typed := text[start+t.Start : start+t.End]
			r, ok := readings[start+t.Start]
			if !ok {
				h.add(typed, typed)
				continue
			}
			for _, read := range analyzer.Tokenize(r.Read) {
				if !read.Compound {
					h.add(typed, r.Read[read.Start:read.End])
				}
			}
		}
	case *query.Prefix:
		h.prefixes = append(h.prefixes, analyzer.Term(n.Text))
	case *query.Field:
		if n.Name == query.Title || n.Name == query.Lead {
			h.collect(text, n.Node, readings)
		}
	case *query.And:
		for _, child := range n.Nodes {
			h.collect(text, child, readings)
		}
	case *query.Or:
		for _, child := range n.Nodes {
			h.collect(text, child, readings)
		}
	}
}

func (h *highlighter) add(typed, read string) {
	fold := analyzer.Fold(read)
	h.words[fold] = append(h.words[fold], word{analyzer.Term(typed), analyzer.Term(read)})
}

// marks returns the byte ranges of text to mark. Where the text has a word as
// it was understood, its loose variants are not marked.
func (h *highlighter) marks(texts ...string) [][][2]int {
	if h == nil {
		return make([][][2]int, len(texts))
	}
	type found struct {
		text       int
		start, end int
		fold       string
		close      bool
	}
	var all []found
	has := map[string]bool{} // folds that occur as understood
	for i, text := range texts {
		end := 0
		for _, t := range analyzer.Tokenize(text) {
			fold := analyzer.Fold(t.Term)
			match, close := h.match(fold, t.Term)
			if !match || t.Start < end {
				continue
			}
			end = t.End
			has[fold] = has[fold] || close
			all = append(all, found{i, t.Start, t.End, fold, close})
		}
	}
	out := make([][][2]int, len(texts))
	for _, f := range all {
		if f.close || !has[f.fold] {
			out[f.text] = append(out[f.text], [2]int{f.start, f.end})
		}
	}
	return out
}

// match reports whether a term of the text is meant, and whether it is just
// what was understood.
func (h *highlighter) match(fold, term string) (match, close bool) {
	for _, w := range h.words[fold] {
		if w.read == term {
			return true, true
		}
		match = match || analyzer.Agrees(w.typed, term)
	}
	for _, p := range h.prefixes {
		if strings.HasPrefix(term, p) {
			return true, true
		}
	}
	return match, false
}
