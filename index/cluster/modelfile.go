package cluster

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
)

// maxModelBytes bounds a packed model: a sample of a million articles has 2.5 GB.
const maxModelBytes = 8 << 30

// uploadModel packs the folder into parts, stores them, and names them current.
// Until that last step readers keep the model they have.
func (c *Cluster) uploadModel(ctx context.Context, folder string, info *ModelInfo) error {
	sum := sha256.New()
	parts := &partWriter{ctx: ctx, cluster: c, version: info.Version}
	packed := tar.NewWriter(io.MultiWriter(sum, parts))
	if err := packed.AddFS(os.DirFS(folder)); err != nil {
		return err
	}
	if err := packed.Close(); err != nil {
		return err
	}
	if err := parts.flush(); err != nil {
		return err
	}
	info.Bytes, info.Parts, info.SHA256 = parts.bytes, parts.count, hex.EncodeToString(sum.Sum(nil))
	before, err := c.currentModel(ctx)
	if err != nil {
		return err
	}
	body := object{"info": info}
	if err := c.call(ctx, http.MethodPut, "/"+c.modelIndex()+"/_doc/"+modelCurrent+"?refresh=true", body, nil); err != nil {
		return err
	}
	if before != nil {
		c.removeModel(ctx, before)
	}
	return nil
}

// removeModel deletes the parts of a model that is no longer current. A reader
// that is just fetching them meets the error and takes the new one.
func (c *Cluster) removeModel(ctx context.Context, info *ModelInfo) {
	for i := range info.Parts {
		if err := c.call(ctx, http.MethodDelete, c.partPath(info.Version, i), nil, nil); err != nil {
			c.log.Warn("a part of an old model is left", "version", info.Version, "part", i, "err", err)
		}
	}
}

func (c *Cluster) partPath(version string, part int) string {
	return fmt.Sprintf("/%s/_doc/%s-%05d", c.modelIndex(), version, part)
}

// partWriter stores what is written to it as parts of a model.
type partWriter struct {
	ctx     context.Context //nolint:containedctx // of one upload
	cluster *Cluster
	version string
	buffer  bytes.Buffer
	count   int
	bytes   int64
}

func (w *partWriter) Write(p []byte) (int, error) {
	w.buffer.Write(p)
	for w.buffer.Len() >= modelPart {
		if err := w.store(w.buffer.Next(modelPart)); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

func (w *partWriter) flush() error {
	if w.buffer.Len() == 0 {
		return nil
	}
	return w.store(w.buffer.Next(w.buffer.Len()))
}

func (w *partWriter) store(part []byte) error {
	body := object{"bytes": base64.StdEncoding.EncodeToString(part)}
	if err := w.cluster.call(w.ctx, http.MethodPut, w.cluster.partPath(w.version, w.count), body, nil); err != nil {
		return err
	}
	w.count++
	w.bytes += int64(len(part))
	return nil
}

// downloadModel unpacks a model into a new folder.
func (c *Cluster) downloadModel(ctx context.Context, info *ModelInfo, folder string) error {
	if info.Bytes > maxModelBytes {
		return fmt.Errorf("model %s has %d bytes, at most %d", info.Version, info.Bytes, int64(maxModelBytes))
	}
	sum := sha256.New()
	r := io.TeeReader(&partReader{ctx: ctx, cluster: c, info: info}, sum)
	if err := unpack(r, folder); err != nil {
		return fmt.Errorf("unpack model %s: %w", info.Version, err)
	}
	// What follows the last file belongs to the sum too.
	if _, err := io.Copy(io.Discard, r); err != nil {
		return fmt.Errorf("read model %s: %w", info.Version, err)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != info.SHA256 {
		return fmt.Errorf("model %s is damaged: its SHA-256 is %s, not %s", info.Version, got, info.SHA256)
	}
	return nil
}

// unpack writes the files of a tar into folder and nowhere else.
func unpack(r io.Reader, folder string) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	packed := tar.NewReader(r)
	for {
		head, err := packed.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		name := filepath.FromSlash(head.Name)
		switch head.Typeflag {
		case tar.TypeDir:
			err = root.MkdirAll(name, 0o700)
		case tar.TypeReg:
			err = writeFile(root, name, packed)
		}
		if err != nil {
			return err
		}
	}
}

func writeFile(root *os.Root, name string, r io.Reader) error {
	if err := root.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := root.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r) //nolint:gosec // bounded by maxModelBytes
	return errors.Join(err, f.Close())
}

// partReader reads the parts of a model one after the other.
type partReader struct {
	ctx     context.Context //nolint:containedctx // of one download
	cluster *Cluster
	info    *ModelInfo
	next    int
	rest    []byte
}

func (r *partReader) Read(p []byte) (int, error) {
	for len(r.rest) == 0 {
		if r.next == r.info.Parts {
			return 0, io.EOF
		}
		var answer struct {
			Source struct{ Bytes []byte } `json:"_source"`
		}
		if err := r.cluster.call(r.ctx, http.MethodGet, r.cluster.partPath(r.info.Version, r.next), nil, &answer); err != nil {
			return 0, err
		}
		r.rest = answer.Source.Bytes
		r.next++
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}
