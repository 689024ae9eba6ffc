package label

import (
	"slices"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
)

// separator stands between the fold of a label and the label as written.
const separator = "\x00"

// Term is the term of the index for a label: its fold, and the label in normal
// form. It is "" for a label without any text.
func Term(label string) string {
	if label = analyzer.Normalize(label); label == "" {
		return ""
	}
	return Fold(label) + separator + label
}

// Split is the inverse of Term.
func Split(term string) (fold, label string) {
	fold, label, _ = strings.Cut(term, separator)
	return fold, label
}

// Fold is what the spellings of a label have in common, and some other labels: its terms
// without marks.
func Fold(label string) string {
	return analyzer.Fold(strings.Join(analyzer.Terms(label), " "))
}

// Prefix is what the terms of all labels with that fold begin with.
func Prefix(fold string) string { return fold + separator }

// Class is the spellings of one fold in a collection, parted into labels.
type Class struct {
	spellings []string
	terms     [][]string
	labels    []int // by spelling
}

// NewClass parts spellings, which have one fold. It keeps them.
func NewClass(spellings []string) *Class {
	c := &Class{spellings: spellings, labels: make([]int, len(spellings))}
	first := make(map[string]int, len(spellings)) // key -> spelling
	var keys []int                                // the first spelling of each key
	for i, s := range spellings {
		terms := termsOf(s)
		c.terms = append(c.terms, terms)
		key := strings.Join(terms, " ")
		if _, ok := first[key]; !ok {
			first[key] = i
			keys = append(keys, i)
		}
		c.labels[i] = first[key]
	}
	c.completeMarks(keys)
	return c
}

// completeMarks makes the spelling without marks one label with the only one that
// has some. keys has a spelling of each label.
func (c *Class) completeMarks(keys []int) {
	if len(keys) != 2 {
		return
	}
	bare, marked := keys[0], keys[1]
	if !unmarked(c.terms[bare]) {
		bare, marked = marked, bare
	}
	if !unmarked(c.terms[bare]) || unmarked(c.terms[marked]) || !agree(c.terms[bare], c.terms[marked]) {
		return
	}
	for i := range c.labels {
		if c.labels[i] == bare {
			c.labels[i] = marked
		}
	}
}

func unmarked(terms []string) bool {
	return !slices.ContainsFunc(terms, func(t string) bool { return analyzer.Fold(t) != t })
}

// termsOf are the terms of a spelling; of one that has none, such as "!!!", its letters.
func termsOf(spelling string) []string {
	if terms := analyzer.Terms(spelling); len(terms) > 0 {
		return terms
	}
	return strings.Fields(analyzer.Lower(analyzer.Normalize(spelling)))
}

// agree reports whether the marks typed are among those of written, word by word.
func agree(typed, written []string) bool {
	if len(typed) != len(written) {
		return false
	}
	for i := range typed {
		if !analyzer.Agrees(typed[i], written[i]) {
			return false
		}
	}
	return true
}

// Label is the number of the label that spelling i belongs to: that of one of its spellings.
func (c *Class) Label(i int) int { return c.labels[i] }

// Meant returns the spellings of the labels that a filter's value means: the label
// that is spelled so, else all that it could be with its marks left out.
func (c *Class) Meant(value string) []string {
	terms := termsOf(value)
	i := slices.IndexFunc(c.terms, func(t []string) bool { return slices.Equal(t, terms) })
	var meant []string
	for j, s := range c.spellings {
		if i >= 0 && c.labels[j] == c.labels[i] || i < 0 && agree(terms, c.terms[c.labels[j]]) {
			meant = append(meant, s)
		}
	}
	return meant
}
