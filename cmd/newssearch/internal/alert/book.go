package alert

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"github.com/newssearch/newssearch/index"
)

// Book keeps the saved searches of an index. It is safe for concurrent use.
type Book struct {
	db    *bbolt.DB
	index *index.Index
	name  string // of the index, for matched.Index
	log   *slog.Logger

	matching   sync.Mutex // held while articles are matched
	delivering sync.Mutex // held while hits are delivered
	read       map[string]reading
}

// Open returns the book of the index x, whose state is in db. generation changes when
// the index is built again.
func Open(db *bbolt.DB, x *index.Index, generation string, log *slog.Logger) (*Book, error) {
	err := db.Update(func(tx *bbolt.Tx) error {
		for _, name := range [][]byte{bucketSearches, bucketHits, bucketTold, bucketState} {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("saved searches: %w", err)
	}
	return &Book{db: db, index: x, name: generation, log: log, read: map[string]reading{}}, nil
}

// Save keeps a search, or changes the one of that name, which then begins anew. Its
// hits are the articles that are put from now on.
func (b *Book) Save(ctx context.Context, s Saved) error {
	if err := s.Validate(); err != nil {
		return err
	}
	if _, err := b.index.Search(ctx, index.Request{Query: s.Query, Limit: 1, SnippetRunes: -1}); err != nil {
		return err
	}
	if err := b.Match(ctx); err != nil { // what came before is not for this search
		return err
	}
	s.Created = time.Now().UTC().Truncate(time.Second)
	return b.db.Update(func(tx *bbolt.Tx) error {
		if err := removeIn(tx, s.Name); err != nil {
			return err
		}
		if n := tx.Bucket(bucketSearches).Stats().KeyN; n >= maxSearches {
			return fmt.Errorf("%w: there are %d already", ErrInvalid, n)
		}
		return putSearch(tx, s)
	})
}

// Remove forgets a search and its hits.
func (b *Book) Remove(name string) error {
	return b.db.Update(func(tx *bbolt.Tx) error {
		if _, err := searchIn(tx, name); err != nil {
			return err
		}
		return removeIn(tx, name)
	})
}

func removeIn(tx *bbolt.Tx, name string) error {
	for _, bucket := range [][]byte{bucketHits, bucketTold} {
		c, prefix := tx.Bucket(bucket).Cursor(), hitPrefix(name)
		for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Seek(prefix) {
			if err := c.Delete(); err != nil {
				return err
			}
		}
	}
	return tx.Bucket(bucketSearches).Delete([]byte(name))
}

// List returns the searches in the order of their names.
func (b *Book) List() (list []Saved, err error) {
	err = b.db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket(bucketSearches).ForEach(func(_, data []byte) error {
			var s Saved
			list = append(list, s)
			return json.Unmarshal(data, &list[len(list)-1])
		})
	})
	return list, err
}

// Get returns a search.
func (b *Book) Get(name string) (s Saved, err error) {
	err = b.db.View(func(tx *bbolt.Tx) error {
		s, err = searchIn(tx, name)
		return err
	})
	return s, err
}

// Hits returns the hits of a search after a number, in the order in which they came.
func (b *Book) Hits(name string, after uint64) (list []Hit, err error) {
	err = b.db.View(func(tx *bbolt.Tx) error {
		if _, err := searchIn(tx, name); err != nil {
			return err
		}
		list, err = hitsIn(tx, name, after, maxHits)
		return err
	})
	return list, err
}

func hitsIn(tx *bbolt.Tx, name string, after uint64, limit int) (list []Hit, err error) {
	c, prefix := tx.Bucket(bucketHits).Cursor(), hitPrefix(name)
	for k, v := c.Seek(hitKey(name, after+1)); bytes.HasPrefix(k, prefix) && len(list) < limit; k, v = c.Next() {
		var h Hit
		if err := json.Unmarshal(v, &h); err != nil {
			return nil, err
		}
		list = append(list, h)
	}
	return list, nil
}

// Look returns what is new for a search since it was last looked at, or since a time
// when that is not zero. Only the first counts as looking.
func (b *Book) Look(name string, since time.Time) (list []Hit, err error) {
	err = b.db.Update(func(tx *bbolt.Tx) error {
		s, err := searchIn(tx, name)
		if err != nil {
			return err
		}
		if !since.IsZero() {
			list, err = hitsIn(tx, name, 0, maxHits)
			list = slices.DeleteFunc(list, func(h Hit) bool { return h.Arrived.Before(since) })
			return err
		}
		if list, err = hitsIn(tx, name, s.Looked, maxHits); err != nil {
			return err
		}
		s.Looked = s.Last
		return putSearch(tx, s)
	})
	return list, err
}
