package ingest

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/newssearch/newssearch/ingest/internal/charset"
)

const (
	// maxColumns bounds a header; data sets have tens of columns.
	maxColumns = 1000
	// maxMends bounds how often reading starts anew after a quotation mark that is not
	// closed; each time reads up to the limit of a record again.
	maxMends = 20
)

// readCSV reads a table as spreadsheets and data sets write it: a header that names the
// columns, then an article a row. What stands between values is told from the header.
func (s *session) readCSV(origin Origin, br *bufio.Reader) {
	head, _ := br.Peek(readBuffer) // an error shows again on the next read
	comma, skip := separatorOf(head)
	if comma == 0 {
		s.fail(origin, fmt.Errorf("%w: a table whose first line does not name its columns", ErrUnknownKind))
		return
	}
	_, _ = br.Discard(skip) // it was just peeked at
	t := newTable(br, comma, s.opts.maxRecordBytes())
	if skip > 0 {
		t.src.lines++
	}
	header, line, err := t.next()
	if err != nil || len(header) > maxColumns {
		s.fail(origin, fmt.Errorf("%w: no header of at most %d columns: %w", ErrUnknownKind, maxColumns, err))
		return
	}
	if !s.knowsColumns(header) {
		origin.Line = line
		s.fail(origin, fmt.Errorf("%w: no column is known for a title or a body: %.200q; name it with Map (--map theirs=title)", ErrUnknownKind, header))
		return
	}
	for {
		cells, line, err := t.next()
		origin.Line = line
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			if !s.fail(origin, err) || !t.mend() {
				return
			}
			continue
		}
		if !s.readRow(origin, header, cells) {
			return
		}
	}
}

// readRow reads one article and reports whether to go on.
func (s *session) readRow(origin Origin, header, cells []string) bool {
	cells, err := decodeRow(cells)
	if err != nil {
		return s.fail(origin, fmt.Errorf("%w: %w", ErrUnreadable, err))
	}
	object := make(map[string]json.RawMessage, len(header))
	for i, cell := range cells[:min(len(cells), len(header))] {
		cell = strings.TrimSpace(cell)
		if cell == "" || cell == "NaN" || cell == "nan" || cell == "NULL" || cell == "None" || cell == `\N` {
			continue
		}
		value, err := json.Marshal(cell)
		if err != nil {
			return s.fail(origin, err)
		}
		object[header[i]] = value
	}
	a, warning, err := readObject(object, s.keyMap(), s.opts)
	if err != nil {
		return s.fail(origin, err)
	}
	if len(cells) > len(header) {
		warning = errors.Join(warning, fmt.Errorf("%d values for %d columns", len(cells), len(header)))
	}
	return s.article(origin, a, warning)
}

// decodeRow decodes a row as a whole, since one value is too short to tell its encoding.
func decodeRow(cells []string) ([]string, error) {
	const between = "\x1f"
	row, err := charset.Record([]byte(strings.Join(cells, between)))
	if err != nil {
		return nil, err
	}
	if decoded := strings.Split(string(row), between); len(decoded) == len(cells) {
		return decoded, nil
	}
	return cells, nil
}

// knowsColumns reports whether a header names what an article needs.
func (s *session) knowsColumns(header []string) bool {
	for _, name := range header {
		switch s.keyMap().place(name).field {
		case fieldTitle, fieldBody, fieldLead:
			return true
		}
	}
	return false
}

// separatorOf finds what stands between the columns of a header, with the length of a
// line before it that says so ("sep=;", as spreadsheets write it). 0 means that the
// first line is no header.
func separatorOf(head []byte) (comma rune, skip int) {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	if after, ok := bytes.CutPrefix(bytes.ToLower(bytes.TrimSpace(line)), []byte("sep=")); ok && len(after) == 1 {
		return rune(after[0]), len(line) + 1
	}
	best := 0
	for _, c := range ",;\t|" {
		if n := bytes.Count(line, []byte(string(c))); n > best {
			comma, best = c, n
		}
	}
	if best == 0 && placesOf[keyOf(string(bytes.Trim(line, "\"\r ")))].field != noField {
		comma = ',' // one column
	}
	return comma, 0
}

// csvHeader reports whether text begins with a header whose names are mostly known.
func csvHeader(text []byte) bool {
	comma, skip := separatorOf(text)
	if comma == 0 {
		return false
	}
	line, _, _ := bytes.Cut(text[min(skip, len(text)):], []byte("\n"))
	known, texted, names := 0, false, 0
	for name := range strings.SplitSeq(string(line), string(comma)) {
		names++
		f := placesOf[keyOf(name)].field
		if f != noField {
			known++
		}
		texted = texted || f == fieldTitle || f == fieldBody
	}
	return texted && known >= 2 && 2*known >= names
}

// table reads rows within a limit, and goes on after one that cannot be read.
type table struct {
	src   *window
	csv   *csv.Reader
	comma rune
	mends int
}

func newTable(r io.Reader, comma rune, limit int) *table {
	t := &table{src: &window{r: r, limit: limit + readBuffer}, comma: comma}
	t.start()
	return t
}

func (t *table) start() {
	t.csv = csv.NewReader(t.src)
	t.csv.Comma = t.comma
	t.csv.FieldsPerRecord = -1
	t.csv.LazyQuotes = true
}

// next reads a row and gives the line on which it begins.
func (t *table) next() (cells []string, line int, err error) {
	line = t.src.lines + 1
	cells, err = t.csv.Read()
	var syntax *csv.ParseError
	switch {
	case err == nil:
		t.src.drop(t.csv.InputOffset())
	case errors.Is(err, errWindow):
		err = fmt.Errorf("%w: row of more than %d bytes; a quotation mark may not be closed", ErrTooLarge, t.src.limit-readBuffer)
	case errors.As(err, &syntax):
		err = fmt.Errorf("table: %w", syntax.Err)
	}
	return cells, line, err
}

// mend goes on after the first line of the row that could not be read. It reports
// whether there is something to go on with.
func (t *table) mend() bool {
	if t.mends++; t.mends > maxMends || !t.src.rewind() {
		return false
	}
	t.start()
	return true
}

// errWindow means that a row is longer than its window.
var errWindow = errors.New("window is full")

// window keeps what was read since the last row, so that it can be read again.
type window struct {
	r       io.Reader
	limit   int
	kept    []byte // since the last row
	base    int64  // offset of kept in what its reader has been given
	pending []byte // is given before r
	lines   int    // that were dropped
}

func (w *window) Read(p []byte) (n int, err error) {
	if len(w.kept) >= w.limit {
		return 0, errWindow
	}
	if len(w.pending) > 0 {
		n = copy(p, w.pending)
		w.pending = w.pending[n:]
	} else {
		n, err = w.r.Read(p)
	}
	w.kept = append(w.kept, p[:n]...)
	return n, err
}

// drop forgets what lies before offset.
func (w *window) drop(offset int64) {
	if n := int(offset - w.base); n > 0 && n <= len(w.kept) {
		w.lines += bytes.Count(w.kept[:n], []byte("\n"))
		w.kept = append(w.kept[:0], w.kept[n:]...)
		w.base = offset
	}
}

// rewind gives what was kept again, without its first line.
func (w *window) rewind() bool {
	_, rest, found := bytes.Cut(w.kept, []byte("\n"))
	w.pending = append(append([]byte(nil), rest...), w.pending...)
	w.kept, w.base = nil, 0
	w.lines++
	return found
}
