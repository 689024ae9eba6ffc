package sumtar

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
)

// Limits on what is read of an archive that may be anything.
const (
	// maxFiles is far more than an index has segments and files beside them.
	maxFiles = 100_000
	// maxSums bounds the list of sums: a line of 300 bytes for each.
	maxSums = maxFiles * 300
)

// ErrNotWhole means that an archive is not as it was written.
var ErrNotWhole = errors.New("not as it was written")

// File is a file of an archive.
type File struct {
	Name string // with slashes; it stays below the folder that it is joined to
	Size int64
	Mode fs.FileMode
}

// Read calls each for every file of an archive, Sums last, with its content, which is
// read to its end after each has returned. When Read returns nil, all was as it was
// written; the error matches ErrNotWhole when it was not.
func Read(ctx context.Context, r io.Reader, each func(f File, r io.Reader) error) error {
	in, found := tar.NewReader(bufio.NewReaderSize(r, 1<<20)), map[string]string{}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			return fmt.Errorf("it ends before %s: %w", Sums, ErrNotWhole)
		}
		if err != nil {
			return broken(err)
		}
		f, err := fileOf(h)
		if err != nil {
			return err
		}
		if _, twice := found[f.Name]; twice || len(found) == maxFiles {
			return fmt.Errorf("%q comes twice, or there are more than %d files: %w", f.Name, maxFiles, ErrNotWhole)
		}
		if f.Name == Sums {
			return readSums(in, f, found, each)
		}
		sum := sha256.New()
		content := io.TeeReader(&watched{ctx, in}, sum)
		err = each(f, content)
		if err == nil {
			_, err = io.Copy(io.Discard, content)
		}
		if err != nil {
			return broken(err)
		}
		found[f.Name] = hex.EncodeToString(sum.Sum(nil))
	}
}

// broken says of errors of the form of an archive that it is not whole.
func broken(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, tar.ErrHeader) {
		return fmt.Errorf("%w: %w", ErrNotWhole, err)
	}
	return err
}

// fileOf refuses what Writer does not write.
func fileOf(h *tar.Header) (File, error) {
	if h.Typeflag != tar.TypeReg || !filepath.IsLocal(filepath.FromSlash(h.Name)) || strings.ContainsAny(h.Name, "\n\\") {
		return File{}, fmt.Errorf("it has %q, which no index has: %w", h.Name, ErrNotWhole)
	}
	return File{h.Name, h.Size, h.FileInfo().Mode().Perm()}, nil
}

// readSums compares the list with what was found, and each is given it.
func readSums(in io.Reader, f File, found map[string]string, each func(File, io.Reader) error) error {
	if f.Size > maxSums {
		return fmt.Errorf("%s has %d bytes: %w", Sums, f.Size, ErrNotWhole)
	}
	list, err := io.ReadAll(in)
	if err != nil {
		return broken(err)
	}
	sums, err := ParseSums(list)
	if err != nil {
		return err
	}
	for name, sum := range sums {
		switch found[name] {
		case sum:
			delete(found, name)
		case "":
			return fmt.Errorf("%s is missing: %w", name, ErrNotWhole)
		default:
			return fmt.Errorf("%s is %w", name, ErrNotWhole)
		}
	}
	for name := range found {
		return fmt.Errorf("%s is not in the list: %w", name, ErrNotWhole)
	}
	return each(f, bytes.NewReader(list))
}

// ParseSums reads a list of sums.
func ParseSums(list []byte) (byName map[string]string, err error) {
	byName = map[string]string{}
	for line := range bytes.Lines(list) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(string(line), "\n"), "  ")
		if !ok || len(sum) != hex.EncodedLen(sha256.Size) || name == "" || !bytes.HasSuffix(line, []byte("\n")) {
			return nil, fmt.Errorf("%s: %q: %w", Sums, line, ErrNotWhole)
		}
		byName[name] = sum
	}
	return byName, nil
}

// watched is a reader that fails when a context ends.
type watched struct {
	ctx context.Context
	r   io.Reader
}

func (w *watched) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.r.Read(p)
}
