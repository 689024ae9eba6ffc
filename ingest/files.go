package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// StdinPath is the path that stands for standard input.
const StdinPath = "-"

// Files reads files and folders, these with everything below them in the order of
// names; "-" reads Options.Stdin. Hidden files and folders inside a folder are left
// out, files of an unknown kind inside it are reported. Links are followed; a
// folder that was read already is not read again.
func Files(ctx context.Context, paths []string, opts Options) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		s := &session{ctx: ctx, opts: opts, yield: yield}
		for f, err := range walk(paths, opts) {
			if err != nil {
				s.fail(Origin{Path: f.path}, err)
			} else {
				s.readFile(f)
			}
			if s.stopped {
				return
			}
		}
	}
}

// TotalSize is the number of bytes that Files will read from paths, as far as it can
// be known beforehand: what comes from standard input or a pipe counts nothing.
func TotalSize(paths []string, opts Options) int64 {
	var total int64
	for f, err := range walk(paths, opts) {
		if err == nil && f.path != StdinPath && (f.named || !bystander(f.path)) {
			if info, err := os.Stat(f.path); err == nil && info.Mode().IsRegular() {
				total += info.Size()
			}
		}
	}
	return total
}

// found is a file that walk came to. Named means that it was asked for by name.
type found struct {
	path  string
	named bool
}

func (s *session) readFile(f found) {
	origin := Origin{Path: f.path}
	if f.path == StdinPath {
		if s.opts.Stdin == nil {
			s.fail(origin, errors.New("there is no standard input"))
			return
		}
		s.read(source{name: f.path, named: true}, s.opts.Stdin)
		return
	}
	if !f.named && bystander(f.path) {
		s.fail(origin, fmt.Errorf("%w: %s", ErrPassedOver, filepath.Base(f.path)))
		return
	}
	file, err := os.Open(f.path)
	if err != nil {
		s.fail(origin, withoutPath(err))
		return
	}
	defer file.Close()
	s.read(source{name: f.path, named: f.named, file: file}, file)
}

// walk yields the files below paths in order, and what cannot be walked.
func walk(paths []string, opts Options) iter.Seq2[found, error] {
	return func(yield func(found, error) bool) {
		w := walker{yield: yield, opts: opts, seen: make(map[string]bool)}
		for _, path := range paths {
			if path == StdinPath {
				if !yield(found{path, true}, nil) {
					return
				}
				continue
			}
			if w.root = path; !w.visit(path, true) {
				return
			}
		}
	}
}

// walker goes through folders. Seen holds the true paths of those visited, so that
// links that lead back end.
type walker struct {
	yield func(found, error) bool
	opts  Options
	root  string // the path that was named and led here
	seen  map[string]bool
}

// below is path as seen from the root.
func (w *walker) below(path string) string {
	if rel, err := filepath.Rel(w.root, path); err == nil {
		return rel
	}
	return path
}

// visit yields the file at path or all below it, and reports whether to go on.
func (w *walker) visit(path string, named bool) bool {
	if !named && w.opts.excludes(w.below(path)) {
		return true
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return w.yield(found{path, named}, withoutPath(err))
	case info.IsDir():
		return w.folder(path)
	case !named && !w.opts.picks(w.below(path)):
		return true
	case !named && !info.Mode().IsRegular():
		return w.yield(found{path, named}, fmt.Errorf("%w: not a regular file", ErrUnknownKind))
	}
	return w.yield(found{path, named}, nil)
}

func (w *walker) folder(path string) bool {
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		return w.yield(found{path: path}, withoutPath(err))
	}
	if w.seen[real] {
		return true
	}
	w.seen[real] = true
	names, err := readNames(path)
	if err != nil && !w.yield(found{path: path}, withoutPath(err)) {
		return false
	}
	for _, name := range names {
		if !strings.HasPrefix(name, ".") && !w.visit(filepath.Join(path, name), false) {
			return false
		}
	}
	return true
}

// readNames lists a folder in order; with an error, what could be read of it.
func readNames(path string) ([]string, error) {
	dir, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	names, err := dir.Readdirnames(-1)
	sort.Strings(names)
	return names, err
}

// withoutPath takes the path out of an error of package os, since the origin has it.
func withoutPath(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return fmt.Errorf("%s: %w", pathErr.Op, pathErr.Err)
	}
	return err
}
