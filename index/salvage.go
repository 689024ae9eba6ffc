package index

import (
	"context"
	"errors"
	"fmt"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// Salvage makes a new index at to from the articles of a damaged one that can still be
// read, with the files that users and programs put beside them. lost is told of each
// article that cannot be read, with its ID where that can be, and of each missing file of
// articles, without. The damaged index stays as it is. There must be nothing at to: the
// error matches ErrNotEmpty otherwise.
func Salvage(ctx context.Context, path, to string, o Options, lost func(id string, err error)) (result PutResult, err error) {
	if present, err := inspect(to); err != nil || present {
		return PutResult{}, errors.Join(fmt.Errorf("%s: %w", to, ErrNotEmpty), err)
	}
	old, missing, remove, err := openPresent(path, o)
	if err != nil {
		return PutResult{}, err
	}
	defer func() { err = errors.Join(err, old.Close(), remove()) }()
	for _, file := range missing {
		if lost != nil {
			lost("", fmt.Errorf("%s is missing with all its articles: %w", file, ErrDamaged))
		}
	}
	if result, err = rebuild(ctx, old, to, o, lost, nil); err != nil {
		return result, fmt.Errorf("save what can be read of %s: %w", path, err)
	}
	return result, disk.CarryOver(path, to, ownFiles...)
}

// openPresent opens an index of which files may be missing, for reading.
func openPresent(path string, o Options) (x *Index, missing []string, remove func() error, err error) {
	if x, err = openOld(path, o); !errors.Is(err, ErrDamaged) {
		return x, nil, func() error { return nil }, err
	}
	s, missing, remove, openErr := disk.OpenPresent(path)
	if openErr != nil {
		return nil, nil, nil, errors.Join(err, openErr)
	}
	x, err = oldIndex("", s, o)
	if err != nil {
		return nil, nil, nil, errors.Join(err, remove())
	}
	return x, missing, remove, nil
}

// ErrNotEmpty means that there is something where an index is to be made.
var ErrNotEmpty = errors.New("there is something already")
