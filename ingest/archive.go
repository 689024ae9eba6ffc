package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// Limits against archives that are made to be unpacked forever.
const (
	// maxLayers bounds compression in compression: one layer is usual, a second happens.
	maxLayers = 2
	// maxArchives bounds archives in archives.
	maxArchives = 3
	// maxRatio bounds how much larger a stream becomes than it was. Text becomes three to
	// ten times as large, the same page over and over a hundred times.
	maxRatio = 250
	// ratioSlack is from where maxRatio counts, in bytes: small files may be all the same.
	ratioSlack = 64 << 20
	// maxSpool bounds an archive that has to be on disk to be read and is not, such as a
	// zip from standard input.
	maxSpool = 8 << 30
	// zstdMemory bounds the window of a zstd stream; the tool's own is at most 128 MB.
	zstdMemory = 128 << 20
)

// compressions by the first bytes of a stream.
var compressions = []struct {
	magic string
	name  string
	open  func(io.Reader) (io.Reader, error)
}{
	{"\x1f\x8b", "gzip", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
	{"BZh", "bzip2", func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }},
	{"\xfd7zXZ\x00", "xz", func(r io.Reader) (io.Reader, error) { return xz.NewReader(r) }},
	{"\x28\xb5\x2f\xfd", "zstd", func(r io.Reader) (io.Reader, error) {
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(zstdMemory), zstd.WithDecoderMaxWindow(zstdMemory))
		if err != nil {
			return nil, err
		}
		return d, nil
	}},
}

// decompress opens r if it is compressed, given its first bytes. Name is that of the
// compression, or empty.
func decompress(head []byte, r io.Reader) (opened io.Reader, name string, err error) {
	for _, c := range compressions {
		// "BZh" may begin a text; the next bytes are a level and the start of a block.
		if !bytes.HasPrefix(head, []byte(c.magic)) || c.name == "bzip2" && (len(head) < 5 || head[3] < '1' || head[3] > '9' || head[4] != '1' && head[4] != 0x17) {
			continue
		}
		in := &counted{r: r}
		opened, err := c.open(in)
		if err != nil {
			return nil, c.name, fmt.Errorf("%s: %w", c.name, err)
		}
		return &inflated{r: opened, in: &in.n, name: c.name}, c.name, nil
	}
	return r, "", nil
}

// counted counts what is read.
type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// inflated reads what a compression gives, and ends when that is more than text can be.
type inflated struct {
	r    io.Reader
	in   *int64
	out  int64
	name string
}

func (r *inflated) Read(p []byte) (int, error) {
	if r.out > ratioSlack && r.out/maxRatio > *r.in {
		return 0, fmt.Errorf("%w: %s that becomes more than %d times as large", ErrTooLarge, r.name, maxRatio)
	}
	n, err := r.r.Read(p)
	r.out += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%s: %w", r.name, err)
	}
	return n, err
}

// isTar tells a tar by the mark of its first header.
func isTar(head []byte) bool {
	const at = 257
	return len(head) > at+5 && string(head[at:at+5]) == "ustar"
}

// readTar reads the files of a tar in their order.
func (s *session) readTar(from source, r io.Reader) {
	tr := tar.NewReader(r)
	for {
		header, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			s.fail(Origin{Path: from.name}, fmt.Errorf("tar: %w", err))
			return
		}
		if header.Typeflag == tar.TypeReg && !s.readEntry(from, header.Name, tr) {
			return
		}
	}
}

// readZip reads the files of a zip in their order. It needs to be on disk.
func (s *session) readZip(from source, r io.Reader) {
	origin := Origin{Path: from.name}
	file, size, err := onDisk(from, r)
	if err != nil {
		s.fail(origin, err)
		return
	}
	defer file.close()
	zr, err := zip.NewReader(file, size)
	if err != nil {
		s.fail(origin, fmt.Errorf("zip: %w", err))
		return
	}
	for _, f := range zr.File {
		if office := officeKind(f.Name); office != nil {
			s.fail(origin, fmt.Errorf("%w: %s", ErrUnknownKind, office.reason(from.name)))
			return
		}
	}
	for _, f := range zr.File {
		if f.FileInfo().IsDir() || !f.Mode().IsRegular() {
			continue
		}
		if !s.readZipped(from, f) {
			return
		}
	}
}

func (s *session) readZipped(from source, f *zip.File) bool {
	const encrypted = 1 // flag of the format
	if f.Flags&encrypted != 0 {
		return s.fail(Origin{Path: entryPath(from, f.Name)}, fmt.Errorf("%w: it is encrypted", ErrUnreadable))
	}
	r, err := f.Open()
	if err != nil {
		return s.fail(Origin{Path: entryPath(from, f.Name)}, fmt.Errorf("zip: %w", err))
	}
	defer r.Close()
	packed := int64(f.CompressedSize64) //nolint:gosec // a size beyond int64 fails to be read
	return s.readEntry(from, f.Name, &inflated{r: r, in: &packed, name: "zip"})
}

// readEntry reads one file of an archive and reports whether to go on.
func (s *session) readEntry(from source, name string, r io.Reader) bool {
	name = strings.ToValidUTF8(path.Clean("/" + strings.ReplaceAll(name, `\`, "/"))[1:], "\ufffd")
	inner := source{name: entryPath(from, name), archives: from.archives + 1}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") || part == "__MACOSX" {
			return true
		}
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if s.opts.excludes(dir) {
			return true
		}
	}
	switch {
	case !s.opts.picks(name):
		return true
	case bystander(name):
		return s.fail(Origin{Path: inner.name}, fmt.Errorf("%w: %s", ErrPassedOver, path.Base(name)))
	case inner.archives > maxArchives:
		return s.fail(Origin{Path: inner.name}, fmt.Errorf("%w: archives in archives more than %d deep", ErrTooLarge, maxArchives))
	}
	s.read(inner, r)
	return !s.stopped
}

func entryPath(from source, name string) string { return from.name + "/" + name }

// spooled is a file that can be read at any place; a temporary one goes when it is closed.
type spooled struct {
	*os.File
	temporary bool
}

func (f spooled) close() {
	if f.temporary {
		_ = f.Close() // it was only read
		_ = os.Remove(f.Name())
	}
}

// onDisk gives r as a file, and its size: itself if it is one, else a temporary copy.
func onDisk(from source, r io.Reader) (spooled, int64, error) {
	if from.file != nil {
		info, err := from.file.Stat()
		if err == nil && info.Mode().IsRegular() {
			return spooled{File: from.file}, info.Size(), nil
		}
	}
	file, err := os.CreateTemp("", "newssearch-*.zip")
	if err != nil {
		return spooled{}, 0, fmt.Errorf("zip: %w", err)
	}
	f := spooled{file, true}
	n, err := io.Copy(file, io.LimitReader(r, maxSpool+1))
	switch {
	case err != nil:
		err = fmt.Errorf("zip: copy it to disk: %w", err)
	case n > maxSpool:
		err = fmt.Errorf("%w: a zip of more than %d bytes within something else", ErrTooLarge, int64(maxSpool))
	}
	if err != nil {
		f.close()
		return spooled{}, 0, err
	}
	return f, n, nil
}
