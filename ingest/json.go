package ingest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// readJSON reads JSON laid out in any way: an object, several one after the other,
// or arrays of them. Objects are cut out of the stream one by one, so that neither
// the number of them nor one that is too long costs memory.
func (s *session) readJSON(origin Origin, br *bufio.Reader) {
	sc := objectScanner{br: br, line: 1, limit: s.opts.maxRecordBytes()}
	found := false
	for {
		raw, line, size, err := sc.next()
		origin.Line = line
		switch {
		case errors.Is(err, io.EOF):
			if !found {
				s.fail(Origin{Path: origin.Path}, fmt.Errorf("%w: no JSON object", ErrNoArticle))
			}
			return
		case err != nil:
			s.fail(origin, err)
			return
		}
		found = true
		if size > int64(sc.limit) {
			if !s.fail(origin, fmt.Errorf("%w: object of %d bytes, at most %d", ErrTooLarge, size, sc.limit)) {
				return
			}
			continue
		}
		if !s.readRecord(origin, raw) {
			return
		}
	}
}

// objectScanner cuts the outermost objects out of JSON text by counting brackets
// outside of strings. It does not check the syntax within an object.
type objectScanner struct {
	br    *bufio.Reader
	buf   []byte
	line  int
	limit int
}

// next returns the next object, the line it begins on and its true size; of one
// longer than the limit only the beginning. The bytes are valid until the next call.
func (sc *objectScanner) next() (raw []byte, line int, size int64, err error) {
	if err := sc.skip(); err != nil {
		return nil, sc.line, 0, err
	}
	line = sc.line
	sc.buf = sc.buf[:0]
	depth, inString, escaped := 0, false, false
	for {
		c, err := sc.br.ReadByte()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = errors.New("JSON: the object is not closed at the end of the file")
			}
			return nil, line, size, err
		}
		if size++; size <= int64(sc.limit) {
			sc.buf = append(sc.buf, c)
		}
		switch {
		case c == '\n':
			sc.line++
		case escaped:
			escaped = false
		case inString:
			escaped, inString = c == '\\', c != '"'
		case c == '"':
			inString = true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return sc.buf, line, size, nil
			}
		}
	}
}

// skip goes to the next object over what may stand between objects.
func (sc *objectScanner) skip() error {
	for {
		c, err := sc.br.ReadByte()
		if err != nil {
			return err
		}
		switch c {
		case '\n':
			sc.line++
		case ' ', '\t', '\r', ',', '[', ']':
		case '{':
			return sc.br.UnreadByte()
		default:
			return fmt.Errorf("JSON: %q where an object should begin", c)
		}
	}
}
