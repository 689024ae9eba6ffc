package sumtar

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"time"
)

// Sums is the name of the last file: a line for each other file, with its SHA-256 in
// hexadecimal, two spaces and its name.
const Sums = "SHA256SUMS"

// Writer writes an archive. It is not safe for concurrent use.
type Writer struct {
	ctx  context.Context
	out  *tar.Writer
	now  time.Time
	sums []byte
	name string // of the file that is being written
	sum  hash.Hash
}

// NewWriter returns a writer to w, which fails when ctx ends.
func NewWriter(ctx context.Context, w io.Writer) *Writer {
	return &Writer{ctx: ctx, out: tar.NewWriter(w), now: time.Now(), sum: sha256.New()}
}

// Create begins a file of size bytes, whose name has slashes. What is returned is for
// its content, until the next call.
func (w *Writer) Create(name string, size int64, mode fs.FileMode) (io.Writer, error) {
	if err := w.ctx.Err(); err != nil {
		return nil, err
	}
	w.end()
	err := w.out.WriteHeader(&tar.Header{
		Typeflag: tar.TypeReg, Name: name, Size: size, Mode: int64(mode.Perm()), ModTime: w.now, Format: tar.FormatPAX,
	})
	if err != nil {
		return nil, err
	}
	w.name = name
	return content{w}, nil
}

// end adds the line of the file that was written last.
func (w *Writer) end() {
	if w.name != "" {
		w.sums = fmt.Appendf(w.sums, "%x  %s\n", w.sum.Sum(nil), w.name)
	}
	w.name = ""
	w.sum.Reset()
}

// content is the file that is being written.
type content struct{ *Writer }

func (c content) Write(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.out.Write(p)
	_, _ = c.sum.Write(p[:n]) // never fails
	return n, err
}

// Close writes the sums and the end of the archive.
func (w *Writer) Close() error {
	w.end()
	sums := w.sums
	out, err := w.Create(Sums, int64(len(sums)), 0o644)
	if err != nil {
		return err
	}
	if _, err := out.Write(sums); err != nil {
		return err
	}
	return w.out.Close()
}
