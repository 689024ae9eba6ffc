package follow

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Kind is what a source is.
type Kind string

// The kinds of sources.
const (
	KindFeed    Kind = "feed"
	KindSitemap Kind = "sitemap"
	KindSection Kind = "section" // a page with links to articles
	KindFolder  Kind = "folder"
)

// DefaultEvery is the time between two visits to a source; MinEvery bounds it.
const (
	DefaultEvery = 10 * time.Minute
	MinEvery     = time.Second
)

// Settings are what a person chooses about a source. The zero value works.
type Settings struct {
	// Every is the time between two visits, DefaultEvery when zero.
	Every time.Duration `json:"every,omitempty"`
	// Delay is the time between two requests to its host, that of package fetch when zero.
	Delay time.Duration `json:"delay,omitempty"`
	// Private allows addresses in the machine's own network.
	Private bool `json:"private,omitempty"`
	// Backfill takes in everything that a sitemap lists; otherwise it is the
	// articles of the last two days and what comes.
	Backfill bool `json:"backfill,omitempty"`
	// Since, when not zero, leaves out what a listing dates before it.
	Since time.Time `json:"since,omitzero"`
	// Name is the source of articles that name none.
	Name string `json:"name,omitempty"`
}

// Validate reports what is out of bounds.
func (s Settings) Validate() error {
	switch {
	case s.Every != 0 && s.Every < MinEvery:
		return fmt.Errorf("every %v is less than %v", s.Every, MinEvery)
	case s.Delay < 0:
		return fmt.Errorf("delay %v is negative", s.Delay)
	}
	return nil
}

func (s Settings) every() time.Duration {
	if s.Every == 0 {
		return DefaultEvery
	}
	return s.Every
}

// Source is something that is followed, with what became of it so far.
type Source struct {
	// Address is the URL or the folder as it was given: the name of the source.
	Address  string `json:"address"`
	Kind     Kind   `json:"kind"`
	Settings Settings
	// Listing is what is visited: the feed of a page, for example.
	Listing string    `json:"listing"`
	Added   time.Time `json:"added"`

	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	// Tried is the last visit, Succeeded the last that went well, Next the one to come.
	Tried     time.Time `json:"tried,omitzero"`
	Succeeded time.Time `json:"succeeded,omitzero"`
	Next      time.Time `json:"next,omitzero"`
	// Failures counts the visits that went wrong since the last that went well, and
	// Error says why the last one did.
	Failures int    `json:"failures,omitempty"`
	Error    string `json:"error,omitempty"`
	// Articles counts the articles taken in, Skipped the entries that gave none;
	// SkippedLast says which was the last of these, and why.
	Articles    int    `json:"articles"`
	Skipped     int    `json:"skipped,omitempty"`
	SkippedLast string `json:"skipped_last,omitempty"`
}

// Status is a source and what waits to be fetched from it.
type Status struct {
	Source
	Queued int `json:"queued"`
}

// ErrNotFollowed means that there is no such source.
var ErrNotFollowed = errors.New("not followed")

// ErrAddress means that an address is neither a web address nor a folder.
var ErrAddress = errors.New("neither an http or https address nor a folder")

// Address gives the form by which a source is known: a URL without its fragment, or
// the absolute path of a folder.
func Address(s string) (string, error) {
	s = strings.TrimSpace(s)
	if u, err := url.Parse(s); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		if u.Host == "" {
			return "", fmt.Errorf("%q: %w", s, ErrAddress)
		}
		u.Fragment = ""
		if u.Path == "" {
			u.Path = "/"
		}
		return u.String(), nil
	}
	path, err := filepath.Abs(s)
	if err != nil || s == "" {
		return "", fmt.Errorf("%q: %w", s, ErrAddress)
	}
	return path, nil
}

// checkFolder reports why path cannot be followed.
func checkFolder(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", ErrAddress, err)
	case !info.IsDir():
		return fmt.Errorf("%s: %w (newssearch ingest takes in a file)", path, ErrAddress)
	}
	return nil
}

// isWeb reports whether an address is that of a page, and not of a folder.
func isWeb(address string) bool {
	return strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")
}
