package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/newssearch/newssearch/ingest/internal/charset"
)

// readLines reads one JSON object a line. A line that is not one is reported and
// costs only itself.
func (s *session) readLines(origin Origin, br *bufio.Reader) {
	limit := s.opts.maxRecordBytes()
	var buf []byte
	for {
		origin.Line++
		line, size, err := readLine(br, buf[:0], limit)
		buf = line
		if err != nil && !errors.Is(err, io.EOF) {
			s.fail(origin, fmt.Errorf("read: %w", err))
			return
		}
		ended := err != nil
		trimmed := bytes.TrimSpace(line)
		switch {
		case size > int64(limit):
			if !s.fail(origin, fmt.Errorf("%w: line of %d bytes, at most %d", ErrTooLarge, size, limit)) {
				return
			}
		case len(trimmed) > 0:
			if !s.readRecord(origin, trimmed) {
				return
			}
		}
		if ended {
			return
		}
	}
}

// readLine reads up to and including the next newline into buf and returns the line
// with its true size. Of a line longer than limit only the beginning is kept.
func readLine(br *bufio.Reader, buf []byte, limit int) (line []byte, size int64, err error) {
	for {
		part, err := br.ReadSlice('\n')
		size += int64(len(part))
		if size <= int64(limit) {
			buf = append(buf, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return buf, size, err
		}
	}
}

// readRecord reads one JSON object and reports whether to go on.
func (s *session) readRecord(origin Origin, raw []byte) bool {
	text, err := charset.Record(raw)
	if err != nil {
		return s.fail(origin, fmt.Errorf("%w: %w", ErrUnreadable, err))
	}
	a, warning, err := parseRecord(text, s.opts)
	if err != nil {
		return s.fail(origin, err)
	}
	return s.article(origin, a, warning)
}
