// Package removed keeps the list of articles that were removed on request, so that they stay
// away whatever is put. It begins with List.
package removed

import (
	"bufio"
	"bytes"
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

// file is the list beside the articles: a JSON object a line. Reindex carries it over.
const file = "removed.jsonl"

// Entry is an article that is kept out.
type Entry struct {
	ID string `json:"id"`
	// URL keeps the article out under another ID too. It may be empty.
	URL string    `json:"url,omitempty"`
	At  time.Time `json:"at"`
}

// List is the list of what is kept out. The zero value keeps nothing out. It is safe for
// concurrent use.
type List struct {
	mu   sync.RWMutex
	file string
	byID map[string]Entry
	urls map[string]bool
}

// Load reads the list that lies in a folder. Without a folder, for an index in memory, the
// list is empty and is not stored.
func (r *List) Load(folder string) error {
	r.byID, r.urls = make(map[string]Entry), make(map[string]bool)
	if folder == "" {
		return nil
	}
	r.file = filepath.Join(folder, file)
	f, err := os.Open(r.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	for in := json.NewDecoder(bufio.NewReader(f)); ; {
		var one Entry
		switch err := in.Decode(&one); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w; mend or remove the file", r.file, err)
		}
		r.add(one)
	}
}

func (r *List) add(one Entry) {
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

// KeepsOut reports whether the article with that ID or that URL was removed.
func (r *List) KeepsOut(id, url string) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if len(r.byID) == 0 {
		return false
	}
	_, removed := r.byID[id]
	return removed || r.urls[address(url)]
}

// list is the list in the order of time. The caller holds r.mu.
func (r *List) list() []Entry {
	all := make([]Entry, 0, len(r.byID))
	for _, one := range r.byID {
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b Entry) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return all
}

// save writes the list. The caller holds r.mu.
func (r *List) save() error {
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

// Add lists entries and writes the list.
func (r *List) Add(entries ...Entry) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, one := range entries {
		r.add(one)
	}
	return r.save()
}

// Restore takes the entries with these IDs off the list, and returns how many there were.
func (r *List) Restore(ids ...string) (restored int, err error) {
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
	return restored, r.save()
}

// All is the list, the earliest first.
func (r *List) All() []Entry {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.list()
}
