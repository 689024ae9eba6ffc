package ingest

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest/internal/date"
)

// Record is one outcome of reading: an article, or a problem with one record or
// file (Err is set and Article is empty). Only the end of the context ends a
// stream early; its error is then the last record.
type Record struct {
	Article index.Article
	Origin  Origin
	// Err says why nothing was taken in from Origin.
	Err error
	// Warning tells of a field that had to be left out of an article that is
	// otherwise good, such as a date that cannot be read.
	Warning error
}

// Origin is the place a record was read from.
type Origin struct {
	// Path is the file as it was reached, or "-" for standard input.
	Path string
	// Line is the line the record begins on, from 1; 0 where lines mean nothing.
	Line int
	// Item is the number of the item in a feed, from 1; 0 outside feeds.
	Item int
}

// String gives "path:line", "path item 3" or the path alone.
func (o Origin) String() string {
	switch {
	case o.Line > 0:
		return fmt.Sprintf("%s:%d", o.Path, o.Line)
	case o.Item > 0:
		return fmt.Sprintf("%s item %d", o.Path, o.Item)
	}
	return o.Path
}

// Limits on input. They bound memory whatever a file or feed contains.
const (
	// DefaultMaxRecordBytes bounds one JSON record. It is twice what an article
	// may have, since JSON may write one character in six bytes.
	DefaultMaxRecordBytes = 16 << 20
	// MaxDocumentBytes bounds a text, page or feed, which is held in memory as a
	// whole. Real pages stay below 5 MB, real feeds below 10 MB.
	MaxDocumentBytes = 16 << 20
)

// Errors that Record.Err wraps.
var (
	// ErrUnknownKind means that a file was skipped because neither its name nor
	// its first bytes are of a kind that is read.
	ErrUnknownKind = errors.New("unknown kind of file")
	// ErrListPage means that a page leads to articles and is none: a front page, the page
	// of a section or of a tag. It is an ErrNoArticle.
	ErrListPage = fmt.Errorf("%w: a page that lists articles", ErrNoArticle)
	// ErrPassedOver means that a file in a folder or an archive was left alone because
	// files of its kind never hold an article: pictures, style sheets, robots.txt.
	ErrPassedOver = errors.New("passed over")
	// ErrTooLarge means that a record or document is beyond its limit.
	ErrTooLarge = errors.New("too large")
	// ErrUnreadable means that bytes are not text in an encoding that is known.
	ErrUnreadable = errors.New("unreadable text")
	// ErrNoArticle means that a document is well-formed but has no article in it.
	ErrNoArticle = errors.New("no article found")
)

// Identity is what the ID of an article is made of: two articles with one ID are
// versions of one, and the later replaces the earlier.
type Identity string

// The identities.
const (
	// IdentityField is the id field, else the URL, else the hash of the content.
	IdentityField Identity = ""
	// IdentityPath is the file, so that a page or text that was corrected replaces its
	// old version; of a file with several articles the id field, the item or the line too.
	IdentityPath Identity = "path"
	// IdentityURL is the URL, else the hash of the content.
	IdentityURL Identity = "url"
	// IdentityContent is the hash of the content, so that only equal articles are one.
	IdentityContent Identity = "content"
)

// Valid reports whether i is one of the identities.
func (i Identity) Valid() bool {
	return i == IdentityField || i == IdentityPath || i == IdentityURL || i == IdentityContent
}

// Options say how to read. The zero value works.
type Options struct {
	// DefaultSource is the source of articles that name none.
	DefaultSource string
	// Location is the zone of dates without one. Nil means Vietnam, UTC+7.
	Location *time.Location
	// Map names fields of data sets by hand: their key to ours, or to "-" to leave it
	// out. It goes before the names that are known. Check it with CheckMap.
	Map map[string]string
	// UnreadKey, if set, is called once for each key of a data set whose values are not
	// read, on the goroutine that ranges over the records.
	UnreadKey func(key string)
	// MaxRecordBytes bounds one JSON record; longer ones are skipped and reported.
	// Zero or less means DefaultMaxRecordBytes.
	MaxRecordBytes int
	// Identity says what the ID of an article is.
	Identity Identity
	// Include and Exclude are globs for what is found in folders and archives: without
	// a slash they match a file's name, with one its path below the folder; ** matches
	// any number of folders. Without Include everything is read. An excluded folder
	// is left out with all below it. What is named itself is always read. Check them
	// with CheckPatterns: a malformed one matches nothing.
	Include, Exclude []string
	// Stdin is what the path "-" reads. Nil means that "-" is an error.
	Stdin io.Reader
	// Progress, if set, is called while reading with the number of bytes taken
	// from files so far, compressed where they are; compare TotalSize. It is
	// called on the goroutine that ranges over the records.
	Progress func(bytesRead int64)
}

func (o Options) location() *time.Location {
	if o.Location == nil {
		return date.Vietnam
	}
	return o.Location
}

func (o Options) maxRecordBytes() int {
	if o.MaxRecordBytes <= 0 {
		return DefaultMaxRecordBytes
	}
	return o.MaxRecordBytes
}
