package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// readJSON reads JSON laid out in any way: an object, several one after the other,
// arrays of them, or an answer that has such an array in it. Objects are cut out of the
// stream one by one, so that neither the number of them nor one that is too long costs
// memory.
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
			if !s.fail(origin, fmt.Errorf("%w: object of %d bytes, at most %d; a table by columns is read when it is exported by rows", ErrTooLarge, size, sc.limit)) {
				return
			}
			continue
		}
		if !s.readRecord(origin, raw, sc.envelope) {
			return
		}
	}
}

// Kinds of keys under which answers of programs have their list of articles.
const (
	listKey   = 1 // an array of objects below it is the list
	objectKey = 2 // and an object below it may have the list in it
)

// wrappers are those keys, as keyOf leaves them.
var wrappers = map[string]int{
	"articles": listKey | objectKey, "items": listKey | objectKey, "posts": listKey | objectKey, "docs": listKey, "documents": listKey, "records": listKey, "rows": listKey,
	"entries": listKey, "stories": listKey | objectKey, "edges": listKey, "nodes": listKey | objectKey, "objects": listKey, "newslist": listKey, "articlelist": listKey,
	"listnews": listKey, "baiviet": listKey, "danhsach": listKey, "contents": listKey, "list": listKey, "value": listKey, "news": listKey | objectKey,
	"results": listKey | objectKey, "data": listKey | objectKey, "hits": listKey | objectKey, "response": listKey | objectKey,
	"result": listKey | objectKey, "payload": listKey | objectKey, "feed": listKey | objectKey, "rss": objectKey, "channel": objectKey, "item": listKey,
	"entry": listKey, "query": objectKey, "page": objectKey,
}

// maxEnvelopes bounds how deep a list lies in an answer. Real ones lie at most five
// deep (rss, channel, item).
const maxEnvelopes = 8

// maxEnvelopeBytes bounds what is kept of an answer beside its list: the name of the
// feed stands at its beginning.
const maxEnvelopeBytes = 4 << 10

// objectScanner cuts objects out of JSON text by counting brackets outside of strings:
// the outermost ones, or those of a list in them. It does not check the syntax within
// an object.
type objectScanner struct {
	br    *bufio.Reader
	buf   []byte
	line  int
	limit int
	open  []byte // '[' and '{' of what the next object lies in
	ready bool   // the next byte begins an object
	// envelope is the beginning of the object around the list, as far as it was read.
	envelope []byte
}

// next returns the next object, the line it begins on and its true size; of one
// longer than the limit only the beginning. The bytes are valid until the next call.
func (sc *objectScanner) next() (raw []byte, line int, size int64, err error) {
	for {
		if err := sc.skip(); err != nil {
			return nil, sc.line, 0, err
		}
		sc.ready = false
		line = sc.line
		raw, size, entered, err := sc.object()
		if err != nil || !entered {
			return raw, line, size, err
		}
	}
}

// object reads the object that comes next. Entered means that it is an answer around a
// list, and that the scanner now stands before the list.
func (sc *objectScanner) object() (raw []byte, size int64, entered bool, err error) {
	sc.buf = sc.buf[:0]
	depth, inString, escaped := 0, false, false
	key, titled, texted := keySpan{}, false, false
	for {
		c, err := sc.br.ReadByte()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = errors.New("JSON: the object is not closed at the end of the file")
			}
			return nil, size, false, err
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
			if !inString && depth == 1 {
				key.end = len(sc.buf) - 1
			}
		case c == '"':
			if inString = true; depth == 1 && !key.valued {
				key.start = len(sc.buf)
			}
		case c == ':' && depth == 1:
			key.valued = true
			f := placesOf[keyOf(key.of(sc.buf))].field
			titled, texted = titled || f == fieldTitle, texted || f == fieldBody && wrappers[keyOf(key.of(sc.buf))] == 0
		case c == ',' && depth == 1:
			key = keySpan{}
		case c == '{' || c == '[':
			if depth == 1 && size <= int64(sc.limit) && !texted && !(titled && c == '{') && len(sc.open) < maxEnvelopes && sc.enters(key.of(sc.buf), c) {
				sc.enter(c)
				return nil, 0, true, nil
			}
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return sc.buf, size, false, nil
			}
		}
	}
}

// keySpan is where the key of a value stands in a buffer. Valued means that its value
// has begun.
type keySpan struct {
	start, end int
	valued     bool
}

func (k keySpan) of(buf []byte) string {
	if k.start <= 0 || k.end < k.start || k.end > len(buf) {
		return ""
	}
	return string(buf[k.start:k.end])
}

// enters reports whether the value of key that begins with the bracket c is or has a
// list of articles.
func (sc *objectScanner) enters(key string, c byte) bool {
	kind := wrappers[keyOf(key)]
	if c == '{' {
		return kind&objectKey != 0
	}
	return kind&listKey != 0 && sc.peekSolid() == '{'
}

// peekSolid is the next byte that is no white space, without taking it, or 0. What
// looks further than the buffer is not looked at.
func (sc *objectScanner) peekSolid() byte {
	for n := 1; ; n++ {
		head, err := sc.br.Peek(n)
		if err != nil {
			return 0
		}
		if c := head[n-1]; c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return c
		}
	}
}

// enter goes into an answer up to the bracket c that was just read: a list, whose
// elements come next, or an object that may have it.
func (sc *objectScanner) enter(c byte) {
	sc.open = append(sc.open, '{')
	sc.envelope = append(sc.envelope[:0], sc.buf[:min(len(sc.buf)-1, maxEnvelopeBytes)]...)
	if c == '[' {
		sc.open = append(sc.open, '[')
		return
	}
	sc.ready = sc.br.UnreadByte() == nil // the object is read as one that may be a record
}

// skip goes to the next object over what may stand between objects: within a list its
// commas, after it the rest of the answer around it.
func (sc *objectScanner) skip() error {
	for !sc.ready {
		c, err := sc.br.ReadByte()
		if errors.Is(err, io.EOF) && len(sc.open) > 0 {
			sc.open = nil
			return errors.New("JSON: the list is not closed at the end of the file")
		}
		if err != nil {
			return err
		}
		within := byte(0)
		if len(sc.open) > 0 {
			within = sc.open[len(sc.open)-1]
		}
		switch {
		case c == '\n':
			sc.line++
		case c == ' ' || c == '\t' || c == '\r' || c == ',' || c == '[' && within == 0 || c == ']' && within == 0:
		case c == ']' && within == '[' || c == '}' && within == '{':
			sc.open = sc.open[:len(sc.open)-1]
		case c == '{' && within != '{':
			return sc.br.UnreadByte()
		case c == '"' && within == '{':
			if err := sc.member(); err != nil {
				return err
			}
		default:
			return fmt.Errorf("JSON: %q where an object should begin", c)
		}
	}
	return nil
}

// member reads a key and its value in an answer around a list. If the value is or has
// another list, it stops there.
func (sc *objectScanner) member() error {
	sc.buf = sc.buf[:0]
	if err := sc.quoted(true); err != nil {
		return err
	}
	key := string(sc.buf)
	depth := 0
	for {
		c, err := sc.br.ReadByte()
		if err != nil {
			return err
		}
		switch c {
		case '\n':
			sc.line++
		case '"':
			if err := sc.quoted(false); err != nil {
				return err
			}
		case '{', '[':
			if depth == 0 && len(sc.open) < maxEnvelopes && sc.enters(key, c) {
				if c == '[' {
					sc.open = append(sc.open, '[')
					return nil
				}
				sc.ready = true
				return sc.br.UnreadByte()
			}
			depth++
		case '}', ']':
			if depth == 0 { // it closes the answer
				return sc.br.UnreadByte()
			}
			depth--
		case ',':
			if depth == 0 {
				return nil
			}
		}
	}
}

// quoted reads the rest of a string, into the buffer if it is to be kept.
func (sc *objectScanner) quoted(keep bool) error {
	escaped := false
	for {
		c, err := sc.br.ReadByte()
		switch {
		case err != nil:
			return err
		case c == '\n':
			sc.line++
		case escaped:
			escaped = false
		case c == '\\':
			escaped = true
		case c == '"':
			return nil
		}
		if keep && len(sc.buf) < maxEnvelopeBytes {
			sc.buf = append(sc.buf, c)
		}
	}
}

// feedTitle is the title in the beginning of an answer around a list, or nothing. Only
// feeds name their paper so.
func feedTitle(envelope []byte) string {
	if !bytes.Contains(envelope, []byte("jsonfeed.org")) {
		return ""
	}
	object, err := parseObject(closed(envelope))
	if err != nil {
		return ""
	}
	parts, _ := texts(object["title"])
	if len(parts) == 0 {
		return ""
	}
	return plainLine(parts[0])
}

// closed makes an object of its beginning, which ends after the key of a value.
func closed(envelope []byte) []byte {
	return append(append([]byte(nil), envelope...), "null}"...)
}
