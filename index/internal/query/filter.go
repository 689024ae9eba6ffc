package query

import (
	"strings"
	"time"
)

// date is a bound on publication while it still stands in the tree.
type date struct {
	name       string // after or before
	from, to   time.Time
	start, end int
}

func (*date) node()                    {}
func (d *date) String() string         { return d.name + ":" + d.from.Format(time.DateOnly) }
func (d *date) Span() (start, end int) { return d.start, d.end }

// date reads the value of after: or before:, whose name began at start.
func (p *parser) date(name string, start int) (Node, error) {
	value := p.dateValue()
	from, to, ok := ReadPeriod(value, p.loc)
	switch {
	case !ok && withoutYear.MatchString(value):
		return nil, p.fail(DateNoYear, start, p.i)
	case !ok:
		return nil, p.fail(BadDate, start, p.i)
	}
	return &date{name, from, to, p.offsets[start], p.offsets[p.i]}, nil
}

// dateValue reads a date, quoted or bare, without a comma or full stop after it.
func (p *parser) dateValue() string {
	var value string
	if isQuote(p.peek()) {
		value = p.quoted()
	} else {
		value = p.bare()
		p.i += len(value)
	}
	return strings.TrimRight(value, ",.;:!?")
}

// dateFollows reports whether field is a date filter and the next thing a date.
func (p *parser) dateFollows(field fieldName) bool {
	if field.name != after && field.name != before {
		return false
	}
	i, problems := p.i, len(p.problems)
	_, _, ok := ReadPeriod(p.dateValue(), p.loc)
	p.i, p.problems = i, p.problems[:problems]
	return ok
}

// takeDates moves the dates that hold for the whole of tree into q and returns
// what is left of it.
func (p *parser) takeDates(q *Query, tree Node) (Node, error) {
	items := []Node{tree}
	if all, ok := tree.(*And); ok {
		items = all.Nodes
	}
	var rest []Node
	for _, item := range items {
		if d, ok := item.(*date); ok {
			p.bound(q, d)
		} else if d := findDate(item); d != nil {
			return nil, &SyntaxError{Kind: DatePlace, Start: d.start, End: d.end, Near: d.String()}
		} else {
			rest = append(rest, item)
		}
	}
	return and(rest), nil
}

// bound narrows q by d.
func (p *parser) bound(q *Query, d *date) {
	if d.name == after && (q.After.IsZero() || d.from.After(q.After)) {
		q.After = d.from
	}
	if d.name == before && (q.Before.IsZero() || d.to.Before(q.Before)) {
		q.Before = d.to
	}
	if !q.After.IsZero() && !q.Before.IsZero() && !q.After.Before(q.Before) {
		p.problems = append(p.problems, Problem{EmptyRange, d.start, d.end})
	}
}

// findDate is the first date in n, or nil.
func findDate(n Node) *date {
	var children []Node
	switch n := n.(type) {
	case *date:
		return n
	case *Not:
		return findDate(n.Node)
	case *And:
		children = n.Nodes
	case *Or:
		children = n.Nodes
	}
	for _, child := range children {
		if d := findDate(child); d != nil {
			return d
		}
	}
	return nil
}
