package query

import (
	"strings"
	"time"
	"unicode"
)

// Query is what a person asked for.
type Query struct {
	// Root is nil when no words are asked for: then the dates alone choose,
	// or nothing does. Otherwise it finds at least one thing that is not
	// negated: it is never a Not, nor an And or Or of Nots.
	Root Node
	// After and Before bound the time of publication: After ≤ t < Before. The
	// zero time is no bound. They are the first moment of the period named by
	// after: and the first moment past the one named by before:, so both
	// include what was named. Several bounds all hold.
	After, Before time.Time
	// Problems are the mistakes that were recovered from, by place.
	Problems []Problem
}

// IsEmpty reports whether q asks for nothing at all, as a blank string does.
func (q *Query) IsEmpty() bool {
	return q.Root == nil && q.After.IsZero() && q.Before.IsZero()
}

// String is q in canonical form: English field names and OR, plain quotes, one
// space, dates last and as days of their zone. Parse of it in the same zone
// gives the same tree and bounds, at other places; the only problems left are
// EmptyRange and a MisplacedStar inside a word.
func (q *Query) String() string {
	var parts []string
	if q.Root != nil {
		root := q.Root.String()
		if _, ok := q.Root.(*Or); ok && !(q.After.IsZero() && q.Before.IsZero()) {
			root = "(" + root + ")"
		}
		parts = append(parts, root)
	}
	if !q.After.IsZero() {
		parts = append(parts, after+":"+q.After.Format(time.DateOnly))
	}
	if !q.Before.IsZero() {
		parts = append(parts, before+":"+q.Before.Add(-1).Format(time.DateOnly))
	}
	return strings.Join(parts, " ")
}

// maxGrowth bounds how much longer than the query its canonical form can be:
// "a " in mục:(…) becomes "category:a ", 5.5 times as long.
const maxGrowth = 8

// Parse reads s, with days that begin at midnight in loc (nil: Vietnam). It
// accepts any bytes. Its only error is a *SyntaxError; the Query is nil then. A
// blank s is an empty Query, no error.
func Parse(s string, loc *time.Location) (*Query, error) {
	if len(s) > MaxBytes {
		return nil, &SyntaxError{Kind: TooLong, Start: 0, End: len(s), Near: shorten(strings.ToValidUTF8(s[:MaxBytes], " "))}
	}
	if loc == nil {
		loc = Vietnam
	}
	src, problems := newSource(s)
	p := &parser{source: src, loc: loc, problems: problems}
	tree, err := p.either()
	if err != nil {
		return nil, err
	}
	q := &Query{}
	if tree, err = p.takeDates(q, tree); err != nil {
		return nil, err
	}
	q.Root = tree
	if err := checkNegations(q.Root, true); err != nil {
		return nil, err
	}
	if q.IsEmpty() {
		if err := p.explainEmpty(q); err != nil {
			return nil, err
		}
	}
	if len(s) > MaxBytes/maxGrowth && len(q.String()) > MaxBytes {
		return nil, &SyntaxError{Kind: TooLong, Start: 0, End: len(s), Near: shorten(src.text)}
	}
	sortProblems(p.problems)
	q.Problems = p.problems
	return q, nil
}

// explainEmpty handles a query of which nothing is left: blank is fine, an
// operator alone is a word, anything else is a mistake.
func (p *parser) explainEmpty(q *Query) error {
	typed := strings.TrimSpace(p.text)
	start := strings.IndexFunc(p.text, func(r rune) bool { return !unicode.IsSpace(r) })
	end := start + len(typed)
	switch {
	case typed == "":
		return nil
	case isOperator(typed):
		p.problems = nil
		q.Root = &Word{Text: strings.ToLower(typed), Start: p.offsets[start], End: p.offsets[end]}
		return nil
	}
	if len(p.problems) == 0 {
		return p.fail(NoWords, start, end)
	}
	sortProblems(p.problems)
	first := p.problems[0]
	return &SyntaxError{Kind: first.Kind, Start: first.Start, End: first.End, Near: shorten(typed)}
}

// checkNegations reports the place in n that only says what is not wanted: the
// whole of it when positive is set, a side of an Or, or what a Not excludes.
func checkNegations(n Node, positive bool) error {
	if n == nil {
		return nil
	}
	if positive && !isPositive(n) {
		start, end := n.Span()
		return &SyntaxError{Kind: OnlyNegations, Start: start, End: end, Near: shorten(n.String())}
	}
	switch n := n.(type) {
	case *Not:
		return checkNegations(n.Node, true)
	case *And:
		for _, child := range n.Nodes {
			if err := checkNegations(child, false); err != nil {
				return err
			}
		}
	case *Or:
		for _, child := range n.Nodes {
			if err := checkNegations(child, true); err != nil {
				return err
			}
		}
	}
	return nil
}

// isPositive reports whether n asks for something.
func isPositive(n Node) bool {
	switch n := n.(type) {
	case *Not:
		return false
	case *And:
		for _, child := range n.Nodes {
			if isPositive(child) {
				return true
			}
		}
		return false
	}
	return true // an Or's sides are checked one by one
}
