package ingest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/picture"
	"github.com/newssearch/newssearch/ingest/internal/charset"
)

// readBuffer is the size of reads and the window in which a format is recognised.
const readBuffer = 64 << 10

// Read reads one stream. The format follows from the extension of name, or from
// the first bytes if the name has none that is known; see the package comment.
// Name is also the Path of every Origin. The range over the result reads from r as
// it goes and must be done before r is closed; it may be done once.
func Read(ctx context.Context, name string, r io.Reader, opts Options) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		s := &session{ctx: ctx, opts: opts, yield: yield}
		s.read(source{name: name, named: true}, r)
	}
}

// source says where a stream comes from.
type source struct {
	name string
	// named means that somebody asked for it by name, so that a text of whatever
	// extension is read. In folders, what is only text may be anything.
	named bool
	// file is the stream itself where it is a file that can be read at any place.
	file *os.File
	// archives is in how many archives it lies.
	archives int
	// origin is the place of a record in an archive of pages; base is the address under
	// which it was kept.
	origin Origin
	base   string
}

// session is one range over records: its options, what it has read, and where
// records go.
type session struct {
	ctx       context.Context
	opts      Options
	yield     func(Record) bool
	from      source // what is read now
	keys      *keyMap
	bytesRead int64
	stopped   bool // the consumer has had enough, or the context ended
}

// sourceReader counts the bytes of a file and ends with its session's context.
type sourceReader struct {
	s *session
	r io.Reader
}

func (r sourceReader) Read(p []byte) (int, error) {
	if err := r.s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.r.Read(p)
	r.s.bytesRead += int64(n)
	if n > 0 && r.s.opts.Progress != nil {
		r.s.opts.Progress(r.s.bytesRead)
	}
	return n, err
}

// emit hands a record over and reports whether to go on. The end of the context is
// always the last record.
func (s *session) emit(rec Record) bool {
	if s.stopped {
		return false
	}
	if err := s.ctx.Err(); err != nil {
		s.stopped = true
		s.yield(Record{Origin: rec.Origin, Err: err})
		return false
	}
	s.stopped = !s.yield(rec)
	return !s.stopped
}

// fail reports a problem at origin.
func (s *session) fail(origin Origin, err error) bool {
	return s.emit(Record{Origin: origin, Err: err})
}

// article completes a, checks it and hands it over.
func (s *session) article(origin Origin, a index.Article, warning error) bool {
	located(&a, s.from.base)
	finish(&a, s.opts)
	identify(&a, origin, s.opts.Identity)
	if err := check(&a); err != nil {
		return s.fail(origin, err)
	}
	return s.emit(Record{Article: a, Origin: origin, Warning: warning})
}

// read reads one stream of whatever format.
func (s *session) read(from source, r io.Reader) {
	outer := s.from
	s.from = from
	defer func() { s.from = outer }()
	origin := from.origin
	if origin.Path == "" {
		origin.Path = from.name
	}
	br, err := s.open(&from, r)
	if err != nil {
		s.fail(origin, err)
		return
	}
	head, err := br.Peek(sniffBytes)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		s.fail(origin, fmt.Errorf("read: %w", err))
		return
	}
	kind, reason := kindOfStream(from, head)
	switch kind {
	case kindZip:
		s.readZip(from, br)
	case kindTar:
		s.readTar(from, br)
	case kindWARC:
		s.readWARC(from, br)
	default:
		s.readKind(kind, reason, origin, br)
	}
}

// open undoes the compressions of a stream, judged by its bytes.
func (s *session) open(from *source, r io.Reader) (*bufio.Reader, error) {
	if from.archives == 0 {
		r = sourceReader{s, r}
	}
	br := bufio.NewReaderSize(r, readBuffer)
	for layers := 0; ; layers++ {
		const magic = 6 // bytes, the longest of a compression
		head, err := br.Peek(magic)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("read: %w", err)
		}
		opened, name, err := decompress(head, br)
		switch {
		case err != nil:
			return nil, err
		case name == "":
			return br, nil
		case layers == maxLayers:
			return nil, fmt.Errorf("%w: compressed more than %d times", ErrUnknownKind, maxLayers)
		}
		from.file = nil
		br = bufio.NewReaderSize(opened, readBuffer)
	}
}

// kindOfStream tells the format from name and first bytes; for one that is not read,
// the reason.
func kindOfStream(from source, head []byte) (kind kind, reason string) {
	named := kindOf(from.name)
	if kind := archiveKind(head); kind != kindUnknown {
		return kind, ""
	}
	if reason := refused(from.name, head); reason != "" {
		return kindUnknown, reason
	}
	kind, reason = sniff(named, head)
	if kind == kindText && named == kindUnknown && !from.named {
		return kindUnknown, fmt.Sprintf("extension %q", filepath.Ext(from.name))
	}
	return kind, reason
}

func (s *session) readKind(kind kind, reason string, origin Origin, br *bufio.Reader) {
	switch kind {
	case kindJSONL:
		s.readLines(origin, utf8Stream(br))
	case kindJSON:
		s.readJSON(origin, utf8Stream(br))
	case kindCSV:
		s.readCSV(origin, utf8Stream(br))
	case kindText:
		s.readDocument(origin, br, s.readText)
	case kindHTML:
		s.readDocument(origin, br, s.readHTML)
	case kindFeed:
		s.readDocument(origin, br, s.readFeed)
	case kindMail:
		s.readDocument(origin, br, s.readMail)
	default:
		s.fail(origin, fmt.Errorf("%w: %s", ErrUnknownKind, reason))
	}
}

// readDocument reads a whole document within its limit and passes it on.
func (s *session) readDocument(origin Origin, r io.Reader, parse func(Origin, []byte)) {
	data, err := io.ReadAll(io.LimitReader(r, MaxDocumentBytes+1))
	switch {
	case err != nil:
		s.fail(origin, fmt.Errorf("read: %w", err))
	case len(data) > MaxDocumentBytes:
		s.fail(origin, fmt.Errorf("%w: document of more than %d bytes", ErrTooLarge, MaxDocumentBytes))
	case len(bytes.TrimSpace(data)) == 0:
		s.fail(origin, fmt.Errorf("%w: the document is empty", ErrNoArticle))
	default:
		parse(origin, data)
	}
}

// finish repairs every field of a and gives it a source and an ID. It leaves the
// layout of the text to the format's reader.
func finish(a *index.Article, opts Options) {
	a.URL = webLink(a.URL)
	a.Image = picture.Resolve(a.URL, a.Image)
	repairDecoding(a)
	for _, field := range []*string{&a.ID, &a.Title, &a.Lead, &a.Author, &a.Source, &a.Category} {
		*field = cleanLine(*field)
	}
	a.Body = stripEndMark(cleanBlock(a.Body))
	if a.Source == "" {
		a.Body, a.Source = takeCredit(a.Body)
		a.Body = stripEndMark(a.Body)
	}
	if a.Source == "" {
		a.Source = cleanLine(opts.DefaultSource)
	}
	a.Lead = stripEndMark(a.Lead)
	a.Captions = cleanList(a.Captions)
	a.Tags = cleanList(a.Tags)
	if a.Published.IsZero() {
		a.Published = time.Time{}
	}
	if a.ID == "" && len(a.URL) <= index.MaxIDBytes {
		a.ID = a.URL
	}
	if a.ID == "" {
		a.ID = a.ContentHash()
	}
}

// identify gives a finished article the ID that the caller wants.
func identify(a *index.Article, origin Origin, by Identity) {
	switch by {
	case IdentityContent:
		a.ID = a.ContentHash()
	case IdentityURL:
		if a.ID = a.URL; a.ID == "" || len(a.ID) > index.MaxIDBytes {
			a.ID = a.ContentHash()
		}
	case IdentityPath:
		a.ID = pathID(a, origin)
	}
}

// pathID is the address of a file, with what tells an article in it from the others.
func pathID(a *index.Article, origin Origin) string {
	path := origin.Path
	if full, err := filepath.Abs(path); err == nil && path != StdinPath {
		path = full
	}
	id := "file://" + filepath.ToSlash(path)
	switch {
	case origin.Line == 0 && origin.Item == 0:
	case a.ID != "" && a.ID != a.ContentHash():
		id += "#" + a.ID
	case origin.Item > 0:
		id += fmt.Sprintf("#item-%d", origin.Item)
	default:
		id += fmt.Sprintf("#line-%d", origin.Line)
	}
	if id = strings.ToValidUTF8(id, "\ufffd"); len(id) > index.MaxIDBytes {
		return a.ContentHash()
	}
	return id
}

// repairDecoding undoes a wrong decoding that the text of a shows.
func repairDecoding(a *index.Article) {
	repair := charset.Repair(a.Body)
	if repair == nil && len(a.Body) < len(a.Lead) {
		repair = charset.Repair(a.Title + "\n" + a.Lead)
	}
	if repair == nil {
		return
	}
	for _, field := range []*string{&a.Title, &a.Lead, &a.Body, &a.Author, &a.Source, &a.Category} {
		*field = repair(*field)
	}
	for _, list := range [][]string{a.Captions, a.Tags} {
		for i := range list {
			list[i] = repair(list[i])
		}
	}
}

// cleanList repairs the entries of list and drops empty and repeated ones.
func cleanList(list []string) []string {
	var kept []string
	seen := make(map[string]bool, len(list))
	for _, s := range list {
		if s = cleanLine(s); s != "" && !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return kept
}

// check reports why a finished article cannot be taken in.
func check(a *index.Article) error {
	if a.Title == "" && a.Lead == "" && a.Body == "" {
		return fmt.Errorf("%w: no title, lead or body", ErrNoArticle)
	}
	if err := a.Validate(); err != nil {
		return err
	}
	if !legible(a.Title, a.Lead, a.Body) {
		return fmt.Errorf("%w: more than one character in fifty is a replacement or private one", ErrUnreadable)
	}
	return nil
}

// extension is the extension of name in lower case, that below ".gz" if it has it.
func extension(name string) string {
	name = strings.ToLower(name)
	for _, packed := range []string{".gz", ".bz2", ".xz", ".zst", ".zstd"} {
		name = strings.TrimSuffix(name, packed)
	}
	return filepath.Ext(name)
}
