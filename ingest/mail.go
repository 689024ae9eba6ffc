package ingest

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

// Limits on a message; they bound work whatever it contains.
const (
	// maxParts bounds the parts of a message. A saved page has hundreds of pictures.
	maxParts = 10_000
	// maxPartDepth bounds parts in parts; newsletters have three.
	maxPartDepth = 10
)

// mailHeader is a line of a header as messages and saved pages begin with.
var mailHeader = lazyregexp.New(`^(?:From|To|Subject|Date|MIME-Version|Content-Type|Message-ID|Received|Return-Path|Delivered-To|X-[\w-]+|` +
	`Snapshot-Content-Location|Content-Transfer-Encoding|DKIM-Signature|Reply-To|ARC-[\w-]+|Authentication-Results):[ \t]`)

// mailBody is what the header of every message of today says; a text that begins with
// "From:" does not.
var mailBody = lazyregexp.New(`(?im)^(?:MIME-Version|Content-Type|Message-ID):[ \t]`)

// isMail tells a message or a page saved as one (MHTML) by its header.
func isMail(head []byte) bool {
	header, _, _ := bytes.Cut(bytes.ReplaceAll(head, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	return mailHeader.Match(header) && mailBody.Match(header)
}

// readMail reads a message: a page saved as MHTML is read as that page, a newsletter
// as an article with its subject and date.
func (s *session) readMail(origin Origin, data []byte) {
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		s.fail(origin, fmt.Errorf("mail: %w", err))
		return
	}
	p := parts{}
	if err := p.read(textproto.MIMEHeader(m.Header), m.Body, 0); err != nil && p.html == nil && p.text == nil {
		s.fail(origin, fmt.Errorf("mail: %w", err))
		return
	}
	saved := m.Header.Get("Snapshot-Content-Location")
	if saved == "" && strings.HasPrefix(p.contentType, "multipart/related") {
		saved = p.location
	}
	if link := webLink(saved); link != "" && p.html != nil {
		s.from.base = link
		s.readHTML(origin, p.html)
		return
	}
	a, err := letter(m.Header, &p, s.opts)
	if err != nil {
		s.fail(origin, err)
		return
	}
	s.article(origin, a, nil)
}

// letter makes an article of a message: its subject is the title, its sender the source.
func letter(header mail.Header, p *parts, opts Options) (index.Article, error) {
	words := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	decode := func(key string) string {
		if s, err := words.DecodeHeader(header.Get(key)); err == nil {
			return s
		}
		return header.Get(key)
	}
	a := index.Article{Title: decode("Subject")}
	if id := strings.Trim(header.Get("Message-ID"), "<> "); id != "" && len(id) <= index.MaxIDBytes {
		a.ID = id
	}
	parser := mail.AddressParser{WordDecoder: &words}
	if from, err := parser.Parse(header.Get("From")); err == nil {
		_, host, _ := strings.Cut(from.Address, "@")
		if a.Source = from.Name; a.Source == "" {
			a.Source = host
		}
	}
	a.Published, _ = optionalDate(header.Get("Date"), opts) // a bad one is as none
	switch {
	case p.html != nil:
		text, err := decodePage(p.html)
		if err != nil {
			return a, err
		}
		a.Body, a.Captions = fragment(text)
	case p.text != nil:
		text, err := decodePage(p.text)
		if err != nil {
			return a, err
		}
		a.Body = strings.Join(paragraphs(text), "\n")
	default:
		return a, fmt.Errorf("%w: the message has no text", ErrNoArticle)
	}
	return a, nil
}

// parts are the texts of a message: the first of each kind.
type parts struct {
	html, text  []byte
	contentType string // of the whole
	location    string // of the first page
	count       int
}

// read goes through a part and the parts in it.
func (p *parts) read(header textproto.MIMEHeader, body io.Reader, depth int) error {
	if p.count++; p.count > maxParts || depth > maxPartDepth {
		return fmt.Errorf("%w: more than %d parts, or nested more than %d deep", ErrTooLarge, maxParts, maxPartDepth)
	}
	kind, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		kind = "text/plain" // the default of mail
	}
	if depth == 0 {
		p.contentType = kind
	}
	if strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" {
		return p.readAll(multipart.NewReader(body, params["boundary"]), depth)
	}
	if strings.HasPrefix(header.Get("Content-Disposition"), "attachment") {
		return nil
	}
	var to *[]byte
	switch {
	case kind == "text/html" && p.html == nil:
		to, p.location = &p.html, header.Get("Content-Location")
	case kind == "text/plain" && p.text == nil:
		to = &p.text
	default:
		return nil
	}
	data, err := io.ReadAll(io.LimitReader(unencoded(header.Get("Content-Transfer-Encoding"), body), MaxDocumentBytes))
	if len(data) == 0 && err != nil {
		return err
	}
	if name := params["charset"]; name != "" {
		if r, err := charset.NewReaderLabel(name, bytes.NewReader(data)); err == nil {
			if text, err := io.ReadAll(io.LimitReader(r, 4*MaxDocumentBytes)); err == nil {
				data = text
			}
		}
	}
	*to = data
	return nil
}

func (p *parts) readAll(mr *multipart.Reader, depth int) error {
	for {
		part, err := mr.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := p.read(part.Header, part, depth+1); err != nil {
			return err
		}
	}
}

// unencoded undoes the encoding for transfer.
func unencoded(encoding string, r io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	}
	return r
}
