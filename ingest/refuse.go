package ingest

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

// refusal is a format that is told by its content and not read, with what makes
// something of it that is. FILE stands for the file's name.
type refusal struct {
	what string
	way  string
	// One of these tells it: the first bytes, or a pattern of the beginning.
	magic   []string
	pattern *lazyregexp.Regexp
}

const (
	toText   = "libreoffice --headless --convert-to txt:Text:UTF8 FILE makes text of it"
	toCSV    = "libreoffice --headless --convert-to csv FILE makes a table of it that is read"
	toUnpack = "unpack it first: 7z x FILE"
	toJSON   = "duckdb -jsonlines -c \"FROM 'FILE'\" | newssearch ingest -"
	noText   = "there is no text in it; for scans: tesseract FILE FILE -l vie"
)

// refusals by their first bytes. What is inside a zip is told by its names, see
// officeKind.
var refusals = []refusal{
	{what: "a PDF", way: "pdftotext FILE makes text of it", magic: []string{"%PDF-"}},
	{what: "a Parquet file", way: toJSON, magic: []string{"PAR1"}},
	{what: "an SQLite database", way: "sqlite3 -json FILE 'SELECT * FROM articles' | newssearch ingest -", magic: []string{"SQLite format 3\x00"}},
	{what: "an old Word, Excel or Outlook file", way: toText, magic: []string{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}},
	{what: "an RTF text", way: toText, magic: []string{`{\rtf`}},
	{what: "an Arrow file", way: toJSON, magic: []string{"ARROW1", "FEA1"}},
	{what: "an Avro file", way: "duckdb or avro-tools tojson FILE | newssearch ingest -", magic: []string{"Obj\x01"}},
	{what: "an ORC file", way: "export it as CSV or JSON", magic: []string{"ORC\x0a", "ORC\x08"}},
	{what: "an HDF5 file", way: "export it as CSV or JSON", magic: []string{"\x89HDF\r\n\x1a\n"}},
	{what: "a Python pickle", way: "pandas.read_pickle('FILE').to_json('FILE.jsonl', orient='records', lines=True)",
		magic: []string{"\x80\x02", "\x80\x03", "\x80\x04", "\x80\x05"}},
	{what: "an Access database", way: "mdb-export FILE articles > articles.csv", magic: []string{"\x00\x01\x00\x00Standard "}},
	{what: "a RAR archive", way: toUnpack, magic: []string{"Rar!\x1a\x07"}},
	{what: "a 7z archive", way: toUnpack, magic: []string{"7z\xbc\xaf\x27\x1c"}},
	{what: "a DjVu scan", way: "djvutxt FILE FILE.txt makes text of it", magic: []string{"AT&TFORM"}},
	{what: "a PostScript file", way: "ps2ascii FILE FILE.txt makes text of it", magic: []string{"%!PS"}},
	{what: "a picture", way: noText, magic: []string{"\xff\xd8\xff", "\x89PNG\r\n", "GIF87a", "GIF89a", "BM\x00", "II*\x00", "MM\x00*"},
		pattern: lazyregexp.New(`^RIFF[\s\S]{4}WEBP|^[\s\S]{4}ftyp(?:avif|heic|mif1)`)},
	{what: "sound or video", way: "there is no text in it", magic: []string{"ID3", "OggS", "fLaC", "\x1aE\xdf\xa3", "FLV\x01"},
		pattern: lazyregexp.New(`^RIFF[\s\S]{4}(?:WAVE|AVI )|^[\s\S]{4}ftyp`)},
	{what: "a program", way: "there is no text in it", magic: []string{"\x7fELF", "MZ\x90\x00", "\xca\xfe\xba\xbe", "\xcf\xfa\xed\xfe", "\x00asm"}},
	{what: "an MediaWiki dump", way: "wikiextractor --json -o - FILE | newssearch ingest -", pattern: lazyregexp.New(`(?i)^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?<mediawiki[\s>]`)},
	{what: "a list of addresses (sitemap)", way: "fetch the pages: wget --input-file", pattern: lazyregexp.New(`(?i)^(?:<\?xml[^>]*>\s*)?(?:<(?:!--|\?)[\s\S]*?>\s*)*<(?:urlset|sitemapindex)[\s>]`)},
	{what: "a list of feeds (OPML)", way: "fetch the feeds and give those", pattern: lazyregexp.New(`(?i)^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?<opml[\s>]`)},
	{what: "a dump of an SQL database", way: "load it into its database and export the table as CSV or JSON: sqlite3 -json, mysql --batch",
		pattern: lazyregexp.New(`(?im)^(?:-- (?:MySQL|MariaDB|PostgreSQL|SQLite|phpMyAdmin|Adminer|Dump)|(?:INSERT\s+INTO|CREATE\s+TABLE|DROP\s+TABLE|COPY)\s+[\x60"'\[]?[\w.]+[\x60"'\]]?[\s(])`)},
	{what: "a TeX text", way: "pandoc FILE -o FILE.txt makes text of it", pattern: lazyregexp.New(`^\s*(?:%[^\n]*\n\s*)*\\document(?:class|style)`)},
	{what: "a Markdown text", way: "pandoc FILE -o FILE.html makes a page of it",
		pattern: lazyregexp.New(`^(?:---|\+\+\+)\r?\n(?:[\w-]+\s*[:=].*\r?\n|\s+.*\r?\n|#.*\r?\n)+(?:---|\+\+\+)\s*\r?\n|^#{1,3} [^\n]+\r?\n[\s\S]*(?:^#{2,4} |\]\(https?://|^[*-] .*\r?\n[*-] |\*\*[^*\n]+\*\*)`)},
	{what: "a spreadsheet or text of an old office", way: toText, magic: []string{"<?xml version=\"1.0\"?>\n<?mso-application"}},
}

// refusedNames are refused by their extension, since their content is only text.
var refusedNames = map[string]int{".md": markdown, ".markdown": markdown, ".mdown": markdown, ".sql": sqlDump, ".tex": texText, ".rtf": rtfText}

var markdown, sqlDump, texText, rtfText = refusalOf("a Markdown text"), refusalOf("a dump of an SQL database"), refusalOf("a TeX text"), refusalOf("an RTF text")

func refusalOf(what string) int {
	for i, r := range refusals {
		if r.what == what {
			return i
		}
	}
	panic("no refusal " + what) // a fault of this file
}

// refused says why a stream is not read though its kind is known, given its name and
// first bytes, or nothing.
func refused(name string, head []byte) string {
	for _, r := range refusals {
		if r.tells(head) {
			return r.reason(name)
		}
	}
	if i, ok := refusedNames[extension(name)]; ok {
		return refusals[i].reason(name)
	}
	return ""
}

func (r *refusal) tells(head []byte) bool {
	for _, magic := range r.magic {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	return r.pattern != nil && r.pattern.Match(bytes.TrimPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("\xef\xbb\xbf")))
}

func (r *refusal) reason(name string) string {
	return fmt.Sprintf("%s is not read; %s", r.what, strings.ReplaceAll(r.way, "FILE", filepath.Base(name)))
}

// officeKind tells what a zip is whose entry name is one of an office's or a book's.
func officeKind(name string) *refusal {
	for prefix, r := range officeEntries {
		if strings.HasPrefix(name, prefix) {
			return &r
		}
	}
	return nil
}

var officeEntries = map[string]refusal{
	"word/":                  {what: "a Word text (docx)", way: toText},
	"xl/":                    {what: "an Excel table (xlsx)", way: toCSV},
	"ppt/":                   {what: "a PowerPoint file (pptx)", way: toText},
	"META-INF/manifest.xml":  {what: "an OpenDocument file", way: toText},
	"META-INF/container.xml": {what: "a book (EPUB)", way: "pandoc FILE -o FILE.txt makes text of it"},
	"META-INF/MANIFEST.MF":   {what: "a Java program", way: "there is no text in it"},
	"AndroidManifest.xml":    {what: "an Android program", way: "there is no text in it"},
}
