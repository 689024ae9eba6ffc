package index

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/sumtar"
)

// BackupOptions are the settings of a backup. The zero value works.
type BackupOptions struct {
	// Beside tells of files that a program keeps in the folder of the index and changes
	// meanwhile: by their names, what writes a whole state of each. One with nil is left
	// out. Other files are copied as they are.
	Beside map[string]func(io.Writer) error
}

// Backup writes a copy of the index to w as a tar archive, while searches and writers
// go on. It holds one state: every article that was acknowledged before Backup was
// called, and of each later batch all or nothing, with the statistics and the files
// that users and programs put into the folder of the index. Its last file, SHA256SUMS,
// has the sums of the others: an archive without it is not whole. Unpacked, an archive is
// an index. Package backup keeps many backups in little room, and puts them back.
//
// The checksum of each segment is compared, and a damaged one is an error that matches
// ErrDamaged. Close does not wait for a backup, which then returns ErrClosed.
func (x *Index) Backup(ctx context.Context, w io.Writer, o BackupOptions) error {
	if x.path == "" {
		return errors.New("an index in memory has no files to back up")
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(x.life, func() { cancel(ErrClosed) })()
	if err := x.backup(ctx, w, o); err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return fmt.Errorf("back up %s: %w", x.path, err)
	}
	return nil
}

func (x *Index) backup(ctx context.Context, w io.Writer, o BackupOptions) (err error) {
	// Whoever receives the backup may be slow, or stop: nothing waits for it.
	end, err := x.begin(ctx)
	if err != nil {
		return err
	}
	store := x.disk
	snapshot, files, err := x.hold(o)
	end()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, disk.CloseAll(files), snapshot.Release()) }()
	out := sumtar.NewWriter(ctx, w)
	err = snapshot.Copy(func(name string, size int64) (io.Writer, error) { return out.Create(name, size, segmentMode) })
	if errors.Is(err, disk.ErrChecksum) {
		return x.damage(err)
	}
	if err := errors.Join(err, store.Failure()); err != nil { // after a failure the state may hold what was refused
		return err
	}
	for _, f := range files {
		info, err := f.Stat()
		if err != nil {
			return err
		}
		to, err := out.Create(f.Name, info.Size(), info.Mode())
		if err != nil {
			return err
		}
		if _, err := io.Copy(to, io.LimitReader(f, info.Size())); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return out.Close()
}

// segmentMode are the rights of the files that the storage library makes.
const segmentMode = 0o600

// hold holds a state of the store, and opens the files beside it that go with it.
func (x *Index) hold(o BackupOptions) (_ *disk.Snapshot, files []*disk.BesideFile, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, disk.CloseAll(files))
		}
	}()
	for name, write := range o.Beside {
		if write == nil {
			continue
		}
		f, err := disk.WriteBeside(name, write)
		if err != nil {
			return nil, files, fmt.Errorf("%s: %w", name, err)
		}
		files = append(files, f)
	}
	x.counting.Lock() // no batch is half counted
	defer x.counting.Unlock()
	if err := x.guard(x.saveStatistics); err != nil { // what is not counted in them is counted again
		x.log.Warn("statistics are not saved", "index", x.path, "error", err)
	}
	others, err := disk.OpenBeside(x.path, func(name string) bool {
		_, known := o.Beside[name]
		return known || name == sumtar.Sums || disk.IsUnfinished(name, ownFiles)
	})
	if err != nil {
		return nil, files, err
	}
	files = append(files, others...)
	snapshot, err := x.disk.Snapshot()
	return snapshot, files, err
}
