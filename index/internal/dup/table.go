package dup

import (
	"cmp"
	"slices"
)

// Table finds texts by the keys of their sketches. It is in memory only: what it
// holds can be read from the index again. It is not safe for concurrent use.
type Table struct {
	max     int
	texts   []entry
	places  map[uint64]uint32 // of the hashes in texts
	heads   []uint32          // bucket -> 1 + the newest link in it
	next    []uint32          // link -> 1 + the next older link; link = text*Keys + key
	removed int
}

type entry struct {
	hash, group uint64 // hash is 0 when removed
	sketch      Sketch
}

// Candidate is a text that may be a near-duplicate.
type Candidate struct {
	// Hash names the text.
	Hash uint64
	// Shared is how many keys it shares.
	Shared int
}

const (
	// maxChain bounds the texts looked at for one key, the newest first: what
	// many have in common is a form letter.
	maxChain = 64
	// entryBytes is the memory one text takes, with its share of the buckets.
	entryBytes = 8 + 8 + 4*Keys + 4*Keys + 8*Keys/2 + 40
)

// NewTable returns a table that remembers at least the newest max/2 texts and at most max.
func NewTable(max int) *Table {
	return &Table{max: max, places: map[uint64]uint32{}, heads: make([]uint32, 1<<10)}
}

// Len is the number of texts.
func (t *Table) Len() int { return len(t.texts) - t.removed }

// Bytes is about the memory the table takes.
func (t *Table) Bytes() int64 { return int64(cap(t.texts)) * entryBytes }

// Add remembers a text by its hash, not zero, with the group it is in: 0 for none yet.
func (t *Table) Add(hash, group uint64, s Sketch) {
	if i, ok := t.places[hash]; ok {
		t.texts[i].group = group
		return
	}
	if len(t.texts) >= t.max {
		t.rebuild(t.max / 2)
	} else if t.removed > len(t.texts)/2+1024 {
		t.rebuild(t.max)
	}
	t.places[hash] = uint32(len(t.texts))
	t.texts = append(t.texts, entry{hash, group, s})
	if len(t.texts)*Keys > len(t.heads) {
		t.heads = make([]uint32, 2*len(t.heads))
		t.next = t.next[:0]
		for i := range t.texts {
			t.link(i)
		}
		return
	}
	t.link(len(t.texts) - 1)
}

// link enters the keys of text i, which is the newest.
func (t *Table) link(i int) {
	for key, value := range t.texts[i].sketch {
		head := &t.heads[t.bucket(key, value)]
		t.next = append(t.next, *head)
		*head = uint32(len(t.next))
	}
}

func (t *Table) bucket(key int, value uint32) int {
	return int(mix(uint64(value)|uint64(key)<<keyBits) & uint64(len(t.heads)-1))
}

// rebuild drops the removed texts, and the oldest so that at most keep are left.
func (t *Table) rebuild(keep int) {
	texts := slices.DeleteFunc(t.texts, func(e entry) bool { return e.hash == 0 })
	if len(texts) > keep {
		texts = append([]entry(nil), texts[len(texts)-keep:]...)
	}
	t.texts, t.removed, t.next = texts, 0, t.next[:0]
	clear(t.heads)
	clear(t.places)
	for i := range t.texts {
		t.places[t.texts[i].hash] = uint32(i)
		t.link(i)
	}
}

// Remove forgets a text.
func (t *Table) Remove(hash uint64) {
	if i, ok := t.places[hash]; ok {
		t.texts[i].hash = 0
		t.removed++
		delete(t.places, hash)
	}
}

// Group returns the group a text is in: the one it was added with, else the one
// it would be the first of, which is its own hash.
func (t *Table) Group(hash uint64) uint64 {
	if i, ok := t.places[hash]; ok && t.texts[i].group != 0 {
		return t.texts[i].group
	}
	return hash
}

// SetGroup puts a text into a group.
func (t *Table) SetGroup(hash, group uint64) {
	if i, ok := t.places[hash]; ok {
		t.texts[i].group = group
	}
}

// Candidates returns at most limit texts that share keys with s, those that
// share the most first, and of these the newest.
func (t *Table) Candidates(s *Sketch, limit int) []Candidate {
	type found struct{ text, shared int }
	var all []found
	for key, value := range s {
		link := t.heads[t.bucket(key, value)]
		for n := 0; link != 0 && n < maxChain; n++ {
			text := int(link-1) / Keys
			e := &t.texts[text]
			if int(link-1)%Keys == key && e.sketch[key] == value && e.hash != 0 {
				if i := slices.IndexFunc(all, func(f found) bool { return f.text == text }); i >= 0 {
					all[i].shared++
				} else {
					all = append(all, found{text, 1})
				}
			}
			link = t.next[link-1]
		}
	}
	slices.SortFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(b.text, a.text))
	})
	all = all[:min(len(all), limit)]
	candidates := make([]Candidate, len(all))
	for i, f := range all {
		candidates[i] = Candidate{t.texts[f.text].hash, f.shared}
	}
	return candidates
}
