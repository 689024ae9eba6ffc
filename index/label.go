package index

import (
	"fmt"
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/label"
	"github.com/newssearch/newssearch/index/internal/query"
)

// labelField is a field of articles that holds labels, not text: a filter, and
// a facet. A new one is a row in labelFields.
type labelField struct {
	// field is its name in the index, query that in the query language, filter that of a Request.
	field, query, filter string
	// of are the labels that an article has in it.
	of func(a *Article) []string
	// wanted is the list of a Request that filters by it.
	wanted func(r *Request) *[]string
	// counts is where its facet is shown.
	counts func(f *Facets) *[]Count
}

var labelFields = [...]labelField{
	{fieldSource, query.Source, "Sources",
		func(a *Article) []string { return []string{a.Source} },
		func(r *Request) *[]string { return &r.Sources },
		func(f *Facets) *[]Count { return &f.Sources }},
	{fieldCategory, query.Category, "Categories",
		func(a *Article) []string { return []string{a.Category} },
		func(r *Request) *[]string { return &r.Categories },
		func(f *Facets) *[]Count { return &f.Categories }},
	{fieldAuthor, query.Author, "Authors",
		func(a *Article) []string { return []string{a.Author} },
		func(r *Request) *[]string { return &r.Authors },
		func(f *Facets) *[]Count { return &f.Authors }},
	{fieldTag, query.Tag, "Tags",
		func(a *Article) []string { return a.Tags },
		func(r *Request) *[]string { return &r.Tags },
		func(f *Facets) *[]Count { return &f.Tags }},
}

// labelFieldOf returns the field that the query language calls name, or nil.
func labelFieldOf(name string) *labelField {
	i := slices.IndexFunc(labelFields[:], func(f labelField) bool { return f.query == name })
	if i < 0 {
		return nil
	}
	return &labelFields[i]
}

// label holds where a label field has the value that n gives.
func (p *plan) label(f *labelField, n query.Node) (engine.Expr, error) {
	switch n := n.(type) {
	case *query.Word:
		return p.labelled(f, n.Text)
	case *query.Phrase:
		return p.labelled(f, n.Text)
	case *query.Prefix:
		return p.labelledFrom(f, n.Text)
	}
	return engine.Or{}, nil
}

// labelled sets the documents whose label is one that value means.
func (p *plan) labelled(f *labelField, value string) (engine.Bits, error) {
	spellings, err := p.view.meant(f, value)
	if err != nil {
		return nil, err
	}
	terms := make([]string, len(spellings))
	for i, s := range spellings {
		terms[i] = label.Term(s)
	}
	return p.withTerms(f, terms)
}

// meant returns the spellings of the collection that a filter's value means.
func (v *view) meant(f *labelField, value string) ([]string, error) {
	var spellings []string
	for _, seg := range v.Segments {
		err := seg.Terms(f.field, label.Prefix(label.Fold(value)), func(term string) bool {
			_, s := label.Split(term)
			spellings = append(spellings, s)
			return true
		})
		if err != nil {
			return nil, fmt.Errorf("filter by %s %q: %w", f.field, value, err)
		}
	}
	slices.Sort(spellings)
	return label.NewClass(slices.Compact(spellings)).Meant(value), nil
}

// labelledFrom sets the documents with a label that begins as typed.
func (p *plan) labelledFrom(f *labelField, typed string) (engine.Bits, error) {
	var terms []string
	for _, seg := range p.view.Segments {
		err := seg.Terms(f.field, label.Fold(typed), func(term string) bool {
			if _, s := label.Split(term); label.Begins(typed, s) {
				terms = append(terms, term)
			}
			return true
		})
		if err != nil {
			return nil, fmt.Errorf("filter by %s %q: %w", f.field, typed, err)
		}
	}
	slices.Sort(terms)
	return p.withTerms(f, slices.Compact(terms))
}

// withTerms sets the documents that have one of terms in a label field.
func (p *plan) withTerms(f *labelField, terms []string) (engine.Bits, error) {
	bits := p.newBits()
	for i, seg := range p.view.Segments {
		for _, term := range terms {
			if err := seg.MatchTerm(bits[i], f.field, term); err != nil {
				return nil, fmt.Errorf("filter by %s: %w", f.field, err)
			}
		}
	}
	return bits, nil
}

func (p *plan) newBits() engine.Bits {
	bits := make(engine.Bits, len(p.view.Segments))
	for i, seg := range p.view.Segments {
		bits[i] = make([]uint64, (seg.Docs+63)/64)
	}
	return bits
}

// anyLabel holds where a label field has any of values; nil for no values.
func (p *plan) anyLabel(f *labelField, values []string) (engine.Expr, error) {
	any := engine.Or{}
	for _, v := range values {
		bits, err := p.labelled(f, v)
		if err != nil {
			return nil, err
		}
		any = append(any, bits)
	}
	if len(any) == 0 {
		return nil, nil
	}
	return any, nil
}

// labels are the labels of a view in one field, parted as a filter parts them.
type labels struct {
	terms []string // all of the index, rising
	// label holds for each term the number of its label; there are count.
	label []uint32
	count int
	// of holds for each segment and each of its terms the place in terms.
	of [][]uint32
}

// labels returns the labels of a field. They are found once for each view.
func (v *view) labels(f *labelField) (*labels, error) {
	v.labelsMu.Lock()
	defer v.labelsMu.Unlock()
	if l := v.labelled[f.field]; l != nil {
		return l, nil
	}
	l := &labels{}
	for _, seg := range v.Segments {
		values, err := seg.Labels(f.field)
		if err != nil {
			return nil, err
		}
		l.terms = append(l.terms, values.Names...)
	}
	slices.Sort(l.terms)
	l.terms = slices.Compact(l.terms)
	l.part()
	for _, seg := range v.Segments {
		values, err := seg.Labels(f.field)
		if err != nil {
			return nil, err
		}
		at := make([]uint32, len(values.Names))
		n := 0
		for i, name := range values.Names { // both rise
			for l.terms[n] != name {
				n++
			}
			at[i] = uint32(n)
		}
		l.of = append(l.of, at)
	}
	if v.labelled == nil {
		v.labelled = map[string]*labels{}
	}
	v.labelled[f.field] = l
	return l, nil
}

// part numbers the labels, fold by fold.
func (l *labels) part() {
	l.label = make([]uint32, len(l.terms))
	for first := 0; first < len(l.terms); {
		fold, spelling := label.Split(l.terms[first])
		spellings := []string{spelling}
		end := first + 1
		for ; end < len(l.terms); end++ {
			f, spelling := label.Split(l.terms[end])
			if f != fold {
				break
			}
			spellings = append(spellings, spelling)
		}
		class := label.NewClass(spellings)
		numbers := map[int]uint32{}
		for i := range spellings {
			n, known := numbers[class.Label(i)]
			if !known {
				n = uint32(l.count)
				numbers[class.Label(i)] = n
				l.count++
			}
			l.label[first+i] = n
		}
		first = end
	}
}

// number is the number of the label that is spelled so; false when there is none.
func (l *labels) number(spelling string) (uint32, bool) {
	i, ok := slices.BinarySearch(l.terms, label.Term(spelling))
	if !ok {
		return 0, false
	}
	return l.label[i], true
}
