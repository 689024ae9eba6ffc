package story

import (
	"fmt"
	"sync"

	"github.com/newssearch/newssearch/index/internal/dup"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// Limits on what is kept in memory to recognise near-duplicates.
const (
	// maxSketches bounds the articles that a new one is compared with: the
	// newest ones, about 200 bytes each. Reprints follow within days.
	maxSketches = 500_000
	// maxRecentTexts bounds the articles whose words are kept, 3 KB each, so
	// that they need not be read again: a few batches, where most reprints are,
	// and what was read for them.
	maxRecentTexts = 4096
	// maxCompared bounds the articles that one is compared with word by word.
	maxCompared = 6
)

// Columns are the names of the columns of an index that stories are kept in, reserved
// terms of engine.NumbersField.
type Columns struct {
	// Hash names an article.
	Hash string
	// Story is the Hash of the first article of the story that an article is a
	// near-duplicate in; none for that first one, nor for articles without near-duplicates.
	Story string
	// Sketch hold the article's dup.Sketch; an article too short for one has none.
	Sketch [dup.Columns]string
}

// View is the index at one moment.
type View struct {
	Segments []*engine.Segment
	// Text returns the words of a stored article.
	Text func(seg *engine.Segment, doc uint32) (dup.Text, error)
	// Release is called after use.
	Release func()
}

// Document is an article that is put.
type Document struct {
	Hash   uint64
	Text   dup.Text
	Sketch dup.Sketch
}

// Decider recognises the near-duplicates of the articles that are put. It is safe
// for concurrent use; batches take turns.
type Decider struct {
	columns *Columns
	view    func() (View, error)

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

// NewDecider returns a decider for an index that view gives views of.
func NewDecider(c *Columns, view func() (View, error)) *Decider {
	return &Decider{columns: c, view: view, recent: map[uint64]*words{}}
}

// Assign returns for each document of a batch the story that it belongs to, 0 for
// none: what Columns.Story is to hold. From then on the documents are known to other
// batches; Forget takes them back when the batch fails.
func (n *Decider) Assign(docs []Document) ([]uint64, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.load(); err != nil {
		return nil, err
	}
	candidates := make([][]dup.Candidate, len(docs))
	texts, missing := map[uint64]*words{}, map[uint64]struct{}{}
	for i := range docs {
		d := &docs[i]
		if d.Sketch.IsZero() {
			continue
		}
		candidates[i] = n.table.Candidates(&d.Sketch, maxCompared)
		n.table.Add(d.Hash, 0, d.Sketch)
		for _, c := range candidates[i] {
			if w, ok := n.recent[c.Hash]; ok {
				texts[c.Hash] = w
			} else {
				missing[c.Hash] = struct{}{}
			}
		}
	}
	for _, d := range docs {
		delete(missing, d.Hash)
		texts[d.Hash] = &words{text: d.Text}
	}
	if err := n.read(missing, texts); err != nil {
		return nil, err
	}
	stories := make([]uint64, len(docs))
	for i, d := range docs {
		if stories[i] = n.group(d.Hash, candidates[i], texts); stories[i] != 0 {
			n.table.SetGroup(d.Hash, stories[i])
		}
	}
	for _, d := range docs {
		if !d.Sketch.IsZero() {
			n.remember(d.Hash, texts[d.Hash])
		}
	}
	n.forgetOld()
	return stories, nil
}

// group is the story of the most alike of the candidates, 0 when none is near.
func (n *Decider) group(hash uint64, candidates []dup.Candidate, texts map[uint64]*words) uint64 {
	if len(candidates) == 0 {
		return 0
	}
	own := texts[hash].ready()
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
func (n *Decider) load() error {
	if n.table != nil {
		return nil
	}
	v, err := n.view()
	if err != nil {
		return err
	}
	defer v.Release()
	table := dup.NewTable(maxSketches)
	for _, seg := range v.Segments {
		if err := n.loadSketches(table, seg); err != nil {
			return fmt.Errorf("read sketches: %w", err)
		}
	}
	n.table = table
	return nil
}

func (n *Decider) loadSketches(table *dup.Table, seg *engine.Segment) error {
	hashes, err := seg.Numbers(n.columns.Hash)
	if err != nil {
		return err
	}
	stories, err := seg.Numbers(n.columns.Story)
	if err != nil {
		return err
	}
	var columns [dup.Columns][]uint64
	for i, name := range n.columns.Sketch {
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
func (n *Decider) read(hashes map[uint64]struct{}, texts map[uint64]*words) error {
	if len(hashes) == 0 {
		return nil
	}
	v, err := n.view()
	if err != nil {
		return err
	}
	defer v.Release()
	var wanted sieve
	for hash := range hashes {
		wanted.add(hash)
	}
	for _, seg := range v.Segments {
		column, err := seg.Numbers(n.columns.Hash)
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
			text, err := v.Text(seg, uint32(doc))
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

// remember keeps the words of an article for the next batches.
func (n *Decider) remember(hash uint64, w *words) {
	if _, ok := n.recent[hash]; !ok {
		n.recent[hash] = w
		n.queue = append(n.queue, hash)
	}
}

// forgetOld drops the words that were kept first when there are too many.
func (n *Decider) forgetOld() {
	if over := len(n.queue) - maxRecentTexts; over > 0 {
		for _, hash := range n.queue[:over] {
			delete(n.recent, hash)
		}
		n.queue = append(n.queue[:0], n.queue[over:]...)
	}
}

// Forget takes back documents that were not stored, or are no longer.
func (n *Decider) Forget(hashes ...uint64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.table == nil {
		return
	}
	for _, hash := range hashes {
		n.table.Remove(hash)
	}
}

// Used is the number of bytes held, texts by their usual length.
func (n *Decider) Used() int64 {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.table == nil {
		return 0
	}
	const usualBytes = 3 << 10
	return n.table.Bytes() + int64(len(n.recent))*usualBytes
}

// Len is the number of articles that a new one is compared with.
func (n *Decider) Len() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.table == nil {
		return 0
	}
	return n.table.Len()
}
