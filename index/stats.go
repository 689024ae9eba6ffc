package index

import (
	"context"
	"fmt"
	"time"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/lookup"
)

// Stats describes an index.
type Stats struct {
	// Path is empty for an index in memory.
	Path     string `json:"path,omitempty"`
	Schema   string `json:"schema"`
	Articles int    `json:"articles"`
	// Deleted are the articles that still take room until their segment is merged.
	Deleted  int `json:"deleted"`
	Segments int `json:"segments"`
	// Terms is the number of different terms, those of deleted articles included.
	Terms int `json:"terms"`
	// Syllables is the number of all syllables, words and numbers.
	Syllables int64 `json:"syllables"`
	// Pairs is the number of different words and pairs of neighbours counted.
	Pairs int `json:"pairs"`
	// Stories is the number of stories of several articles, Reprints that of the
	// articles in them but for the first of each.
	Stories  int `json:"stories"`
	Reprints int `json:"reprints"`
	// Bytes is the size on disk of everything the index owns; 0 in memory.
	Bytes int64 `json:"bytes"`
	// Suggestions is the number of phrases, names and headlines that are offered
	// while someone types, SuggestionBytes the memory they take.
	Suggestions     int   `json:"suggestions"`
	SuggestionBytes int64 `json:"suggestion_bytes"`
	// Abbreviations is the number of abbreviations that articles explain.
	Abbreviations int `json:"abbreviations"`
	// CacheBytes is the memory that decoded postings, text and what recognises near-duplicates take now.
	CacheBytes int64     `json:"cache_bytes"`
	First      time.Time `json:"first_published,omitzero"`
	Last       time.Time `json:"last_published,omitzero"`
	Sources    []Count   `json:"sources"`
	Categories []Count   `json:"categories"`
}

// Stats returns figures about the index.
func (x *Index) Stats(ctx context.Context) (stats Stats, err error) {
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return Stats{}, err
	}
	defer end(&err)
	stats = Stats{
		Path: x.path, Schema: schemaVersion, Articles: v.Live, Deleted: v.Docs - v.Live, Segments: len(v.Segments),
		CacheBytes: x.store.Used() + x.sequences.Used() + x.near.Used(),
	}
	stats.Syllables, stats.Pairs = x.model.Sizes()
	stories, err := v.stories()
	if err != nil {
		return Stats{}, err
	}
	stats.Stories, stats.Reprints = stories.Count()
	if t := x.suggester.table.Load(); t != nil {
		stats.Suggestions, stats.SuggestionBytes = t.Len(), t.Bytes()
	}
	meanings, err := v.words.Meanings()
	if err != nil {
		return Stats{}, err
	}
	stats.Abbreviations = len(x.own.Apply(lookup.AsMeanings(meanings)))
	if stats.Terms, err = v.words.CountTerms(); err != nil {
		return Stats{}, err
	}
	facets, err := newFacets(v)
	if err != nil {
		return Stats{}, err
	}
	v.EachLive(func(seg int, doc uint32) {
		facets.add(seg, doc)
		if n := facets.published[seg][doc]; n != 0 {
			stats.addTime(document.PublishedTime(n).In(VietnamTime))
		}
	})
	f, err := facets.result(&Request{})
	if err != nil {
		return Stats{}, err
	}
	stats.Sources, stats.Categories = f.Sources, f.Categories
	if x.path != "" {
		if stats.Bytes, err = disk.Size(x.path); err != nil {
			return Stats{}, fmt.Errorf("size of index: %w", err)
		}
	}
	return stats, nil
}

func (s *Stats) addTime(t time.Time) {
	if s.First.IsZero() || t.Before(s.First) {
		s.First = t
	}
	if t.After(s.Last) {
		s.Last = t
	}
}
