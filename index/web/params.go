package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// params are what an address asks for. Those of a page and of the API differ in
// how hits are counted off: page and limit, offset.
type params struct {
	Query  string
	Period period
	// When is the name of a time that moves with the clock, and which Period is
	// read from, or whenUndated.
	When       string
	Sources    []string
	Categories []string
	Authors    []string
	Tags       []string
	Sort       index.Sort
	Literal    bool
	// AllWords keeps to articles that have all the words.
	AllWords bool
	// Expand shows each near-duplicate as a hit of its own.
	Expand bool
	Page   int
	Lang   message.Language

	limit, offset   int
	facets, explain bool
	fresh           time.Duration
	facetValues     int
}

// paramError means that a parameter of an address cannot be used.
type paramError struct {
	name, reason string
	// reasonVi is for readers of the page.
	reasonVi string
	status   int
	// swapped is the period of two dates that were given the wrong way round.
	swapped period
}

func (e *paramError) Error() string { return "parameter " + e.name + ": " + e.reason }

// in is the error in the language of a reader.
func (e *paramError) in(l message.Language) string {
	if l == message.English || e.reasonVi == "" {
		return e.Error()
	}
	return e.reasonVi
}

func badParam(name, reasonVi, format string, args ...any) error {
	return &paramError{name: name, reason: fmt.Sprintf(format, args...), reasonVi: reasonVi, status: http.StatusBadRequest}
}

// Names of parameters.
const (
	paramQuery    = "q"
	paramFrom     = "from"
	paramTo       = "to"
	paramSource   = "source"
	paramCategory = "category"
	paramAuthor   = "author"
	paramTag      = "tag"
	paramWhen     = "when"
	paramSort     = "sort"
	paramLiteral  = "literal"
	paramAllWords = "all"
	paramExpand   = "no_collapse"
	paramPage     = "page"
	paramLang     = "hl"
	paramLimit    = "limit"
	paramOffset   = "offset"
	paramFacets   = "facets"
	paramValues   = "facet_values"
	paramExplain  = "explain"
	paramFresh    = "fresh_hours"
	paramID       = "id"
)

// values reads the part of an address behind "?".
func values(r *http.Request) (url.Values, error) {
	if len(r.URL.RawQuery) > maxQueryString {
		return nil, &paramError{
			name: "query string", status: http.StatusRequestURITooLong,
			reason:   fmt.Sprintf("%d bytes, at most %d", len(r.URL.RawQuery), maxQueryString),
			reasonVi: "Địa chỉ quá dài.",
		}
	}
	v, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, badParam("query string", "Địa chỉ không đúng cú pháp.", "%v", err)
	}
	for name, list := range v {
		for _, s := range list {
			if !utf8.ValidString(name) || !utf8.ValidString(s) {
				return nil, badParam(strings.ToValidUTF8(name, "?"), "Địa chỉ chứa ký tự không hợp lệ (không phải UTF-8).", "not UTF-8")
			}
		}
	}
	return v, nil
}

// onlyKnown returns an error for a parameter that is none of known: a misspelt
// one must not go unnoticed in a program.
func onlyKnown(v url.Values, known ...string) error {
	for name, list := range v {
		if !slices.Contains(known, name) {
			return badParam(shortened(name, maxRepeated), "Tham số không được hỗ trợ.", "unknown; known are %s", strings.Join(known, ", "))
		}
		if len(list) > 1 && !isLabel(name) {
			return badParam(name, "Tham số bị lặp lại.", "given %d times", len(list))
		}
	}
	return nil
}

// shortened cuts s to the given number of runes.
func shortened(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// maxRepeated is how much of a wrong parameter an error repeats, in runes.
const maxRepeated = 40

// readParams reads what pages and the API have in common. It always returns
// the parameters that could be read, with the first error.
func readParams(v url.Values) (p params, first error) {
	keep := func(err error) {
		if first == nil {
			first = err
		}
	}
	p = params{Query: strings.TrimSpace(v.Get(paramQuery)), Page: 1, Lang: message.Vietnamese, Sort: index.SortRelevance}
	if message.Language(v.Get(paramLang)) == message.English {
		p.Lang = message.English
	}
	if len(p.Query) > maxQueryBytes {
		keep(badParam(paramQuery, "Câu tìm quá dài.", "%d bytes, at most %d", len(p.Query), maxQueryBytes))
		p.Query = ""
	}
	var err error
	for _, f := range labelFilters {
		*f.of(&p), err = filters(v, f.param)
		keep(err)
	}
	keep(p.readPeriod(v))
	p.Literal, err = flag(v, paramLiteral)
	keep(err)
	p.AllWords, err = flag(v, paramAllWords)
	keep(err)
	p.Expand, err = flag(v, paramExpand)
	keep(err)
	switch s := index.Sort(v.Get(paramSort)); s {
	case "", index.SortRelevance:
	case index.SortNewest, index.SortOldest:
		p.Sort = s
	default:
		keep(badParam(paramSort, "Cách sắp xếp không được hỗ trợ.", "%q is none of relevance, newest, oldest", shortened(string(s), maxRepeated)))
	}
	return p, first
}

func (p *params) readPeriod(v url.Values) error {
	from, to := v.Get(paramFrom), v.Get(paramTo)
	var read period
	if from != "" {
		var err error
		if read.from, _, err = index.ParsePeriod(from); err != nil {
			return badParam(paramFrom, "Ngày bắt đầu không hợp lệ; hãy viết như 2018-03-31.", "%v", err)
		}
	}
	if to != "" {
		var err error
		if _, read.to, err = index.ParsePeriod(to); err != nil {
			return badParam(paramTo, "Ngày kết thúc không hợp lệ; hãy viết như 2018-03-31.", "%v", err)
		}
	}
	if from != "" && to != "" && !read.from.Before(read.to) {
		first, _, _ := index.ParsePeriod(to)
		_, last, _ := index.ParsePeriod(from)
		return &paramError{
			name: paramTo, reason: "before from", reasonVi: "Ngày kết thúc đứng trước ngày bắt đầu.",
			status: http.StatusBadRequest, swapped: period{first, last},
		}
	}
	p.Period = read
	return p.readWhen(v.Get(paramWhen))
}

// filters reads the values of a filter, each once, in the order given.
func filters(v url.Values, name string) ([]string, error) {
	var list []string
	for _, s := range v[name] {
		if s = strings.TrimSpace(s); s == "" || slices.Contains(list, s) {
			continue
		}
		switch {
		case len(s) > maxFilterBytes:
			return list, badParam(name, "Giá trị lọc quá dài.", "%d bytes, at most %d", len(s), maxFilterBytes)
		case len(list) == maxFilters:
			return list, badParam(name, "Quá nhiều giá trị lọc.", "more than %d values", maxFilters)
		}
		list = append(list, s)
	}
	return list, nil
}

func flag(v url.Values, name string) (bool, error) {
	s := v.Get(name)
	if s == "" {
		return false, nil
	}
	on, err := strconv.ParseBool(s)
	if err != nil {
		return false, badParam(name, "Giá trị phải là 0 hoặc 1.", "%q is neither 0 nor 1", shortened(s, maxRepeated))
	}
	return on, nil
}

// number reads a whole number from low to high.
func number(v url.Values, name string, missing, low, high int) (int, error) {
	s := v.Get(name)
	if s == "" {
		return missing, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < low || n > high {
		return missing, badParam(name, fmt.Sprintf("Phải là số từ %d đến %d.", low, high), "%q is not a number from %d to %d", shortened(s, maxRepeated), low, high)
	}
	return n, nil
}

// readPageParams reads the parameters of the search page.
func readPageParams(v url.Values) (params, error) {
	p, first := readParams(v)
	var err error
	if p.Page, err = number(v, paramPage, 1, 1, maxPage); first == nil {
		first = err
	}
	p.limit, p.offset = pageHits, (p.Page-1)*pageHits
	p.facets = true
	return p, first
}

// readAPIParams reads the parameters of /api/search.
func readAPIParams(v url.Values) (params, error) {
	if err := onlyKnown(v, paramQuery, paramFrom, paramTo, paramWhen, paramSource, paramCategory, paramAuthor, paramTag, paramSort,
		paramLiteral, paramAllWords, paramExpand, paramLimit, paramOffset, paramFacets, paramValues, paramExplain, paramFresh); err != nil {
		return params{}, err
	}
	p, err := readParams(v)
	if err != nil {
		return p, err
	}
	// A page of MaxLimit is for evaluations, which use the library: 100 keep an answer below 200 KB.
	const maxLimit = 100
	if p.limit, err = number(v, paramLimit, index.DefaultLimit, 1, maxLimit); err != nil {
		return p, err
	}
	if p.offset, err = number(v, paramOffset, 0, 0, index.MaxDepth-p.limit); err != nil {
		return p, err
	}
	if p.facets, err = flag(v, paramFacets); err != nil {
		return p, err
	}
	if p.facetValues, err = number(v, paramValues, 0, 1, index.MaxFacetValues); err != nil {
		return p, err
	}
	if p.explain, err = flag(v, paramExplain); err != nil {
		return p, err
	}
	hours, err := number(v, paramFresh, 0, 1, 24*366*100)
	p.fresh = time.Duration(hours) * time.Hour
	return p, err
}

// request is the search that p asks for.
func (p params) request() index.Request {
	return index.Request{
		Query: p.Query, From: p.Period.from, To: p.Period.to, Undated: p.When == whenUndated,
		Sources: p.Sources, Categories: p.Categories, Authors: p.Authors, Tags: p.Tags,
		Sort: p.Sort, Literal: p.Literal, AllWords: p.AllWords, NoCollapse: p.Expand, Limit: p.limit, Offset: p.offset,
		Facets: p.facets, FacetValues: p.facetValues, Explain: p.explain, Fresh: p.fresh,
	}
}

// filtered reports whether anything but words restricts the search.
func (p params) filtered() bool {
	return len(p.Sources)+len(p.Categories)+len(p.Authors)+len(p.Tags) > 0 || p.timed()
}

// unfiltered returns p with its words alone.
func (p params) unfiltered() params {
	return p.with(func(p *params) {
		for _, f := range labelFilters {
			*f.of(p) = nil
		}
		p.limitTo(period{})
	})
}

// values are p as parameters, those with their usual value left out.
func (p params) values() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set(paramQuery, p.Query)
	if p.When != "" {
		set(paramWhen, p.When)
	} else {
		set(paramFrom, p.Period.first())
		set(paramTo, p.Period.last())
	}
	for _, f := range labelFilters {
		if list := *f.of(&p); len(list) > 0 {
			v[f.param] = list
		}
	}
	if p.Sort != index.SortRelevance {
		set(paramSort, string(p.Sort))
	}
	if p.Literal {
		set(paramLiteral, "1")
	}
	if p.AllWords {
		set(paramAllWords, "1")
	}
	if p.Expand {
		set(paramExpand, "1")
	}
	if p.Page > 1 {
		set(paramPage, strconv.Itoa(p.Page))
	}
	if p.Lang == message.English {
		set(paramLang, string(message.English))
	}
	return v
}

// with returns p changed, on its first page.
func (p params) with(change func(*params)) params {
	p.Page = 1
	for _, f := range labelFilters {
		*f.of(&p) = slices.Clone(*f.of(&p))
	}
	change(&p)
	return p
}
