package index

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/newssearch/newssearch/index/internal/removed"
)

// ErrRemoved means that an article was removed on request and is kept out. See
// [Index.Remove].
var ErrRemoved = errors.New("removed on request")

// Removal is an article that was removed on request.
type Removal struct {
	ID string `json:"id"`
	// URL keeps the article out under another ID too. It may be empty.
	URL string    `json:"url,omitempty"`
	At  time.Time `json:"at"`
}

// Remove is Delete on the request of somebody: the articles are kept out until Restore.
// Put rejects them with ErrRemoved, under their ID and under their URL. IDs that no
// article has are left aside.
func (x *Index) Remove(ctx context.Context, ids ...string) (removed int, err error) {
	if x.opts.ReadOnly {
		return 0, fmt.Errorf("remove articles: %w", ErrReadOnly)
	}
	var found []Removal
	for _, id := range ids {
		a, err := x.Get(ctx, id)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return 0, fmt.Errorf("remove articles: %w", err)
		}
		found = append(found, Removal{ID: id, URL: a.URL, At: time.Now().UTC().Truncate(time.Second)})
	}
	// The list is written first: whatever happens then, they stay away.
	if err := x.keepOut(found); err != nil {
		return 0, fmt.Errorf("remove articles: %w", err)
	}
	return x.Delete(ctx, ids...)
}

// keepOut lists removals.
func (x *Index) keepOut(found []Removal) error {
	entries := make([]removed.Entry, len(found))
	for i, r := range found {
		entries[i] = removed.Entry(r)
	}
	return x.removed.Add(entries...)
}

// Restore lets articles in again that were removed, by their IDs; they come back when they
// are put. It returns how many were kept out.
func (x *Index) Restore(ctx context.Context, ids ...string) (restored int, err error) {
	end, err := x.begin(ctx)
	if err != nil {
		return 0, err
	}
	defer end()
	if x.opts.ReadOnly {
		return 0, fmt.Errorf("restore articles: %w", ErrReadOnly)
	}
	if restored, err = x.removed.Restore(ids...); err != nil {
		return 0, fmt.Errorf("restore articles: %w", err)
	}
	return restored, nil
}

// Removed lists what was removed on request, the earliest first.
func (x *Index) Removed(ctx context.Context) ([]Removal, error) {
	end, err := x.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	entries := x.removed.All()
	all := make([]Removal, len(entries))
	for i, e := range entries {
		all[i] = Removal(e)
	}
	return all, nil
}
