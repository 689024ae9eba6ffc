package engine

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/newssearch/newssearch/index/internal/offheap"
)

// Store owns what is decoded from the segments of one index. It is safe for
// concurrent use. Its lists lie outside of Go's heap: Close frees them.
type Store struct {
	weights Weights
	budget  atomic.Int64
	// preloaded is set before the store is used.
	preloaded map[Fingerprint]Columns
	used      atomic.Int64
	guard     offheap.Guard

	mu       sync.Mutex
	segments map[uint64]*segmentData
	// ring has every list that is kept; hand is the next one that may have to go.
	ring []*cached
	hand int
	pool sync.Pool // *scratch
}

// NewStore returns a store that keeps at most budget bytes of decoded lists.
// One query may exceed it for as long as it runs.
func NewStore(weights Weights, budget int64) *Store {
	s := &Store{weights: weights, segments: map[uint64]*segmentData{}}
	s.budget.Store(budget)
	s.pool.New = func() any { return new(scratch) }
	return s
}

// SetBudget changes the bytes of decoded lists that are kept.
func (s *Store) SetBudget(budget int64) {
	s.budget.Store(budget)
	if s.used.Load() > budget {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.evict()
	}
}

// Budget is how many bytes of decoded lists are kept at most.
func (s *Store) Budget() int64 { return s.budget.Load() }

// Close frees all lists. Nothing may use the store afterwards.
func (s *Store) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dropDead(nil)
}

// Used is the number of bytes of decoded data held now.
func (s *Store) Used() int64 { return s.used.Load() }

// segmentData is what is decoded from one segment. Segments are immutable and
// their numbers are never reused while an index is open, so it never goes stale.
type segmentData struct {
	mu      sync.RWMutex
	lists   map[listKey]*cached
	columns map[string]*numbers
	labels  map[string]*Labels
	lengths []float32 // weighted length of each document
	total   float64   // the sum of lengths
	words   []Word
	// preloaded are columns that were never read from the segment.
	preloaded map[string][]byte
	dropped   bool // the segment has left the index: nothing is kept any more
}

type listKey struct {
	fields FieldSet
	group  bool
	text   string
}

// cached is a list that is kept.
type cached struct {
	list *List
	data *segmentData
	key  listKey
	used atomic.Bool // since the hand last passed
}

// touch notes that the list was used once more after it was decoded.
func (c *cached) touch() {
	if !c.used.Load() { // most are read by many processors, and written by none
		c.used.Store(true)
	}
}

// Snapshot returns a view of the index as reader sees it. The caller keeps
// reader open while it uses the snapshot.
func (s *Store) Snapshot(reader *scorch.IndexSnapshot) (*Snapshot, error) {
	snap := s.segmentsOf(reader)
	if err := snap.loadLengths(); err != nil {
		return nil, err
	}
	return snap, nil
}

// segmentsOf returns a view of the segments of reader, and forgets others.
func (s *Store) segmentsOf(reader *scorch.IndexSnapshot) *Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	snap := &Snapshot{store: s}
	live := make(map[uint64]bool)
	for _, seg := range reader.Segments() {
		live[seg.Id()] = true
		data := s.segments[seg.Id()]
		isNew := data == nil
		if isNew {
			data = &segmentData{
				lists:   map[listKey]*cached{},
				columns: map[string]*numbers{},
				labels:  map[string]*Labels{},
			}
			s.segments[seg.Id()] = data
		}
		own := newSegment(seg, data, s)
		if isNew {
			own.preload()
		}
		snap.Segments = append(snap.Segments, own)
	}
	s.dropDead(live)
	return snap
}

// dropDead forgets the segments that are no longer part of the index. A query
// that still runs over an older snapshot reads its lists until it ends. The caller holds s.mu.
func (s *Store) dropDead(live map[uint64]bool) {
	dropped := false
	for id, data := range s.segments {
		if live[id] {
			continue
		}
		dropped = true
		delete(s.segments, id)
		for _, c := range data.drop() {
			s.used.Add(-c.list.bytes())
			s.guard.Retire(c.list.region)
		}
	}
	if dropped {
		s.ring = slices.DeleteFunc(s.ring, func(c *cached) bool { return c.data.dropped })
		s.hand = 0
	}
}

// drop has nothing kept any more and returns what was.
func (d *segmentData) drop() map[listKey]*cached {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dropped = true
	lists := d.lists
	d.lists = map[listKey]*cached{}
	return lists
}

// add adds a list unless there is one by its key, which is returned then, or nothing
// is kept any more.
func (d *segmentData) add(c *cached) (other *cached, dropped bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if other = d.lists[c.key]; other == nil && !d.dropped {
		d.lists[c.key] = c
	}
	return other, d.dropped
}

// keep adds a decoded list to the cache and returns the one to use, which is
// another goroutine's when that was faster.
func (s *Store) keep(data *segmentData, key listKey, list *List) *List {
	c := &cached{list: list, data: data, key: key}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch other, dropped := data.add(c); {
	case other != nil:
		list.region.Free()
		return other.list
	case dropped:
		s.guard.Retire(list.region)
		return list
	}
	s.ring = append(s.ring, c)
	s.used.Add(list.bytes())
	s.evict()
	return list
}

// evict drops lists until the budget is kept: the hand goes round and takes those
// that were not used since it last came by (the second chance of Corbató, 1968).
// So whoever adds a list pays for the room it takes and no more.
// The caller holds s.mu.
func (s *Store) evict() {
	for len(s.ring) > 0 && s.used.Load() > s.budget.Load() {
		if s.hand >= len(s.ring) {
			s.hand = 0
		}
		c := s.ring[s.hand]
		if c.used.Swap(false) {
			s.hand++
			continue
		}
		last := len(s.ring) - 1
		s.ring[s.hand], s.ring[last] = s.ring[last], nil
		s.ring = s.ring[:last]
		s.hand++ // past the one that has come from the end, the newest
		c.data.mu.Lock()
		delete(c.data.lists, c.key)
		c.data.mu.Unlock()
		s.used.Add(-c.list.bytes())
		s.guard.Retire(c.list.region)
	}
}
