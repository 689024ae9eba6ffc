package index

import (
	"context"
	"errors"
	"fmt"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// Salvage makes a new index at to from the articles of a damaged one that can still be
// read, with the files that users and programs put beside them. lost is told of each
// article that cannot be read, with its ID where that can be. The damaged index stays as
// it is. There must be nothing at to: the error matches ErrNotEmpty otherwise.
//
// An index of which a whole file is missing cannot be opened even for this; a backup is
// the way back then.
func Salvage(ctx context.Context, path, to string, o Options, lost func(id string, err error)) (result PutResult, err error) {
	if at, err := inspect(to); err != nil || at != missing {
		return PutResult{}, errors.Join(fmt.Errorf("%s: %w", to, ErrNotEmpty), err)
	}
	old, err := openOld(path, o)
	if err != nil {
		return PutResult{}, err
	}
	defer func() { err = errors.Join(err, old.Close()) }()
	if result, err = rebuild(ctx, old, to, o, lost, nil); err != nil {
		return result, fmt.Errorf("save what can be read of %s: %w", path, err)
	}
	return result, disk.CarryOver(path, to, ownFiles...)
}

// ErrNotEmpty means that there is something where an index is to be made.
var ErrNotEmpty = errors.New("there is something already")
