package index

import (
	"fmt"
	"sync"

	"github.com/newssearch/newssearch/index/internal/dup"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// columnSketch are the reserved terms that hold an article's dup.Sketch; an
// article too short for one has none.
var columnSketch = [dup.Columns]string{"near0", "near1", "near2", "near3", "near4", "near5"}

// Limits on what is kept in memory to recognise near-duplicates.
const (
	// maxSketches bounds the articles that a new one is compared with: the
	// newest ones, about 200 bytes each. Reprints follow within days.
	maxSketches = 500_000
	// maxRecentTexts bounds the articles whose words are kept, 2 KB each, so
	// that they need not be read again: a few batches, where most reprints are,
	// and what was read for them.
	maxRecentTexts = 4096
	// maxCompared bounds the articles that one is compared with word by word.
	maxCompared = 6
)

// duplicates recognises the near-duplicates of the articles that are put. It
// is safe for concurrent use; batches take turns.
type duplicates struct {
	index *Index

	mu     sync.Mutex
	table  *dup.Table // nil until the first article is put
	recent map[uint64]*words
	queue  []uint64 // the hashes in recent, the oldest first
}

// words are what articles are compared by.
type words struct {
	text dup.Text
	set  dup.Set // made of text, which is let go then, when first compared
	made bool
}

func (w *words) ready() dup.Set {
	if !w.made {
		w.set, w.text, w.made = w.text.Set(), nil, true
	}
	return w.set
}

func newDuplicates(x *Index) *duplicates {
	return &duplicates{index: x, recent: map[uint64]*words{}}
}

// addSketch puts the sketch of the article's text into its columns.
func (d *document) addSketch() {
	d.sketch = d.text.Sketch()
	if d.sketch.IsZero() {
		return
	}
	for i, n := range d.sketch.Pack() {
		d.addNumber(columnSketch[i], n)
	}
}

// assign decides for each document of a batch which story it belongs to, and
// puts that into its columns. From then on the documents are known to other
// batches; forget takes them back when the batch fails.
func (n *duplicates) assign(docs []*document) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.load(); err != nil {
		return err
	}
	candidates := make([][]dup.Candidate, len(docs))
	texts, missing := map[uint64]*words{}, map[uint64]struct{}{}
	for i, d := range docs {
		if d.sketch.IsZero() {
			continue
		}
		candidates[i] = n.table.Candidates(&d.sketch, maxCompared)
		n.table.Add(d.hash, 0, d.sketch)
		for _, c := range candidates[i] {
			if w, ok := n.recent[c.Hash]; ok {
				texts[c.Hash] = w
			} else {
				missing[c.Hash] = struct{}{}
			}
		}
	}
	for _, d := range docs {
		delete(missing, d.hash)
		texts[d.hash] = &words{text: d.text}
	}
	if err := n.read(missing, texts); err != nil {
		return err
	}
	for i, d := range docs {
		if group := n.group(d, candidates[i], texts); group != 0 {
			d.addNumber(columnStory, group)
			n.table.SetGroup(d.hash, group)
		}
	}
	for _, d := range docs {
		if !d.sketch.IsZero() {
			n.remember(d.hash, texts[d.hash])
		}
	}
	n.forgetOld()
	return nil
}

// group is the story of the most alike of the candidates, 0 when none is near.
func (n *duplicates) group(d *document, candidates []dup.Candidate, texts map[uint64]*words) uint64 {
	if len(candidates) == 0 {
		return 0
	}
	own := texts[d.hash].ready()
	group, best := uint64(0), 0.0
	for _, c := range candidates {
		w, ok := texts[c.Hash]
		if !ok {
			continue // removed, or in a batch that is not written yet
		}
		if l := dup.Compare(own, w.ready()); l.Near() && l.Jaccard > best {
			group, best = n.table.Group(c.Hash), l.Jaccard
		}
	}
	return group
}

// load fills the table with the articles of the index. The caller holds n.mu.
func (n *duplicates) load() error {
	if n.table != nil {
		return nil
	}
	v, err := n.index.acquire()
	if err != nil {
		return err
	}
	defer v.release()
	table := dup.NewTable(maxSketches)
	for _, seg := range v.Segments {
		if err := loadSketches(table, seg); err != nil {
			return fmt.Errorf("read sketches of %s: %w", n.index.path, err)
		}
	}
	n.table = table
	return nil
}

func loadSketches(table *dup.Table, seg *engine.Segment) error {
	hashes, err := seg.Numbers(columnHash)
	if err != nil {
		return err
	}
	stories, err := seg.Numbers(columnStory)
	if err != nil {
		return err
	}
	var columns [dup.Columns][]uint64
	for i, name := range columnSketch {
		if columns[i], err = seg.Numbers(name); err != nil {
			return err
		}
	}
	var packed [dup.Columns]uint64
	for doc, hash := range hashes {
		if !seg.IsLive(uint32(doc)) {
			continue
		}
		for i := range columns {
			packed[i] = columns[i][doc]
		}
		if sketch := dup.Unpack(packed); !sketch.IsZero() {
			table.Add(hash, stories[doc], sketch)
		}
	}
	return nil
}

// read adds to texts the words of stored articles by their hashes.
func (n *duplicates) read(hashes map[uint64]struct{}, texts map[uint64]*words) error {
	if len(hashes) == 0 {
		return nil
	}
	v, err := n.index.acquire()
	if err != nil {
		return err
	}
	defer v.release()
	b := n.index.pool.Get().(*documentBuilder)
	defer n.index.pool.Put(b)
	wanted := newSieve(hashes)
	for _, seg := range v.Segments {
		column, err := seg.Numbers(columnHash)
		if err != nil {
			return err
		}
		for doc, hash := range column {
			if !wanted.has(hash) {
				continue
			}
			if _, ok := hashes[hash]; !ok || !seg.IsLive(uint32(doc)) {
				continue
			}
			text, err := n.index.storedText(b, seg, uint32(doc))
			if err != nil {
				return err
			}
			texts[hash] = &words{text: text}
			n.remember(hash, texts[hash])
			delete(hashes, hash)
		}
	}
	return nil
}

// sieve holds the lowest bits of some hashes: whole columns are looked through
// for a few hundred articles.
type sieve [1 << 10]uint64

func newSieve(hashes map[uint64]struct{}) *sieve {
	s := &sieve{}
	for hash := range hashes {
		s[hash>>7%uint64(len(s))] |= 1 << (hash >> 1 % 64)
	}
	return s
}

func (s *sieve) has(hash uint64) bool {
	return s[hash>>7%uint64(len(s))]>>(hash>>1%64)&1 != 0
}

// remember keeps the words of an article for the next batches.
func (n *duplicates) remember(hash uint64, w *words) {
	if _, ok := n.recent[hash]; !ok {
		n.recent[hash] = w
		n.queue = append(n.queue, hash)
	}
}

// forgetOld drops the words that were kept first when there are too many.
func (n *duplicates) forgetOld() {
	if over := len(n.queue) - maxRecentTexts; over > 0 {
		for _, hash := range n.queue[:over] {
			delete(n.recent, hash)
		}
		n.queue = append(n.queue[:0], n.queue[over:]...)
	}
}

func hashesOf(docs []*document) []uint64 {
	hashes := make([]uint64, len(docs))
	for i, d := range docs {
		hashes[i] = d.hash
	}
	return hashes
}

// forget takes back documents that were not stored, or are no longer.
func (n *duplicates) forget(hashes ...uint64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.table == nil {
		return
	}
	for _, hash := range hashes {
		n.table.Remove(hash)
	}
}

// used is the number of bytes held, texts by their usual length.
func (n *duplicates) used() int64 {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.table == nil {
		return 0
	}
	const usualBytes = 2 << 10
	return n.table.Bytes() + int64(len(n.recent))*usualBytes
}
