package understand

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/abbrev"
)

// commonText are abbreviations that newspapers do not explain: lines of a short form, a tab, and the long one.
//
//go:embed common.tsv
var commonText string

// commonTable has the meanings of commonText by both sides.
type commonTable struct {
	shorts map[string][]*Meaning // by abbrev.ShortKey
	longs  map[string][]*Meaning // by abbrev.LongKey
	first  map[string]bool       // the first terms of the long forms
}

var common = sync.OnceValue(func() *commonTable {
	t := &commonTable{shorts: map[string][]*Meaning{}, longs: map[string][]*Meaning{}, first: map[string]bool{}}
	for line := range strings.Lines(commonText) {
		line = strings.TrimSpace(line)
		short, long, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		m := &Meaning{Short: short, Long: long, Terms: analyzer.Terms(long), Common: true}
		key := abbrev.ShortKey(short)
		t.shorts[key] = append(t.shorts[key], m)
		t.first[m.Terms[0]] = true
		key = abbrev.LongKey(m.Terms)
		t.longs[key] = append(t.longs[key], m)
	}
	return t
})

// withCommon adds the common meanings of a short form to those that the collection explains, at the end.
func withCommon(found []*Meaning, short string) []*Meaning {
	return addMissing(found, common().shorts[abbrev.ShortKey(short)])
}

// withCommonLong does so for a long form.
func withCommonLong(found []*Meaning, terms []string) []*Meaning {
	if !common().first[terms[0]] {
		return found
	}
	return addMissing(found, common().longs[abbrev.LongKey(terms)])
}

func addMissing(found, more []*Meaning) []*Meaning {
next:
	for _, m := range more {
		for _, f := range found {
			if f.same(m) {
				continue next
			}
		}
		found = append(found[:len(found):len(found)], m)
	}
	return found
}
