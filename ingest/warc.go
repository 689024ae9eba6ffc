package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/newssearch/newssearch/index"
)

// maxWARCHeader bounds the header of a record or of an answer in it, in bytes. Real ones
// stay below 10 KB, cookies included.
const maxWARCHeader = 256 << 10

// readWARC reads the pages and feeds of a web archive (ISO 28500): what was answered
// with success and is a document. Origin.Item is the number of the record.
//
// The format is a header and so many bytes, and is read here: gowarc discards a block
// before its caller can read it, unless all of it is copied, and panics on "WARC/\n".
func (s *session) readWARC(from source, br *bufio.Reader) {
	origin := Origin{Path: from.name}
	for {
		origin.Item++
		header, err := warcHeader(br)
		if errors.Is(err, io.EOF) {
			return
		}
		length, lengthErr := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
		if err == nil && (lengthErr != nil || length < 0) {
			err = errors.New("a record without its length")
		}
		if err != nil {
			s.fail(origin, fmt.Errorf("WARC: %w", err))
			return
		}
		block := &io.LimitedReader{R: br, N: length}
		s.readWARCRecord(from, origin, header, block)
		if s.stopped {
			return
		}
		if _, err := io.Copy(io.Discard, block); err != nil {
			s.fail(origin, fmt.Errorf("WARC: %w", err))
			return
		}
		if block.N > 0 {
			s.fail(origin, fmt.Errorf("WARC: %w: the file ends within a record", io.ErrUnexpectedEOF))
			return
		}
	}
}

// warcHeader reads the header of the next record.
func warcHeader(br *bufio.Reader) (textproto.MIMEHeader, error) {
	for {
		c, err := br.ReadByte()
		if err != nil {
			return nil, err
		}
		if c != '\r' && c != '\n' { // they end the record before
			_ = br.UnreadByte() // it was just read
			break
		}
	}
	lines, err := headerLines(br)
	if err != nil {
		return nil, err
	}
	version, fields, _ := bytes.Cut(lines, []byte("\n"))
	if !bytes.HasPrefix(version, []byte("WARC/")) {
		return nil, errors.New("no record where one should begin")
	}
	return mimeHeader(fields)
}

// headerLines reads up to and with the empty line that ends a header.
func headerLines(br *bufio.Reader) ([]byte, error) {
	var lines []byte
	for len(lines) < maxWARCHeader {
		line, size, err := readLine(br, nil, maxWARCHeader)
		if size > maxWARCHeader {
			break
		}
		if lines = append(lines, line...); len(bytes.TrimSpace(line)) == 0 || errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("%w: header of more than %d bytes", ErrTooLarge, maxWARCHeader)
}

// mimeHeader reads header lines. One that is malformed costs those after it.
func mimeHeader(lines []byte) (textproto.MIMEHeader, error) {
	header, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(lines))).ReadMIMEHeader()
	if len(header) > 0 || errors.Is(err, io.EOF) {
		return header, nil
	}
	return header, err
}

func (s *session) readWARCRecord(from source, origin Origin, header textproto.MIMEHeader, block io.Reader) {
	address := webLink(strings.Trim(header.Get("WARC-Target-URI"), "<> "))
	kind, body := header.Get("Content-Type"), bufio.NewReader(block)
	switch strings.ToLower(header.Get("WARC-Type")) {
	case "response":
		if !strings.HasPrefix(kind, "application/http") {
			break // of another protocol: the document itself
		}
		var ok bool
		var err error
		if kind, body, ok, err = answer(body); err != nil {
			s.fail(origin, fmt.Errorf("WARC: %s: %w", address, err))
			return
		} else if !ok {
			return
		}
	case "resource", "conversion":
	default:
		return
	}
	if !documentKind(kind) || address != "" && bystander(strings.SplitN(address, "?", 2)[0]) {
		return
	}
	inner := source{name: from.name, archives: from.archives + 1, origin: origin, base: address}
	if inner.archives > maxArchives {
		s.fail(origin, fmt.Errorf("%w: archives in archives more than %d deep", ErrTooLarge, maxArchives))
		return
	}
	s.read(inner, body)
}

// answer reads the head of an answer of HTTP and gives the kind of its document, and the
// document without its encodings for transfer. ok is false for what was not a success.
func answer(br *bufio.Reader) (kind string, body *bufio.Reader, ok bool, err error) {
	lines, err := headerLines(br)
	if err != nil {
		return "", nil, false, err
	}
	status, fields, _ := bytes.Cut(lines, []byte("\n"))
	if _, code, _ := bytes.Cut(status, []byte(" ")); len(code) == 0 || code[0] != '2' {
		return "", nil, false, nil
	}
	header, err := mimeHeader(fields)
	if err != nil {
		return "", nil, false, err
	}
	if header.Get("Content-Encoding") == "br" && documentKind(header.Get("Content-Type")) {
		return "", nil, false, fmt.Errorf("%w: compressed as brotli", ErrUnreadable)
	}
	return header.Get("Content-Type"), unchunked(br, header.Get("Transfer-Encoding")), true, nil
}

// documentKind reports whether a content type can be that of a page or a feed.
func documentKind(contentType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(contentType)), ";")
	switch kind = strings.TrimSpace(kind); kind {
	case "text/html", "application/xhtml+xml", "application/feed+json", "":
		return true
	}
	return strings.HasSuffix(kind, "xml")
}

// unchunked undoes the chunks of a transfer if the body still has them.
func unchunked(br *bufio.Reader, encoding string) *bufio.Reader {
	if !strings.Contains(strings.ToLower(encoding), "chunked") {
		return br
	}
	head, _ := br.Peek(18) // the length of a chunk in hexadecimal digits and its line break
	digits, _, found := strings.Cut(string(head), "\r\n")
	if !found || strings.Trim(digits, "0123456789abcdefABCDEF; ") != "" || digits == "" {
		return br
	}
	return bufio.NewReader(httputil.NewChunkedReader(br))
}

// located gives an article without an address that under which its page was kept.
func located(a *index.Article, base string) {
	if base == "" {
		return
	}
	if a.URL == "" {
		a.URL = base
	}
	fill(&a.Source, siteOf(a.URL))
}
