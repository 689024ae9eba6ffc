package sumtar

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Pack writes the archive of which folder is the unpacked form, with the list of sums
// that lies there: where a file is not what it was, Read says so. Files that are not in
// the list are left out.
func Pack(ctx context.Context, folder string, w io.Writer) error {
	list, err := os.ReadFile(filepath.Join(folder, Sums))
	if err != nil {
		return err
	}
	sums, err := ParseSums(list)
	if err != nil {
		return err
	}
	out := tar.NewWriter(w)
	for _, name := range append(slices.Sorted(maps.Keys(sums)), Sums) {
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return fmt.Errorf("%s has %q: %w", Sums, name, ErrNotWhole)
		}
		err := pack(ctx, out, folder, name)
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%s is missing: %w", name, ErrNotWhole)
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}

func pack(ctx context.Context, out *tar.Writer, folder, name string) error {
	f, err := os.Open(filepath.Join(folder, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	h := &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: info.Size(), Mode: int64(info.Mode().Perm()), ModTime: info.ModTime()}
	if err := out.WriteHeader(h); err != nil {
		return err
	}
	_, err = io.Copy(out, &watched{ctx, f})
	return err
}
