package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// Reindex builds the index at path again from the articles stored in it, with
// all that is known of the collection: statistics, near-duplicates. It reads
// indexes of this and of older schemas, so it is how an index that Open refuses
// with ErrSchema is brought up to date. Meanwhile the index is kept from writers, but
// searches go on.
//
// The new index is built beside the old one, which needs the room of both for a
// while, and takes its place in one step when it is complete, together with the files
// that users and programs put into the folder of the old one. When ctx ends,
// the disk is full or an article cannot be read, the old one stays as it is.
// done, when not nil, is told of each batch. A process that has the old index
// open goes on reading it until it opens the index again.
//
// Errors match ErrNotFound, ErrLocked, ErrSchema (a schema of a later version)
// or ErrDamaged where they apply.
func Reindex(ctx context.Context, path string, o Options, done func(PutResult)) (result PutResult, err error) {
	old, err := openOld(path, o)
	if err != nil {
		return PutResult{}, err
	}
	defer func() {
		if closeErr := old.Close(); err == nil {
			err = closeErr
		}
	}()
	work, err := workFolder(path)
	if err != nil {
		return PutResult{}, err
	}
	defer func() { _ = os.RemoveAll(work) }() // of the old index too, once it is replaced
	made := filepath.Join(work, "index")
	if result, err = rebuild(ctx, old, made, o, nil, done); err != nil {
		return result, fmt.Errorf("build index %s again: %w", path, err)
	}
	if err := disk.CarryOver(path, made, ownFiles...); err != nil {
		return result, fmt.Errorf("replace index %s: %w", path, err)
	}
	if err := errors.Join(disk.Exchange(made, path), disk.SyncFolder(filepath.Dir(path))); err != nil {
		return result, fmt.Errorf("replace index %s: %w", path, err)
	}
	return result, nil
}

// openOld opens an index of this or an older schema for reading.
func openOld(path string, o Options) (*Index, error) {
	present, err := inspect(path)
	if err != nil {
		return nil, err
	}
	if !present {
		return nil, fmt.Errorf("no index at %s: %w", path, ErrNotFound)
	}
	b, _, err := disk.OpenWhole(path)
	if err != nil {
		return nil, openFault(path, err)
	}
	return oldIndex(path, b, o)
}

// oldIndex makes an index to read of a store, which it closes when it cannot.
func oldIndex(path string, b *disk.Store, o Options) (*Index, error) {
	o.ReadOnly = true
	x, err := newIndex(path, b, o)
	if err == nil {
		err = x.checkOldSchema()
	}
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return x, nil
}

// checkOldSchema refuses what a later version of this package made.
func (x *Index) checkOldSchema() error {
	stored, err := x.disk.Internal(keySchema)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", x.path, ErrDamaged, err)
	}
	version, err := strconv.Atoi(string(stored))
	if err != nil {
		return fmt.Errorf("%s has schema %q: %w", x.path, stored, ErrSchema)
	}
	if current, _ := strconv.Atoi(schemaVersion); version > current {
		return fmt.Errorf("%s has schema %d, this program reads %s: %w", x.path, version, schemaVersion, ErrSchema)
	}
	return nil
}

// workFolder makes the folder beside path in which the new index is built. What
// an interrupted Reindex left there is removed; one that runs is not disturbed.
func workFolder(path string) (string, error) {
	path = filepath.Clean(path)
	work := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".reindex")
	left := filepath.Join(work, "index")
	if present, err := inspect(left); err == nil && present {
		b, err := disk.Open(left, false)
		if errors.Is(err, disk.ErrLocked) {
			return "", fmt.Errorf("%s is being built again: %w", path, ErrLocked)
		}
		if err == nil {
			if err := b.Close(); err != nil {
				return "", fmt.Errorf("leftover %s: %w", work, err)
			}
		}
	}
	if err := os.RemoveAll(work); err != nil {
		return "", fmt.Errorf("remove leftover: %w", err)
	}
	if err := os.Mkdir(work, 0o755); err != nil {
		return "", fmt.Errorf("folder for the new index: %w", err)
	}
	return work, nil
}

// rebuild puts the articles of old into a new index at path.
func rebuild(ctx context.Context, old *Index, path string, o Options, lost func(id string, err error), done func(PutResult)) (result PutResult, err error) {
	o.ReadOnly = false
	made, err := Open(ctx, path, o)
	if err != nil {
		return PutResult{}, err
	}
	defer func() {
		if closeErr := made.Close(); err == nil {
			err = closeErr
		}
	}()
	v, err := old.acquire()
	if err != nil {
		return PutResult{}, err
	}
	defer v.release()
	var readErr error
	left := 0
	skip := lost
	if lost != nil {
		skip = func(id string, err error) { left++; lost(id, err) }
	}
	result, err = made.PutAll(ctx, func(yield func(Article) bool) {
		readErr = old.stored(v, skip, yield)
	}, done)
	switch {
	case readErr != nil:
		return result, readErr
	case err != nil:
		return result, err
	case len(result.Rejected) > 0:
		return result, fmt.Errorf("%d articles are not accepted any more, the first: %w", len(result.Rejected), result.Rejected[0].Err)
	case result.Added != v.Live-left:
		return result, fmt.Errorf("%d of %d articles: %w", result.Added, v.Live, ErrDamaged)
	}
	return result, nil
}

// stored yields the articles of a view in the order in which they are stored, until one
// cannot be read; if skip is not nil it is told of such a one, and the next is read.
func (x *Index) stored(v *view, skip func(id string, err error), yield func(Article) bool) (err error) {
	defer recoverFault(x.log, x.path, &err)
	for _, seg := range v.Segments {
		for doc := range uint32(seg.Docs) {
			if !seg.IsLive(doc) {
				continue
			}
			var a Article
			err := x.guard(func() (err error) { a, err = x.article(seg, doc); return err })
			if err != nil && skip != nil {
				id, _ := seg.ID(doc)
				skip(id, err)
				continue
			}
			if err != nil {
				return err
			}
			if !yield(a) {
				return nil
			}
		}
	}
	return nil
}
