package wordcode

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"

	"github.com/newssearch/newssearch/analyzer"
)

// Builder counts the words of texts and makes a vocabulary of the commonest.
type Builder struct {
	tokenizer *analyzer.Tokenizer
	tokens    []analyzer.Token
	words     map[string]int
	gaps      map[string]int
	parts     int
}

// NewBuilder returns a builder that has counted nothing.
func NewBuilder() *Builder {
	return &Builder{tokenizer: analyzer.NewTokenizer(), words: map[string]int{}, gaps: map[string]int{}}
}

// Add counts a part of an article.
func (b *Builder) Add(text string) {
	b.parts++
	b.tokens = b.tokenizer.Append(b.tokens[:0], text)
	at, between := 0, ""
	for i := range b.tokens {
		t := &b.tokens[i]
		if t.Compound {
			continue
		}
		if gap := text[at:t.Start]; gap != between {
			b.gaps[gap]++
		}
		b.words[text[t.Start:t.End]]++
		at, between = t.End, " "
	}
	if at < len(text) {
		b.gaps[text[at:]]++
	}
}

const (
	// leastCount is how often a word has to occur: fewer occurrences would be
	// names of a few articles, and save less than the entry takes.
	leastCount = 5
	// variantShare is how much rarer than a word its other spelling (hoà for hòa) is
	// taken to be: a paper keeps to one, and the next paper to the other.
	variantShare = 16
	// maxEntryBytes bounds the text of an entry, gapMark included.
	maxEntryBytes = 48
)

// entry is a word or gap on its way into a vocabulary.
type entry struct {
	text  string
	term  string // "" for gaps
	count int
}

// Build returns the file of a vocabulary of at most limit words and gaps, and of their terms.
func (b *Builder) Build(limit int) []byte {
	all := b.candidates()
	kept := slices.SortedFunc(maps.Values(all), func(x, y *entry) int {
		return cmp.Or(cmp.Compare(y.count, x.count), cmp.Compare(x.text, y.text))
	})
	kept = kept[:min(limit, len(kept))]
	clear(all)
	for _, e := range kept {
		all[e.text] = e
	}
	for _, e := range kept {
		if e.term != "" && all[e.term] == nil {
			all[e.term] = &entry{e.term, e.term, 1}
		}
	}
	return b.encode(all, b.spellings(all))
}

// candidates are the words and gaps that occur often enough.
func (b *Builder) candidates() map[string]*entry {
	all := map[string]*entry{}
	for word, count := range b.words {
		if term := b.alone(word); count >= leastCount && term != "" && len(word) <= maxEntryBytes {
			all[word] = &entry{word, term, count}
		}
	}
	for _, e := range slices.Collect(maps.Values(all)) {
		for _, other := range [...]string{analyzer.OldTone(e.text), analyzer.NewTone(e.text), analyzer.SwapIY(e.text)} {
			if all[other] == nil && b.alone(other) == e.term {
				all[other] = &entry{other, e.term, max(e.count/variantShare, 1)}
			}
		}
	}
	for gap, count := range b.gaps {
		if count >= leastCount && len(gap) < maxEntryBytes {
			text := string(gapMark) + gap
			all[text] = &entry{text: text, count: count}
		}
	}
	return all
}

// spellings counts the bytes of what has to be spelt out with the entries of
// all, and its ends.
func (b *Builder) spellings(all map[string]*entry) []int {
	counts := make([]int, spellingEnd+1)
	add := func(text string, n int) {
		counts[spellingEnd] += n
		for i := range len(text) {
			counts[text[i]] += n
		}
	}
	for word, n := range b.words {
		if all[word] == nil {
			add(word, n)
		}
	}
	for gap, n := range b.gaps {
		if all[string(gapMark)+gap] == nil {
			add(gap, n)
		}
	}
	return counts
}

func (b *Builder) alone(word string) string {
	w := Writer{tokenizer: b.tokenizer}
	return w.alone(word)
}

func (b *Builder) encode(all map[string]*entry, spellings []int) []byte {
	entries := slices.SortedFunc(maps.Values(all), func(x, y *entry) int { return cmp.Compare(x.text, y.text) })
	place := make(map[string]int, len(entries))
	counts := make([]int, len(entries)+specialsCount)
	for i, e := range entries {
		place[e.text] = i
		counts[i] = e.count
	}
	specials := counts[len(entries):]
	spelt := spellings[spellingEnd]
	// What is rare here may be common in another paper.
	specials[symbolEnd], specials[symbolSpelt], specials[symbolTerm], specials[symbolGap] = b.parts, spelt, spelt/64, spelt/16
	lengths := codeLengths(counts)

	out := binary.AppendUvarint([]byte(magic), uint64(len(entries)))
	for i, e := range entries {
		term := i
		if e.term != "" {
			term = place[e.term]
		}
		out = append(out, byte(len(e.text)), lengths[i])
		out = binary.LittleEndian.AppendUint16(out, uint16(term))
	}
	out = append(out, lengths[len(entries):]...)
	out = append(out, codeLengths(spellings)...)
	for _, e := range entries {
		out = append(out, e.text...)
	}
	return out
}
