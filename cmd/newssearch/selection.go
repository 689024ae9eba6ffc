package main

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/newssearch/newssearch/index"
)

// selection is which articles a command is about, beside its query: the flags of query
// that choose.
type selection struct {
	from, to      string
	sources       []string
	categories    []string
	authors, tags []string
	literal       bool
}

func (s *selection) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&s.from, "from", "", "published on this day, month or year, or later: 2018-03-31, 3/2018")
	flags.StringVar(&s.to, "to", "", "published on this day, month or year, or earlier")
	flags.StringArrayVar(&s.sources, "source", nil, "only from this source (may be repeated)")
	flags.StringArrayVar(&s.categories, "category", nil, "only of this section (may be repeated)")
	flags.StringArrayVar(&s.authors, "author", nil, "only by this author (may be repeated)")
	flags.StringArrayVar(&s.tags, "tag", nil, "only with this tag (may be repeated)")
	flags.BoolVar(&s.literal, "literal", false, "search for the letters as typed: restore no marks, read no keys")
}

// request makes a request of the flags and a query. Chosen is false when they ask for
// everything.
func (s *selection) request(query string) (r index.Request, chosen bool, err error) {
	r = index.Request{Query: query, Sources: s.sources, Categories: s.categories, Authors: s.authors, Tags: s.tags, Literal: s.literal}
	if s.from != "" {
		if r.From, _, err = index.ParsePeriod(s.from); err != nil {
			return r, false, badDate("from", s.from)
		}
	}
	if s.to != "" {
		if _, r.To, err = index.ParsePeriod(s.to); err != nil {
			return r, false, badDate("to", s.to)
		}
	}
	if s.from != "" && s.to != "" && !r.From.Before(r.To) {
		return r, false, mistaken(s.to, fmt.Sprintf("--to %s ends before --from %s begins", s.to, s.from), fmt.Sprintf("--to %s kết thúc trước khi --from %s bắt đầu", s.to, s.from))
	}
	filtered := s.from != "" || s.to != "" || len(s.sources)+len(s.categories)+len(s.authors)+len(s.tags) > 0
	return r, filtered || strings.TrimSpace(query) != "", r.Validate()
}
