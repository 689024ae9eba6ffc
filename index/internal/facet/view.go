package facet

import (
	"fmt"
	"slices"
	"sync"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/label"
)

// View is the segments of an index at one moment. It is safe for concurrent use.
type View struct {
	snap *engine.Snapshot

	mu     sync.Mutex
	labels map[string]*labels // by field, what was asked for
}

// NewView returns a view of the segments of a snapshot.
func NewView(snap *engine.Snapshot) *View {
	return &View{snap: snap, labels: map[string]*labels{}}
}

// Having sets the documents that have the label in a field that a value means: that
// which is spelled so, else all that it could be with its marks left out.
func (v *View) Having(field, value string) (engine.Bits, error) {
	spellings, err := v.meant(field, value)
	if err != nil {
		return nil, err
	}
	terms := make([]string, len(spellings))
	for i, s := range spellings {
		terms[i] = label.Term(s)
	}
	return v.withTerms(field, terms)
}

// meant returns the spellings in a field that a value means.
func (v *View) meant(field, value string) ([]string, error) {
	var spellings []string
	for _, seg := range v.snap.Segments {
		err := seg.Terms(field, label.Prefix(label.Fold(value)), func(term string) bool {
			_, s := label.Split(term)
			spellings = append(spellings, s)
			return true
		})
		if err != nil {
			return nil, fmt.Errorf("filter by %s %q: %w", field, value, err)
		}
	}
	slices.Sort(spellings)
	return label.NewClass(slices.Compact(spellings)).Meant(value), nil
}

// Beginning sets the documents with a label in a field that begins as typed.
func (v *View) Beginning(field, typed string) (engine.Bits, error) {
	var terms []string
	for _, seg := range v.snap.Segments {
		err := seg.Terms(field, label.Fold(typed), func(term string) bool {
			if _, s := label.Split(term); label.Begins(typed, s) {
				terms = append(terms, term)
			}
			return true
		})
		if err != nil {
			return nil, fmt.Errorf("filter by %s %q: %w", field, typed, err)
		}
	}
	slices.Sort(terms)
	return v.withTerms(field, slices.Compact(terms))
}

// withTerms sets the documents that have one of terms in a field.
func (v *View) withTerms(field string, terms []string) (engine.Bits, error) {
	bits := v.snap.NewBits()
	for i, seg := range v.snap.Segments {
		for _, term := range terms {
			if err := seg.MatchTerm(bits[i], field, term); err != nil {
				return nil, fmt.Errorf("filter by %s: %w", field, err)
			}
		}
	}
	return bits, nil
}
