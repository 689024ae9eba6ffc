package query

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// parser walks over the cleaned text once, by recursive descent. A method that
// returns a nil Node and no error has read something that means nothing.
type parser struct {
	source
	loc      *time.Location
	i        int // offset in text
	depth    int // open groups
	leaves   int
	problems []Problem
}

// report records a problem at bytes [start, end) of the text.
func (p *parser) report(kind Kind, start, end int) {
	p.problems = append(p.problems, Problem{kind, p.offsets[start], p.offsets[end]})
}

// fail is the error for bytes [start, end) of the text.
func (p *parser) fail(kind Kind, start, end int) error {
	return &SyntaxError{Kind: kind, Start: p.offsets[start], End: p.offsets[end], Near: shorten(p.text[start:end])}
}

// maxNearRunes bounds the text quoted in an error.
const maxNearRunes = 40

func shorten(s string) string {
	n := 0
	for i := range s {
		if n == maxNearRunes {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

func (p *parser) skipSpace() {
	p.i = len(p.text) - len(strings.TrimLeftFunc(p.text[p.i:], unicode.IsSpace))
}

// peek is the next rune, 0 at the end (the text has no NUL).
func (p *parser) peek() rune {
	if p.i == len(p.text) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(p.text[p.i:])
	return r
}

// bare is the text up to the next space, parenthesis or quote.
func (p *parser) bare() string {
	rest := p.text[p.i:]
	if end := strings.IndexFunc(rest, endsWord); end >= 0 {
		return rest[:end]
	}
	return rest
}

// operator is the operator that comes next ("OR" or "AND") and its length, or "".
func (p *parser) operator() (name string, length int) {
	word := p.bare()
	switch {
	case !isOperator(word) || isNegation(word) || p.capitals && word != "OR":
		return "", 0
	case word == "AND" || isOperatorVi(word, "VÀ"):
		return "AND", len(word)
	}
	return "OR", len(word)
}

// negation is the length of NOT or KHÔNG when it comes next and something to exclude follows, or 0. KHÔNG needs something
// before it too: "KHÔNG có gì quý hơn" is no exclusion.
func (p *parser) negation() int {
	word := p.bare()
	if !isNegation(word) || p.capitals || word != "NOT" && strings.TrimSpace(p.text[:p.i]) == "" {
		return 0
	}
	ahead := *p
	ahead.i += len(word)
	ahead.skipSpace()
	if operator, _ := ahead.operator(); operator != "" || !isSearchable(ahead.bare()) && !ahead.opens() {
		return 0
	}
	return len(word)
}

// opens reports whether a group or a phrase comes next.
func (p *parser) opens() bool { return p.peek() == '(' || isQuote(p.peek()) }

// either reads branches parted by OR, up to ')' or the end.
func (p *parser) either() (Node, error) {
	var branches []Node
	orStart, orEnd := 0, 0
	for {
		branch, err := p.all()
		if err != nil {
			return nil, err
		}
		name, length := p.operator()
		if branch == nil && orEnd > 0 {
			p.report(DanglingOr, orStart, orEnd)
		} else if branch == nil && name == "OR" {
			p.report(DanglingOr, p.i, p.i+length)
		}
		branches = append(branches, branch)
		if name != "OR" {
			return or(branches), nil
		}
		orStart, orEnd = p.i, p.i+length
		p.i = orEnd
	}
}

// all reads the items of a branch, up to OR, ')' or the end.
func (p *parser) all() (Node, error) {
	var items []Node
	for {
		p.skipSpace()
		name, length := p.operator()
		switch {
		case p.i == len(p.text), name == "OR":
			return and(items), nil
		case p.peek() == ')' && p.depth > 0:
			return and(items), nil
		case p.peek() == ')':
			p.report(StrayParen, p.i, p.i+1)
			p.i++
			continue
		case name == "AND":
			p.conjunction(len(items) > 0, length)
			continue
		}
		item, err := p.item()
		if err != nil {
			return nil, err
		}
		if item != nil {
			items = append(items, item)
		}
	}
}

// conjunction reads AND, which says what holds anyway.
func (p *parser) conjunction(hasLeft bool, length int) {
	start := p.i
	p.i += length
	p.skipSpace()
	next, _ := p.operator()
	if !hasLeft || next != "" || p.i == len(p.text) || p.peek() == ')' {
		p.report(DanglingOr, start, start+length)
	}
}

// item reads [NOT] [-][field:]value.
func (p *parser) item() (Node, error) {
	start := p.i
	excluded := false
	if n := p.negation(); n > 0 {
		excluded = true
		p.i += n
		p.skipSpace()
	}
	negated, ok := p.signs()
	if !ok {
		return nil, nil
	}
	negated = negated != excluded
	node, err := p.restricted(&negated)
	if err != nil || node == nil || !negated {
		return node, err
	}
	if d, ok := node.(*date); ok {
		return nil, &SyntaxError{Kind: DatePlace, Start: p.offsets[start], End: d.end, Near: shorten(p.text[start:p.i])}
	}
	return not(node, p.offsets[start], p.offsets[p.i]), nil
}

// signs reads the dashes and stars before a word. One dash negates; more are
// decoration. ok is false when nothing follows them.
func (p *parser) signs() (negated, ok bool) {
	start := p.i
	rest := strings.TrimLeftFunc(p.text[start:], func(r rune) bool { return r == '*' || isDash(r) })
	p.i = len(p.text) - len(rest)
	run := p.text[start:p.i]
	if strings.Contains(run, "*") {
		p.report(MisplacedStar, start, p.i)
	}
	if run != "" && (rest == "" || rest[0] == ')' || unicode.IsSpace(p.peek())) {
		return false, false
	}
	first, size := utf8.DecodeRuneInString(run)
	second, _ := utf8.DecodeRuneInString(run[size:])
	return isDash(first) && !isDash(second) && !goesOn(p.text[:start], p.text[p.i:]), true
}

// maxModelRunes is the length of the longest name that a number is taken to go on after a space and a hyphen: MiG -29.
const maxModelRunes = 4

// goesOn reports whether a number after text and a dash goes on the name or number that text ends with, so that
// nobody means to exclude: "F -35", "Su -34", "2018 -2019". An operator is no name: "vàng OR -35".
func goesOn(text, number string) bool {
	if number == "" || !isDigit(number[0]) {
		return false
	}
	before := strings.TrimRightFunc(text, unicode.IsSpace)
	if len(before) == len(text) {
		return false
	}
	if at := strings.LastIndexFunc(before, endsWord); at >= 0 {
		_, size := utf8.DecodeRuneInString(before[at:])
		before = before[at+size:]
	}
	if before == "" || len(before) > maxModelRunes || isOperator(before) {
		return false
	}
	return isDigit(before[len(before)-1]) || before[0] >= 'A' && before[0] <= 'Z' && strings.Trim(before, letters) == ""
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// restricted reads [field:]value. A dash between field and value turns negated around.
func (p *parser) restricted(negated *bool) (Node, error) {
	start := p.i
	if n := matchForeignField(p.text[p.i:]); n > 0 {
		return nil, p.foreign(n)
	}
	field, length := matchField(p.text[p.i:])
	if length == 0 {
		return p.value()
	}
	p.i += length
	colon := p.i
	p.skipSpace()
	if p.i > colon && p.i < len(p.text) && !field.spaced && !p.dateFollows(field) {
		p.report(FieldSpace, start, colon)
		p.i = start
		return p.word()
	}
	if p.valueMissing(p.i > colon) {
		p.report(MissingValue, start, colon)
		return nil, nil
	}
	if field.name == after || field.name == before {
		return p.date(field.name, start)
	}
	known := len(p.problems)
	flipped, ok := p.signs()
	var node Node
	if ok {
		var err error
		if node, err = p.value(); err != nil {
			return nil, err
		}
	}
	if node == nil {
		if len(p.problems) == known { // else it was told what is wrong with the value
			p.report(MissingValue, start, colon)
		}
		return nil, nil
	}
	*negated = *negated != flipped
	return restrict(field.name, node, p.offsets[start]), nil
}

// foreign leaves out a field of other programs, whose name and colon are n bytes long, with its value.
func (p *parser) foreign(n int) error {
	start := p.i
	p.i += n
	p.report(UnknownField, start, p.i)
	known := len(p.problems)
	if p.peek() != ')' {
		if _, err := p.value(); err != nil {
			return err
		}
	}
	p.problems = p.problems[:known]
	return nil
}

// valueMissing reports whether no value stands here, after a field's colon and
// perhaps a space.
func (p *parser) valueMissing(spaced bool) bool {
	if p.i == len(p.text) || p.peek() == ')' {
		return true
	}
	_, operator := p.operator()
	_, field := matchField(p.text[p.i:])
	return spaced && (operator > 0 || field > 0)
}

// restrict puts the leaves of node that have no field of their own into a
// field. A leaf that is node itself begins where the field's name does.
func restrict(name string, n Node, start int) Node {
	switch n := n.(type) {
	case *And:
		for i, child := range n.Nodes {
			s, _ := child.Span()
			n.Nodes[i] = restrict(name, child, s)
		}
	case *Or:
		for i, child := range n.Nodes {
			s, _ := child.Span()
			n.Nodes[i] = restrict(name, child, s)
		}
	case *Not:
		s, _ := n.Node.Span()
		n.Node = restrict(name, n.Node, s)
	case *Word, *Phrase, *Prefix:
		_, end := n.Span()
		return &Field{Name: name, Node: n, Start: start, End: end}
	}
	return n
}

// value reads a phrase, a group or a word; a field name is plain text here.
func (p *parser) value() (Node, error) {
	switch r := p.peek(); {
	case r == '(':
		return p.group()
	case isQuote(r):
		return p.phrase()
	}
	return p.word()
}

func (p *parser) group() (Node, error) {
	start := p.i
	p.i++
	if p.depth++; p.depth > MaxDepth {
		return nil, p.fail(TooDeep, start, p.i)
	}
	node, err := p.either()
	if err != nil {
		return nil, err
	}
	p.depth--
	if p.peek() == ')' {
		p.i++
	} else {
		p.report(UnclosedGroup, start, start+1)
	}
	// "(!?)" is punctuation like any other.
	if node == nil && strings.Trim(p.text[start:p.i], "() ") == "" {
		p.report(EmptyGroup, start, p.i)
	}
	return node, nil
}

// quoted reads quoted text: its end is the next quotation mark of the same
// family (angular or not), or the end of the query.
func (p *parser) quoted() string {
	start := p.i
	opening := p.peek()
	p.i += utf8.RuneLen(opening)
	inner := p.text[p.i:]
	closing := strings.IndexFunc(inner, func(r rune) bool {
		return isQuote(r) && isGuillemet(r) == isGuillemet(opening)
	})
	if closing < 0 {
		p.report(UnclosedQuote, start, p.i)
		p.i = len(p.text)
	} else {
		inner = inner[:closing]
		p.i += closing
		p.i += utf8.RuneLen(p.peek())
	}
	// Quotes of the other family inside are spaces, so that the canonical
	// form has none to close the phrase early.
	return strings.Join(strings.FieldsFunc(inner, func(r rune) bool { return unicode.IsSpace(r) || isQuote(r) }), " ")
}

func (p *parser) phrase() (Node, error) {
	start := p.i
	text := p.quoted()
	if !isSearchable(text) {
		p.report(EmptyQuote, start, p.i)
		return nil, nil
	}
	if err := p.countLeaf(start); err != nil {
		return nil, err
	}
	return &Phrase{Text: text, Start: p.offsets[start], End: p.offsets[p.i]}, nil
}

// word reads a word or prefix; punctuation alone is none.
func (p *parser) word() (Node, error) {
	start := p.i
	typed := p.bare()
	p.i += len(typed)
	text := strings.TrimRightFunc(typed, isTail)
	star := strings.Contains(typed[len(text):], "*")
	if !star {
		// Colons at the end go, so that "Nguồn:" alone is not a field again.
		text = strings.TrimRightFunc(typed, isColon)
	}
	if !isSearchable(text) {
		if star {
			p.report(MisplacedStar, start, p.i)
		}
		return nil, nil
	}
	if err := p.countLeaf(start); err != nil {
		return nil, err
	}
	if at := strings.IndexByte(text, '*'); at >= 0 {
		p.report(MisplacedStar, start+at, start+at+1)
	}
	if star {
		return &Prefix{Text: text, Start: p.offsets[start], End: p.offsets[p.i]}, nil
	}
	if isOperator(text) {
		if p.capitals && text != "OR" && !isCommonWord(text) {
			p.report(CapitalOperator, start, start+len(text))
		}
		text = strings.ToLower(text) // as a word its case means nothing
	}
	return &Word{Text: text, Start: p.offsets[start], End: p.offsets[start+len(typed)]}, nil
}

func (p *parser) countLeaf(start int) error {
	if p.leaves++; p.leaves > MaxLeaves {
		return p.fail(TooMany, start, p.i)
	}
	return nil
}
