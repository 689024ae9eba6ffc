package engine

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// Store owns what is decoded from the segments of one index. It is safe for
// concurrent use.
type Store struct {
	weights Weights
	budget  int64
	// preloaded is set before the store is used.
	preloaded map[Fingerprint]Columns
	used      atomic.Int64
	tick      atomic.Int64

	mu       sync.Mutex
	segments map[uint64]*segmentData
	pool     sync.Pool // *scratch
}

// NewStore returns a store that keeps at most budget bytes of decoded lists
// and columns. One query may exceed it for as long as it runs.
func NewStore(weights Weights, budget int64) *Store {
	s := &Store{weights: weights, budget: budget, segments: map[uint64]*segmentData{}}
	s.pool.New = func() any { return new(scratch) }
	return s
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

type cached struct {
	list *List
	used atomic.Int64 // the store's tick at the last use
}

// Snapshot returns a view of the index as reader sees it. The caller keeps
// reader open while it uses the snapshot.
func (s *Store) Snapshot(reader *scorch.IndexSnapshot) (*Snapshot, error) {
	snap := &Snapshot{store: s}
	s.mu.Lock()
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
	s.mu.Unlock()
	if err := snap.loadLengths(); err != nil {
		return nil, err
	}
	return snap, nil
}

// dropDead forgets the segments that are no longer part of the index. A query
// that still runs over an older snapshot keeps its own references. The caller holds s.mu.
func (s *Store) dropDead(live map[uint64]bool) {
	for id, data := range s.segments {
		if live[id] {
			continue
		}
		delete(s.segments, id)
		data.mu.Lock()
		data.dropped = true
		for _, c := range data.lists {
			s.used.Add(-c.list.bytes())
		}
		clear(data.lists)
		data.mu.Unlock()
	}
}

// keep adds a decoded list to the cache and returns the one to use, which is
// another goroutine's when that was faster.
func (s *Store) keep(data *segmentData, key listKey, list *List) *List {
	data.mu.Lock()
	if c := data.lists[key]; c != nil {
		data.mu.Unlock()
		return c.list
	}
	if data.dropped {
		data.mu.Unlock()
		return list
	}
	c := &cached{list: list}
	c.used.Store(s.tick.Add(1))
	data.lists[key] = c
	data.mu.Unlock()
	if s.used.Add(list.bytes()) > s.budget {
		s.evict()
	}
	return list
}

// evictTo is the share of the budget that eviction leaves in use, so that it
// runs once for many lists.
const evictTo = 0.9

// evict drops the lists used longest ago until the budget is kept.
func (s *Store) evict() {
	s.mu.Lock()
	defer s.mu.Unlock()
	type candidate struct {
		data *segmentData
		key  listKey
		used int64
	}
	var all []candidate
	for _, data := range s.segments {
		data.mu.RLock()
		for key, c := range data.lists {
			all = append(all, candidate{data, key, c.used.Load()})
		}
		data.mu.RUnlock()
	}
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Compare(a.used, b.used) })
	for _, c := range all {
		if float64(s.used.Load()) <= evictTo*float64(s.budget) {
			return
		}
		c.data.mu.Lock()
		if old := c.data.lists[c.key]; old != nil {
			delete(c.data.lists, c.key)
			s.used.Add(-old.list.bytes())
		}
		c.data.mu.Unlock()
	}
}
