package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/picture"
	"github.com/newssearch/newssearch/ingest/internal/charset"
	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
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
			if !s.readRecord(origin, trimmed, nil) {
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

// readRecord reads one JSON object and reports whether to go on. Envelope is the
// beginning of an answer that it is a part of, or nil.
func (s *session) readRecord(origin Origin, raw, envelope []byte) bool {
	text, err := charset.Record(raw)
	if err != nil {
		return s.fail(origin, fmt.Errorf("%w: %w", ErrUnreadable, err))
	}
	if exported.Match(text) {
		return s.readExported(origin, text)
	}
	object, err := parseObject(text)
	if err != nil {
		return s.fail(origin, err)
	}
	if envelope == nil && wrapped(object) {
		// On a line of its own; in a stream the scanner has gone into it.
		s.readJSONLine(origin, text)
		return !s.stopped
	}
	a, warning, err := readObject(object, s.keyMap(), s.opts)
	if err == nil && a.Title == "" && a.Lead == "" && a.Body == "" || err != nil {
		if found := hidden(object, s.keyMap()); len(found) > 0 {
			return s.readObjects(origin, found)
		}
	}
	if err != nil {
		return s.fail(origin, err)
	}
	fill(&a.Source, feedTitle(envelope))
	return s.article(origin, a, warning)
}

// exported tells a line of index/export by its first field.
var exported = lazyregexp.New(`^\{\s*"newssearch"\s*:\s*1\s*,`)

// readExported reads an article as it was written by index/export: it was repaired when
// it first came, and comes back as it is.
func (s *session) readExported(origin Origin, text []byte) bool {
	var a index.Article
	if err := json.Unmarshal(text, &a); err != nil {
		return s.fail(origin, jsonProblem(err))
	}
	a.URL, a.Image = webLink(a.URL), picture.Address(a.Image) // whoever wrote the line
	if err := check(&a); err != nil {
		return s.fail(origin, err)
	}
	return s.emit(Record{Article: a, Origin: origin})
}

func (s *session) readObjects(origin Origin, objects []map[string]json.RawMessage) bool {
	for _, object := range objects {
		a, warning, err := readObject(object, s.keyMap(), s.opts)
		if err != nil {
			if !s.fail(origin, err) {
				return false
			}
		} else if !s.article(origin, a, warning) {
			return false
		}
	}
	return true
}

// wrapped reports whether object is an answer around a list.
func wrapped(object map[string]json.RawMessage) bool {
	found, titled, inside := false, false, false
	for key, value := range object {
		name := keyOf(key)
		switch f := placesOf[name].field; {
		case value[0] != '"':
		case f == fieldBody:
			return false
		case f == fieldTitle:
			titled = true
		}
		switch kind := wrappers[name]; {
		case kind&listKey != 0 && value[0] == '[':
			first := bytes.TrimLeft(value[1:], " \t\r\n")
			found = found || len(first) > 0 && first[0] == '{'
		case kind&objectKey != 0 && value[0] == '{':
			inside = true
		}
	}
	return found || inside && !titled
}

// readJSONLine reads the articles in an answer that stands on one line.
func (s *session) readJSONLine(origin Origin, text []byte) {
	sc := objectScanner{br: bufio.NewReader(bytes.NewReader(text)), limit: s.opts.maxRecordBytes()}
	found := false
	for {
		raw, _, _, err := sc.next()
		if err != nil {
			if !found || !errors.Is(err, io.EOF) {
				s.fail(origin, fmt.Errorf("%w: an answer without articles", ErrNoArticle))
			}
			return
		}
		found = true
		// What the scanner hands out is no answer itself, or it is no longer looked into.
		if !s.readRecord(origin, raw, append([]byte{}, sc.envelope...)) {
			return
		}
	}
}

// keyMap is made when the first record of a data set is read.
func (s *session) keyMap() *keyMap {
	if s.keys == nil {
		s.keys = newKeyMap(s.opts)
	}
	return s.keys
}
