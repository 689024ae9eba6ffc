package ingest

import (
	"bufio"
	"bytes"

	"github.com/newssearch/newssearch/ingest/internal/charset"
	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

// kind is a format.
type kind int

const (
	kindUnknown kind = iota
	kindText
	kindJSONL
	kindJSON // one or more objects, or an array of them, laid out in any way
	kindXML  // a feed or a page
	kindHTML
	kindFeed
	kindMail
	kindZip
	kindTar
	kindWARC
	kindCSV // lines of values with a header, whatever stands between them
)

// sniffBytes is how much of a stream is looked at to tell its format. XML may have
// comments and declarations before its first element.
const sniffBytes = 4 << 10

// kindOf is the format that the extension of name says.
func kindOf(name string) kind {
	switch extension(name) {
	case ".txt", ".text":
		return kindText
	case ".jsonl", ".ndjson", ".jsonlines", ".jl":
		return kindJSONL
	case ".json", ".geojson", ".json5":
		return kindJSON
	case ".csv", ".tsv", ".tab", ".psv":
		return kindCSV
	case ".html", ".htm", ".xhtml":
		return kindHTML
	case ".rss", ".atom", ".rdf":
		return kindFeed
	case ".xml":
		return kindXML
	case ".eml", ".mht", ".mhtml":
		return kindMail
	}
	return kindUnknown
}

var (
	feedRoot = lazyregexp.New(`(?i)<(?:[a-z]+:)?(?:rss|feed|rdf)[\s>/]`)
	htmlRoot = lazyregexp.New(`(?i)<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h1)[\s>/]`)
	xmlRoot  = lazyregexp.New(`(?i)^<\?xml[\s]`)
)

// archiveKind tells archives by their first bytes.
func archiveKind(head []byte) kind {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return kindZip
	case isTar(head):
		return kindTar
	case bytes.HasPrefix(head, []byte("WARC/1.")):
		return kindWARC
	}
	return kindUnknown
}

// sniff tells the format from the first bytes of a stream, given what its name says.
// For an unknown one it gives the reason.
func sniff(named kind, head []byte) (found kind, reason string) {
	if named == kindHTML || named == kindFeed {
		return named, ""
	}
	text := bytes.TrimLeft(charset.Preview(head), " \t\r\n")
	if named == kindUnknown && len(text) > 0 && bytes.IndexByte(text, 0) >= 0 {
		return kindUnknown, "binary data"
	}
	switch {
	case len(text) == 0 && named == kindUnknown:
		return kindText, "" // reported there as empty
	case named == kindMail || named != kindCSV && isMail(text):
		return kindMail, ""
	case named == kindText && !texted(text):
		named = kindUnknown // a page, a feed or records, whatever it is called
	}
	switch {
	case len(text) > 0 && text[0] == '<':
		return sniffMarkup(named, text)
	case named == kindCSV:
		return kindCSV, ""
	case named == kindJSON, named == kindJSONL, named == kindUnknown && text[0] == '[' && jsonArray.Match(text),
		named == kindUnknown && text[0] == '{':
		return sniffJSON(text), ""
	case named == kindXML:
		return kindUnknown, "an .xml file that holds no element"
	}
	if named == kindUnknown && csvHeader(text) {
		return kindCSV, ""
	}
	return kindText, ""
}

// texted reports whether what is called a text is one.
func texted(text []byte) bool {
	return !otherwise.Match(text) && !csvHeader(text)
}

var otherwise = lazyregexp.New(`(?i)^(?:\{\s*"|\[\s*\{|<\?xml|<!doctype html|<html|<rss|<feed)`)

// jsonArray tells an array of objects from a text that begins with a bracket.
var jsonArray = lazyregexp.New(`^\[\s*(?:\{|\]|$)`)

// sniffJSON tells lines of JSON, where a bad one costs only itself, from JSON laid
// out over lines and from an answer with a list in it, which may be one long line.
func sniffJSON(text []byte) kind {
	line, _, more := bytes.Cut(text, []byte("\n"))
	line = bytes.TrimSpace(line)
	if more && len(line) > 0 && bytes.IndexByte([]byte("{[,:"), line[len(line)-1]) >= 0 {
		return kindJSON // the object goes on
	}
	if len(line) < 2 || line[0] != '{' {
		if len(line) > 0 && line[0] != '{' && line[0] != '[' { // a bad first line costs only itself
			return kindJSONL
		}
		return kindJSON
	}
	sc := objectScanner{br: bufio.NewReader(bytes.NewReader(line)), limit: len(line)}
	if _, _, entered, _ := sc.object(); entered {
		return kindJSON
	}
	return kindJSONL
}

func sniffMarkup(named kind, text []byte) (kind, string) {
	feed, page := feedRoot.FindIndex(text), htmlRoot.FindIndex(text)
	switch {
	case named == kindJSON || named == kindJSONL || named == kindCSV:
		return named, ""
	case feed != nil && (page == nil || feed[0] < page[0]):
		return kindFeed, ""
	case page != nil:
		return kindHTML, ""
	case named == kindXML || xmlRoot.Match(text):
		return kindUnknown, "XML that is neither a feed nor a page"
	}
	return kindHTML, ""
}
