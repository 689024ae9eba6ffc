package lookup

import (
	"sync"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/query"
	"github.com/newssearch/newssearch/index/internal/understand"
)

// View looks words up in the segments of an index at one moment, and remembers
// what it found. It is safe for concurrent use.
type View struct {
	snap   *engine.Snapshot
	fields Fields

	mu         sync.Mutex
	docFreqs   map[string]int
	entries    map[string]understand.Entry
	explained  map[string][]*Explained
	slips      map[string][]language.Slip
	prefixed   map[string][]string // terms by the beginnings they have
	explaining map[string]bool     // whether a term of the field of abbreviations begins with it
}

// Fields are the names that an index gives what is looked up.
type Fields struct {
	// Abbreviations is the field of what articles explain, in the form of abbrev.Entries.
	Abbreviations string
	// Published and Hash are columns: the newest articles prove a meaning, and of
	// equally new ones the hash decides.
	Published, Hash string
}

// NewView returns a view of the segments of a snapshot.
func NewView(snap *engine.Snapshot, fields Fields) *View {
	return &View{
		snap: snap, fields: fields, docFreqs: map[string]int{}, entries: map[string]understand.Entry{},
		explained: map[string][]*Explained{}, slips: map[string][]language.Slip{}, prefixed: map[string][]string{}, explaining: map[string]bool{},
	}
}

// FieldsOf are the text fields that the query language knows by name, all when it
// is empty.
func FieldsOf(name string) engine.FieldSet {
	switch name {
	case query.Title:
		return engine.Only(engine.Title)
	case query.Lead:
		return engine.Only(engine.Lead)
	}
	return engine.AllFields
}
