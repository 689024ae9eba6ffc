package index

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// removedFile lists what was removed on request, beside the articles: a JSON object a
// line. Reindex carries it over.
const removedFile = "removed.jsonl"

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

// removals are the articles that are kept out. The zero value keeps none out. In an
// index in memory they are not stored.
type removals struct {
	mu   sync.RWMutex
	file string
	byID map[string]Removal
	urls map[string]bool
}

// load reads the list beside the index at path.
func (r *removals) load(path string) error {
	r.byID, r.urls = make(map[string]Removal), make(map[string]bool)
	if path == "" {
		return nil
	}
	r.file = filepath.Join(path, removedFile)
	f, err := os.Open(r.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	for in := json.NewDecoder(bufio.NewReader(f)); ; {
		var one Removal
		switch err := in.Decode(&one); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w; mend or remove the file", r.file, err)
		}
		r.add(one)
	}
}

func (r *removals) add(one Removal) {
	r.byID[one.ID] = one
	if at := address(one.URL); at != "" {
		r.urls[at] = true
	}
}

// address is a URL without what does not tell two articles apart; that of a site alone
// tells none, and is empty.
func address(url string) string {
	url, _, _ = strings.Cut(url, "#")
	if _, rest, found := strings.Cut(url, "://"); found {
		url = rest
	}
	url = strings.TrimSuffix(strings.TrimPrefix(url, "www."), "/")
	if !strings.Contains(url, "/") {
		return ""
	}
	return url
}

// keepsOut reports whether a was removed.
func (r *removals) keepsOut(a *Article) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if len(r.byID) == 0 {
		return false
	}
	_, removed := r.byID[a.ID]
	return removed || r.urls[address(a.URL)]
}

// list is the list in the order of time.
func (r *removals) list() []Removal {
	all := make([]Removal, 0, len(r.byID))
	for _, one := range r.byID {
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b Removal) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return all
}

// save writes the list.
func (r *removals) save() error {
	if r.file == "" {
		return nil
	}
	var lines bytes.Buffer
	out := json.NewEncoder(&lines)
	for _, one := range r.list() {
		if err := out.Encode(one); err != nil {
			return err
		}
	}
	return disk.WriteFile(r.file, lines.Bytes())
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

func (x *Index) keepOut(found []Removal) error {
	x.removed.mu.Lock()
	defer x.removed.mu.Unlock()
	for _, one := range found {
		x.removed.add(one)
	}
	return x.removed.save()
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
	r := &x.removed
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range ids {
		if _, ok := r.byID[id]; ok {
			delete(r.byID, id)
			restored++
		}
	}
	r.urls = make(map[string]bool)
	for _, one := range r.byID {
		r.add(one)
	}
	if restored == 0 {
		return 0, nil
	}
	if err := r.save(); err != nil {
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
	x.removed.mu.RLock()
	defer x.removed.mu.RUnlock()
	return x.removed.list(), nil
}
