package alert

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"github.com/newssearch/newssearch/index"
)

// Saved is a search that is kept.
type Saved struct {
	Name  string `json:"name"`
	Query string `json:"query"`
	// Webhook is the address that hits are posted to, Command what they are given to
	// on standard input; both may be empty.
	Webhook string    `json:"webhook,omitempty"`
	Command string    `json:"command,omitempty"`
	Created time.Time `json:"created"`
	// Last is the number of the last hit, Looked of the last that was looked at,
	// Delivered of the last that was delivered.
	Last      uint64 `json:"last"`
	Looked    uint64 `json:"looked"`
	Delivered uint64 `json:"delivered"`
	// Failures counts the deliveries that went wrong in a row; Error says why the last
	// one did, and Next when it is tried again.
	Failures int       `json:"failures,omitempty"`
	Error    string    `json:"error,omitempty"`
	Next     time.Time `json:"next,omitzero"`
}

// delivers reports whether hits are to be sent somewhere.
func (s Saved) delivers() bool { return s.Webhook != "" || s.Command != "" }

// Hit is an article that is new for a search.
type Hit struct {
	Number    uint64        `json:"number"`
	Arrived   time.Time     `json:"arrived"`
	ID        string        `json:"id"`
	Title     string        `json:"title"`
	URL       string        `json:"url,omitempty"`
	Source    string        `json:"source,omitempty"`
	Category  string        `json:"category,omitempty"`
	Published time.Time     `json:"published,omitzero"`
	Snippet   index.Snippet `json:"snippet"`
}

// Errors that callers tell apart with errors.Is.
var (
	// ErrNotFound means that there is no such search.
	ErrNotFound = errors.New("no saved search of that name")
	// ErrInvalid means that a search cannot be saved as it is.
	ErrInvalid = errors.New("a search that cannot be saved")
)

const (
	// maxSearches bounds the saved searches: each is asked of every batch.
	maxSearches = 1000
	// maxHits bounds the hits that are kept for a search; older ones are forgotten.
	maxHits = 1000
	// maxName bounds the name of a search, in bytes.
	maxName = 200
)

// Validate reports why a search cannot be saved.
func (s Saved) Validate() error {
	switch {
	case s.Name == "" || len(s.Name) > maxName || strings.ContainsAny(s.Name, "\x00/\n"):
		return fmt.Errorf("%w: the name %q is empty, too long, or has a slash or an end of line", ErrInvalid, s.Name)
	case strings.TrimSpace(s.Query) == "":
		return fmt.Errorf("%w: no query", ErrInvalid)
	}
	if u, err := url.Parse(s.Webhook); s.Webhook != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		return fmt.Errorf("%w: the webhook %q is not an http or https address", ErrInvalid, s.Webhook)
	}
	return nil
}

var (
	bucketSearches = []byte("alert.searches")
	bucketHits     = []byte("alert.hits")
	bucketTold     = []byte("alert.told")
	bucketState    = []byte("alert.state")
	keyMatched     = []byte("matched")
)

// matched is how far the articles are matched.
type matched struct {
	Batch uint64 `json:"batch"`
	// Index changes when the index is built again and counts its batches anew.
	Index string `json:"index"`
}

func searchIn(tx *bbolt.Tx, name string) (s Saved, err error) {
	data := tx.Bucket(bucketSearches).Get([]byte(name))
	if data == nil {
		return s, fmt.Errorf("%q: %w", name, ErrNotFound)
	}
	return s, json.Unmarshal(data, &s)
}

func putSearch(tx *bbolt.Tx, s Saved) error {
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return tx.Bucket(bucketSearches).Put([]byte(s.Name), data)
}

func hitPrefix(name string) []byte { return append([]byte(name), 0) }

func hitKey(name string, number uint64) []byte {
	return binary.BigEndian.AppendUint64(hitPrefix(name), number)
}

func toldKey(name, id string) []byte { return append(hitPrefix(name), id...) }
