package complete

import (
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"math"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
)

// entry is a completion on its way into a table.
type entry struct {
	text     string
	kind     Kind
	articles uint32
	score    float32
	pieces   []uint32 // words and separators, as the packer numbers them
	folds    []uint32 // of the words, for sorting
}

// The limits of a table.
const (
	// MaxEntries bounds a table, the best entries first: 4 MB. 35,000 articles have
	// 100,000, a third of them headlines; what more articles would add is headlines,
	// whose oldest are left out, and phrases of a few articles.
	MaxEntries = 150_000
	// maxPieces bounds an entry: what its length is kept in. Headlines of
	// maxHeadlineRunes have 45 at the most.
	maxPieces = 63
	// maxCodes bounds the different words and separators, so that each takes two
	// bytes. The entries with the rarest words are left out.
	maxCodes = 1 << 16
)

// packer numbers the words and separators of entries.
type packer struct {
	numbers map[string]uint32
	pieces  []piece
}

type piece struct {
	text, fold string
	separator  bool
	used       int
}

// newTable makes a table of the best entries. Entries with the same letters are one.
func newTable(entries []entry) (*Table, error) {
	p := &packer{numbers: map[string]uint32{}}
	entries = best(distinct(entries))
	for i := range entries {
		p.split(&entries[i])
	}
	entries = p.encode(entries)
	p.sort(entries)
	return Open(p.append(nil, entries))
}

// distinct makes one entry of those that differ by capitals only: of headlines one
// with the articles of all, of a phrase and headlines the phrase.
func distinct(entries []entry) []entry {
	first := make(map[string]int, len(entries))
	kept := entries[:0]
	for _, e := range entries {
		key := strings.ToLower(e.text)
		at, ok := first[key]
		switch {
		case !ok:
			first[key] = len(kept)
			kept = append(kept, e)
		case kept[at].kind == Headline && e.kind == Headline:
			kept[at].articles += e.articles
			kept[at].score += e.score
		case kept[at].kind == Headline, e.kind != Headline && kept[at].score < e.score:
			kept[at] = e
		}
	}
	return kept
}

// best keeps the entries with the highest scores, at most MaxEntries.
func best(entries []entry) []entry {
	if len(entries) <= MaxEntries {
		return entries
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(b.score, a.score) })
	return entries[:MaxEntries]
}

func (p *packer) split(e *entry) {
	split(e.text, func(text string, separator bool) {
		n, ok := p.numbers[text]
		if !ok {
			n = uint32(len(p.pieces))
			p.numbers[text] = n
			fold := ""
			if !separator {
				fold = analyzer.Fold(text)
			}
			p.pieces = append(p.pieces, piece{text: text, fold: fold, separator: separator})
		}
		p.pieces[n].used++
		e.pieces = append(e.pieces, n)
	})
}

// encode gives the pieces their codes, separators first, then words by fold, and
// returns the entries that can be written with them.
func (p *packer) encode(entries []entry) []entry {
	order := make([]uint32, len(p.pieces))
	for i := range order {
		order[i] = uint32(i)
	}
	if len(order) > maxCodes {
		slices.SortStableFunc(order, func(a, b uint32) int { return cmp.Compare(p.pieces[b].used, p.pieces[a].used) })
		order = order[:maxCodes]
	}
	slices.SortFunc(order, func(i, j uint32) int {
		a, b := &p.pieces[i], &p.pieces[j]
		if a.separator != b.separator {
			if a.separator {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.fold, b.fold), cmp.Compare(a.text, b.text))
	})
	sorted := make([]piece, len(order))
	codes := slices.Repeat([]uint32{maxCodes}, len(p.pieces)) // maxCodes for those without
	for code, n := range order {
		sorted[code] = p.pieces[n]
		codes[n] = uint32(code)
	}
	p.pieces = sorted
	return slices.DeleteFunc(entries, func(e entry) bool {
		for i, n := range e.pieces {
			e.pieces[i] = codes[n]
		}
		return len(e.pieces) == 0 || len(e.pieces) > maxPieces || slices.Contains(e.pieces, maxCodes)
	})
}

// sort orders entries by the folds of their words, and those with the same by score.
func (p *packer) sort(entries []entry) {
	folds := make([]uint32, len(p.pieces)) // numbers of the folds, 0 for separators
	for i := range p.pieces {
		if p.pieces[i].separator {
			continue
		}
		if folds[i] = uint32(i) + 1; i > 0 && !p.pieces[i-1].separator && p.pieces[i-1].fold == p.pieces[i].fold {
			folds[i] = folds[i-1]
		}
	}
	for i := range entries {
		e := &entries[i]
		e.folds = make([]uint32, 0, len(e.pieces))
		for _, code := range e.pieces {
			if folds[code] != 0 {
				e.folds = append(e.folds, folds[code])
			}
		}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if c := slices.Compare(a.folds, b.folds); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.text, b.text))
	})
}

// append writes the table, see Table.
func (p *packer) append(data []byte, entries []entry) []byte {
	start := len(data)
	data = append(data, magic...)
	separators, _ := slices.BinarySearchFunc(p.pieces, false, func(x piece, _ bool) int {
		if x.separator {
			return -1
		}
		return 1
	})
	for _, n := range [...]int{separators, len(p.pieces) - separators, len(entries)} {
		data = binary.AppendUvarint(data, uint64(n))
	}
	var previous string
	for _, x := range p.pieces {
		same := commonPrefix(previous, x.fold)
		data = append(data, byte(same))
		data = appendString(data, x.fold[same:])
		previous = x.fold
		data = appendWord(data, x.fold, x.text)
	}
	for _, e := range entries {
		data = append(data, byte(e.kind)<<6|byte(len(e.pieces)))
	}
	for _, e := range entries {
		data = binary.AppendUvarint(data, uint64(e.articles))
	}
	for _, e := range entries {
		data = append(data, freshness(e))
	}
	for _, e := range entries {
		for _, code := range e.pieces {
			data = binary.LittleEndian.AppendUint16(data, uint16(code))
		}
	}
	return binary.LittleEndian.AppendUint32(data, crc32.ChecksumIEEE(data[start:]))
}

// How a word is written, if it is its fold.
const (
	asFold = iota
	asTitle
	asCapitals
	asItself // the text follows
)

// appendWord writes the text of a word whose fold is known.
func appendWord(data []byte, fold, text string) []byte {
	for how := range byte(asItself) {
		if written(fold, how) == text {
			return append(data, how)
		}
	}
	return appendString(append(data, asItself), text)
}

// written is a fold with its capitals.
func written(fold string, how byte) string {
	switch how {
	case asTitle:
		if fold != "" {
			return strings.ToUpper(fold[:1]) + fold[1:]
		}
	case asCapitals:
		return strings.ToUpper(fold)
	}
	return fold
}

func appendString(data []byte, s string) []byte {
	return append(binary.AppendUvarint(data, uint64(len(s))), s...)
}

// commonPrefix is the number of bytes that two folds begin with in common.
func commonPrefix(a, b string) int {
	n := 0
	for n < min(len(a), len(b), math.MaxUint8) && a[n] == b[n] {
		n++
	}
	return n
}

// freshness is what an article of an entry weighs, from 1 to 1+recentWeight, in 255 steps.
func freshness(e entry) byte {
	share := (float64(e.score)/float64(max(e.articles, 1)) - 1) / recentWeight
	return byte(math.Round(math.MaxUint8 * min(max(share, 0), 1)))
}

// weighed is the inverse of freshness: the score.
func weighed(articles uint32, freshness byte) float32 {
	return float32(articles) * (1 + recentWeight*float32(freshness)/math.MaxUint8)
}
