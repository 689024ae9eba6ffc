// Package origins remembers which articles of an index came from which file of a folder, so
// that those of files that are gone can be removed. It begins with Load.
package origins

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/newssearch/newssearch/ingest"
)

// fileName lists which articles came from which file of a folder, beside the index: a
// JSON object a line. By it "ingest --sync" knows what is gone.
const fileName = "origins.jsonl"

// Origins are the articles that came from folders, by the path of the file or of what
// lies in an archive.
type Origins struct {
	ids    map[string][]string
	failed map[string]bool // paths of which something could not be read this time
}

// New returns origins of which nothing is known.
func New() *Origins {
	return &Origins{ids: make(map[string][]string), failed: make(map[string]bool)}
}

// line is a line of fileName.
type line struct {
	Path string   `json:"path"`
	IDs  []string `json:"ids"`
}

// Load reads what is known of an index; nothing if it was never noted.
func Load(dir string) (*Origins, error) {
	o := New()
	f, err := os.Open(filepath.Join(dir, fileName))
	if errors.Is(err, fs.ErrNotExist) {
		return o, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	for in := json.NewDecoder(bufio.NewReader(f)); ; {
		var one line
		switch err := in.Decode(&one); {
		case errors.Is(err, io.EOF):
			return o, nil
		case err != nil:
			return nil, fmt.Errorf("%s: %w; without the file, --sync begins anew", f.Name(), err)
		}
		o.ids[one.Path] = one.IDs
	}
}

// Save writes what is known through write, which replaces a file as a whole.
func (o *Origins) Save(dir string, write func(path string, content func(io.Writer) error) error) error {
	return write(filepath.Join(dir, fileName), func(w io.Writer) error {
		buffered := bufio.NewWriter(w)
		out := json.NewEncoder(buffered)
		for path, ids := range o.ids {
			if err := out.Encode(line{path, ids}); err != nil {
				return err
			}
		}
		return buffered.Flush()
	})
}

// Note passes records on and notes where their articles come from.
func (o *Origins) Note(records iter.Seq[ingest.Record]) iter.Seq[ingest.Record] {
	return func(yield func(ingest.Record) bool) {
		for rec := range records {
			if path, err := filepath.Abs(rec.Origin.Path); err == nil {
				switch {
				case rec.Err == nil:
					o.ids[path] = append(o.ids[path], rec.Article.ID)
				case !errors.Is(rec.Err, ingest.ErrPassedOver):
					o.failed[path] = true
				}
			}
			if !yield(rec) {
				return
			}
		}
	}
}

// Merge takes what came now from roots over the old, and returns the articles that are
// gone: that came from a file below roots and do not any more. A file that is there and
// was left out, or could not be read, keeps its articles.
func (o *Origins) Merge(now *Origins, roots []string) (gone []string) {
	candidates := make(map[string]bool)
	for path, ids := range o.ids {
		if !below(path, roots) || now.failed[path] || now.ids[path] == nil && there(path) {
			continue
		}
		for _, id := range ids {
			candidates[id] = true
		}
		delete(o.ids, path)
	}
	for path, ids := range now.ids {
		if now.failed[path] {
			ids = append(ids, o.ids[path]...)
		}
		o.ids[path] = unique(ids)
	}
	for _, ids := range o.ids {
		for _, id := range ids {
			delete(candidates, id) // it comes from elsewhere
		}
	}
	for id := range candidates {
		gone = append(gone, id)
	}
	return gone
}

// Add takes what came now to the old, and forgets nothing.
func (o *Origins) Add(now *Origins) {
	for path, ids := range now.ids {
		o.ids[path] = unique(append(ids, o.ids[path]...))
	}
}

func unique(ids []string) []string {
	seen, kept := make(map[string]bool, len(ids)), ids[:0:0]
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			kept = append(kept, id)
		}
	}
	return kept
}

// below reports whether path is one of roots or lies in one.
func below(path string, roots []string) bool {
	for _, root := range roots {
		if path == root || strings.HasPrefix(path, strings.TrimSuffix(root, string(filepath.Separator))+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// there reports whether a file is there, or cannot be told to be gone.
func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil || errors.Is(err, fs.ErrPermission)
}

// Roots are the full paths of what is read, and whether a folder is among them.
func Roots(paths []string) (roots []string, folder bool, err error) {
	for _, path := range paths {
		if path == ingest.StdinPath {
			continue
		}
		full, err := filepath.Abs(path)
		if err != nil {
			return nil, false, err
		}
		roots = append(roots, full)
		if info, err := os.Stat(full); err == nil && info.IsDir() {
			folder = true
		}
	}
	return roots, folder, nil
}
