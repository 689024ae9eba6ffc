package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"time"

	"github.com/newssearch/newssearch/index"
)

// A spool is a file of articles, each
//
//	uvarint  bytes that follow
//	uvarint  bytes of a text, and the text: ID URL Title Lead Body Author Source Category
//	uvarint  number of captions, and each as a text
//	uvarint  number of tags, and each as a text
//	varint   time of publication in seconds, math.MinInt64 for unknown
//
// It is written once and read by the worker of every engine, so that reading
// JSON is in nobody's time.

// unknownTime stands for an article without a date.
const unknownTime = -1 << 63

// maxSpooledArticle protects the reader from a file that is not a spool. It is
// above index.MaxArticleBytes.
const maxSpooledArticle = 16 << 20

// spoolWriter writes a spool.
type spoolWriter struct {
	file  *os.File
	w     *bufio.Writer
	buf   []byte
	count int
	text  int64
}

func createSpool(path string) (*spoolWriter, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("create spool: %w", err)
	}
	return &spoolWriter{file: f, w: bufio.NewWriterSize(f, 1<<20)}, nil
}

func (s *spoolWriter) add(a *index.Article) error {
	b := s.buf[:0]
	text := func(t string) {
		b = binary.AppendUvarint(b, uint64(len(t)))
		b = append(b, t...)
	}
	for _, t := range []string{a.ID, a.URL, a.Title, a.Lead, a.Body, a.Author, a.Source, a.Category} {
		text(t)
	}
	for _, list := range [][]string{a.Captions, a.Tags} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, t := range list {
			text(t)
		}
	}
	seconds := int64(unknownTime)
	if !a.Published.IsZero() {
		seconds = a.Published.Unix()
	}
	b = binary.AppendVarint(b, seconds)
	s.buf = b
	s.count++
	s.text += textBytes(a)
	var head [binary.MaxVarintLen64]byte
	if _, err := s.w.Write(head[:binary.PutUvarint(head[:], uint64(len(b)))]); err != nil {
		return fmt.Errorf("write spool: %w", err)
	}
	if _, err := s.w.Write(b); err != nil {
		return fmt.Errorf("write spool: %w", err)
	}
	return nil
}

func (s *spoolWriter) close() error {
	if err := errors.Join(s.w.Flush(), s.file.Close()); err != nil {
		return fmt.Errorf("write spool: %w", err)
	}
	return nil
}

// textBytes is the size of the text that is indexed, in bytes of UTF-8.
func textBytes(a *index.Article) int64 {
	n := len(a.Title) + len(a.Lead) + len(a.Body)
	for _, c := range a.Captions {
		n += len(c)
	}
	return int64(n)
}

// readSpool yields the first limit articles of a spool; 0 means all. After an
// error it stops.
func readSpool(path string, limit int) iter.Seq2[index.Article, error] {
	return func(yield func(index.Article, error) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(index.Article{}, fmt.Errorf("open spool: %w", err))
			return
		}
		defer f.Close()
		r := bufio.NewReaderSize(f, 1<<20)
		for n := 0; limit == 0 || n < limit; n++ {
			a, err := readSpooled(r)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(index.Article{}, fmt.Errorf("read spool %s, article %d: %w", path, n+1, err))
				return
			}
			if !yield(a, nil) {
				return
			}
		}
	}
}

var errBrokenSpool = errors.New("not a spool, or cut short")

// readSpooled reads one article; io.EOF after the last.
func readSpooled(r *bufio.Reader) (index.Article, error) {
	size, err := binary.ReadUvarint(r)
	if err != nil {
		return index.Article{}, err
	}
	if size > maxSpooledArticle {
		return index.Article{}, errBrokenSpool
	}
	raw := make([]byte, size)
	if _, err := io.ReadFull(r, raw); err != nil {
		return index.Article{}, errBrokenSpool
	}
	d := spoolDecoder{raw: raw, text: string(raw)}
	a := index.Article{
		ID: d.string(), URL: d.string(), Title: d.string(), Lead: d.string(), Body: d.string(),
		Author: d.string(), Source: d.string(), Category: d.string(), Captions: d.list(), Tags: d.list(),
	}
	seconds, n := binary.Varint(d.raw[d.at:])
	if d.broken || n <= 0 {
		return index.Article{}, errBrokenSpool
	}
	if seconds != unknownTime {
		a.Published = time.Unix(seconds, 0).UTC()
	}
	return a, nil
}

// spoolDecoder cuts the strings of an article out of one string.
type spoolDecoder struct {
	raw    []byte
	text   string
	at     int
	broken bool
}

func (d *spoolDecoder) number() int {
	v, n := binary.Uvarint(d.raw[d.at:])
	if n <= 0 || v > uint64(len(d.raw)-d.at-n) {
		d.broken = true
		return 0
	}
	d.at += n
	return int(v)
}

func (d *spoolDecoder) string() string {
	n := d.number()
	s := d.text[d.at : d.at+n]
	d.at += n
	return s
}

func (d *spoolDecoder) list() []string {
	n := d.number()
	if n == 0 {
		return nil
	}
	list := make([]string, 0, n)
	for range n {
		list = append(list, d.string())
	}
	return list
}
