package complete

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
)

// Kind says what a completion is.
type Kind uint8

// The kinds.
const (
	Phrase Kind = iota
	Name
	Headline
	Word
)

// String returns the English name of the kind.
func (k Kind) String() string {
	names := [...]string{"phrase", "name", "headline", "word"}
	if int(k) >= len(names) {
		return "?"
	}
	return names[k]
}

type entry struct {
	fold, text string
	kind       Kind
	articles   uint32
	score      float32
}

// Table answers by prefix. It is safe for concurrent use.
type Table struct {
	entries []entry // by fold
	bytes   int64
}

// Completion is one way to go on.
type Completion struct {
	Text  string
	Kind  Kind
	Count int
}

// MaxEntries bounds a table, the best entries first: about 20 MB.
const MaxEntries = 150_000

func newTable(entries []entry) *Table {
	for i := range entries {
		entries[i].fold = foldOf(entries[i].text)
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.fold, b.fold), cmp.Compare(b.score, a.score), cmp.Compare(a.text, b.text))
	})
	entries = slices.CompactFunc(entries, func(a, b entry) bool { return a.text == b.text })
	if len(entries) > MaxEntries {
		scores := make([]float32, len(entries))
		for i, e := range entries {
			scores[i] = e.score
		}
		slices.Sort(scores)
		least := scores[len(scores)-MaxEntries]
		entries = slices.DeleteFunc(entries, func(e entry) bool { return e.score < least })
		entries = entries[:min(len(entries), MaxEntries)]
	}
	t := &Table{entries: slices.Clip(entries)}
	t.measure()
	return t
}

func (t *Table) measure() {
	const entryBytes = 48
	t.bytes = int64(len(t.entries)) * entryBytes
	for _, e := range t.entries {
		t.bytes += int64(len(e.fold) + len(e.text))
	}
}

// Len is the number of entries.
func (t *Table) Len() int { return len(t.entries) }

// Bytes is the memory that the entries take.
func (t *Table) Bytes() int64 { return t.bytes }

// foldOf is what typed text and an entry are compared by: folded words with
// single spaces, punctuation left out.
func foldOf(s string) string {
	return analyzer.Fold(strings.Join(strings.FieldsFunc(analyzer.Normalize(s), func(r rune) bool {
		return strings.ContainsRune(" \t\n,.;:!?\"'()[]“”‘’-–…/", r)
	}), " "))
}

// Find returns the best completions of typed, of at most limit. Marks typed are
// in them, marks left out are free. When nothing begins so, one slip is forgiven.
func (t *Table) Find(typed string, limit int) []Completion {
	fold := foldOf(typed)
	if fold == "" || limit <= 0 {
		return nil
	}
	if endsWord(typed) {
		fold += " "
	}
	best := t.collect(nil, fold, typed, limit)
	if len(best) == 0 && len(fold) >= minSlipBytes {
		for near := range slips(fold) {
			best = t.collect(best, near, "", limit)
		}
	}
	out := make([]Completion, len(best))
	for i, e := range best {
		out[i] = Completion{Text: e.text, Kind: e.kind, Count: int(e.articles)}
	}
	return out
}

// minSlipBytes is the length from which a slip leaves something to go by.
const minSlipBytes = 4

func endsWord(s string) bool { return strings.HasSuffix(s, " ") }

// collect adds the entries that begin with fold to the best ones.
func (t *Table) collect(best []*entry, fold, typed string, limit int) []*entry {
	from := sort.Search(len(t.entries), func(i int) bool { return t.entries[i].fold >= fold })
	marked := typed != "" && analyzer.StripMarks(typed) != analyzer.Normalize(typed)
	for i := from; i < len(t.entries) && strings.HasPrefix(t.entries[i].fold, fold); i++ {
		e := &t.entries[i]
		if len(best) == limit && !e.before(best[limit-1]) || marked && !agrees(typed, e.text) || slices.Contains(best, e) {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, e, func(a, b *entry) int {
			if a.before(b) {
				return -1
			}
			return 1
		})
		best = slices.Insert(best, at, e)
		best = best[:min(len(best), limit)]
	}
	return best
}

// before orders completions: phrases and names by use, headlines after them.
func (e *entry) before(other *entry) bool { return e.score > other.score }

// agrees reports whether the marks typed are in text, word by word.
func agrees(typed, text string) bool {
	words := strings.Fields(text)
	for i, w := range strings.Fields(analyzer.Normalize(typed)) {
		if i >= len(words) {
			return false
		}
		whole := []rune(analyzer.Term(words[i]))
		term := []rune(analyzer.Term(w))
		if len(term) < len(whole) {
			whole = whole[:len(term)]
		}
		if !analyzer.Agrees(string(term), string(whole)) {
			return false
		}
	}
	return true
}

// slips yields what fold may be with one slip put right.
func slips(fold string) func(yield func(string) bool) {
	const letters = "abcdefghijklmnopqrstuvwxyz "
	return func(yield func(string) bool) {
		for i := 0; i <= len(fold); i++ {
			// With a letter more or less at its end it is the same beginning.
			if i < len(fold)-1 && !yield(fold[:i]+fold[i+1:]) {
				return
			}
			if i+1 < len(fold) && fold[i] != fold[i+1] && !yield(fold[:i]+fold[i+1:i+2]+fold[i:i+1]+fold[i+2:]) {
				return
			}
			for _, r := range letters {
				if i < len(fold) && r != rune(fold[i]) && (!yield(fold[:i]+string(r)+fold[i+1:]) || !yield(fold[:i]+string(r)+fold[i:])) {
					return
				}
			}
		}
	}
}

const magic = "nscompl1"

// ErrFormat means that bytes are not a table.
var ErrFormat = errors.New("not a table of completions")

// Append writes the table: magic, number of entries, each with its fold, text,
// kind, articles and score, then the CRC-32 of all that.
func (t *Table) Append(data []byte) []byte {
	start := len(data)
	data = append(data, magic...)
	data = binary.AppendUvarint(data, uint64(len(t.entries)))
	for _, e := range t.entries {
		for _, s := range [...]string{e.fold, e.text} {
			data = append(binary.AppendUvarint(data, uint64(len(s))), s...)
		}
		data = append(data, byte(e.kind))
		data = binary.AppendUvarint(data, uint64(e.articles))
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(e.score))
	}
	return binary.LittleEndian.AppendUint32(data, crc32.ChecksumIEEE(data[start:]))
}

// Open reads what Append wrote.
func Open(data []byte) (*Table, error) {
	if len(data) < len(magic)+5 || !bytes.HasPrefix(data, []byte(magic)) {
		return nil, ErrFormat
	}
	body, sum := data[:len(data)-4], binary.LittleEndian.Uint32(data[len(data)-4:])
	if crc32.ChecksumIEEE(body) != sum {
		return nil, ErrFormat
	}
	r := reader{rest: string(body[len(magic):])}
	n := r.number()
	if n > MaxEntries {
		return nil, ErrFormat
	}
	t := &Table{entries: make([]entry, 0, n)}
	for range n {
		e := entry{fold: r.string(), text: r.string(), kind: Kind(r.bytes(1)[0])}
		e.articles = uint32(r.number())
		e.score = math.Float32frombits(binary.LittleEndian.Uint32([]byte(r.bytes(4))))
		if r.failed {
			return nil, ErrFormat
		}
		t.entries = append(t.entries, e)
	}
	t.measure()
	return t, nil
}

// reader takes values off a string; after a fault it gives zeros.
type reader struct {
	rest   string
	failed bool
}

func (r *reader) number() uint64 {
	n, shift := uint64(0), 0
	for i := 0; i < len(r.rest) && shift < 64; i++ {
		n |= uint64(r.rest[i]&0x7f) << shift
		shift += 7
		if r.rest[i] < 0x80 {
			r.rest = r.rest[i+1:]
			return n
		}
	}
	r.failed = true
	return 0
}

func (r *reader) bytes(n uint64) string {
	if n > uint64(len(r.rest)) {
		r.failed = true
		return strings.Repeat("\x00", int(min(n, 8)))
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *reader) string() string { return r.bytes(r.number()) }
