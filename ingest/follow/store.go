package follow

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"
)

var (
	bucketSources = []byte("follow.sources")
	bucketQueue   = []byte("follow.queue")
	bucketSeen    = []byte("follow.seen")
)

// maxQueue bounds what waits for one source: four sitemaps of the largest size.
const maxQueue = 200_000

// store is the state in the database.
type store struct{ db *bbolt.DB }

func newStore(db *bbolt.DB) (store, error) {
	err := db.Update(func(tx *bbolt.Tx) error {
		for _, name := range [][]byte{bucketSources, bucketQueue, bucketSeen} {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		return nil
	})
	return store{db}, err
}

// source returns the source with an address.
func (s store) source(address string) (src Source, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		src, err = sourceIn(tx, address)
		return err
	})
	return src, err
}

func sourceIn(tx *bbolt.Tx, address string) (src Source, err error) {
	data := tx.Bucket(bucketSources).Get([]byte(address))
	if data == nil {
		return src, fmt.Errorf("%s: %w", address, ErrNotFollowed)
	}
	return src, json.Unmarshal(data, &src)
}

func putSource(tx *bbolt.Tx, src Source) error {
	data, err := json.Marshal(src)
	if err != nil {
		return err
	}
	return tx.Bucket(bucketSources).Put([]byte(src.Address), data)
}

// update changes a source, unless it is no longer followed.
func (s store) update(address string, change func(*bbolt.Tx, *Source) error) error {
	return s.db.Update(func(tx *bbolt.Tx) error {
		src, err := sourceIn(tx, address)
		if err != nil {
			return err
		}
		if err := change(tx, &src); err != nil {
			return err
		}
		return putSource(tx, src)
	})
}

// all returns the sources in the order of their addresses.
func (s store) all() (list []Status, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket(bucketSources).ForEach(func(_, data []byte) error {
			var src Source
			if err := json.Unmarshal(data, &src); err != nil {
				return err
			}
			list = append(list, Status{Source: src, Queued: queued(tx, src.Address)})
			return nil
		})
	})
	return list, err
}

// remove forgets a source and what waits for it. What was seen stays known.
func (s store) remove(address string) error {
	return s.db.Update(func(tx *bbolt.Tx) error {
		if _, err := sourceIn(tx, address); err != nil {
			return err
		}
		queue := tx.Bucket(bucketQueue)
		for _, key := range keysOf(tx, address) {
			if err := queue.Delete(key); err != nil {
				return err
			}
		}
		return tx.Bucket(bucketSources).Delete([]byte(address))
	})
}

// entry is something listed by a source that is to be fetched.
type entry struct {
	URL string `json:"url"`
	// Stamp changes when the listing says that the article has changed.
	Stamp string `json:"stamp"`
	// Known is what the listing itself says of the article, as JSON of index.Article.
	Known json.RawMessage `json:"known,omitempty"`
	Dated time.Time       `json:"dated,omitzero"`
	// Tries counts the times that it could not be fetched, After is when to try again.
	Tries int       `json:"tries,omitempty"`
	After time.Time `json:"after,omitzero"`

	key []byte
}

func queuePrefix(address string) []byte { return append([]byte(address), 0) }

func keysOf(tx *bbolt.Tx, address string) (keys [][]byte) {
	prefix := queuePrefix(address)
	c := tx.Bucket(bucketQueue).Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		keys = append(keys, slices.Clone(k))
	}
	return keys
}

func queued(tx *bbolt.Tx, address string) int { return len(keysOf(tx, address)) }

// ready returns at most n entries of a source that can be fetched now, in their
// order, and when the next of the others can.
func (s store) ready(address string, n int, now time.Time) (list []entry, next time.Time, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		prefix := queuePrefix(address)
		c := tx.Bucket(bucketQueue).Cursor()
		for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix) && len(list) < n; k, v = c.Next() {
			var e entry
			if err := json.Unmarshal(v, &e); err != nil {
				return err
			}
			if e.After.After(now) {
				if next.IsZero() || e.After.Before(next) {
					next = e.After
				}
				continue
			}
			e.key = slices.Clone(k)
			list = append(list, e)
		}
		return nil
	})
	return list, next, err
}

// enqueue puts an entry at the end of the queue of a source.
func enqueue(tx *bbolt.Tx, address string, e entry) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	queue := tx.Bucket(bucketQueue)
	number, err := queue.NextSequence()
	if err != nil {
		return err
	}
	return queue.Put(binary.BigEndian.AppendUint64(queuePrefix(address), number), data)
}

// later puts an entry back, to be tried again.
func (s store) later(e entry) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return s.db.Update(func(tx *bbolt.Tx) error {
		queue := tx.Bucket(bucketQueue)
		if queue.Get(e.key) == nil {
			return nil // no longer followed
		}
		return queue.Put(e.key, data)
	})
}
