package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

type queryOptions struct {
	location
	display
	limit, offset int
	sort          string
	from, to      string
	sources       []string
	categories    []string
	authors, tags []string
	fresh         string
	literal       bool
	facets        bool
	explain       bool
	noCollapse    bool
}

func newQueryCommand() *cobra.Command {
	var o queryOptions
	cmd := &cobra.Command{
		Use:     "query [flags] QUERY...",
		Aliases: []string{"search"},
		Short:   "Search the articles",
		Long: `Search the articles. Marks may be left out, and raw Telex or VNI keys are read.

  tinh giản biên chế       all the words, the best articles first
  '"cơ cấu lại đội ngũ"'   the words side by side (the shell takes the outer quotes)
  giá vàng -bạc            without a word
  'giá vàng OR giá dầu'    either
  'tinh*'                  words that begin so
  title:  source:  category:  author:  tag:      tiêu đề: nguồn: mục: tác giả:
  after:2018-03-01  before:3/2018                 sau: trước:

` + exitHelp("articles were found", "none was"),
		Example: `  newssearch query tinh gian bien che
  newssearch query --source VOV --from 2018-03 --sort newest cơ cấu lại
  newssearch query --json 'nguồn:VOV "đội ngũ"' | jq -r '.hits[].title'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runQuery(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, strings.Join(args, " "))
		},
	}
	o.addFlags(cmd)
	return cmd
}

func (o *queryOptions) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	o.location.addFlags(flags)
	o.display.addFlags(cmd)
	flags.IntVarP(&o.limit, "limit", "n", index.DefaultLimit, fmt.Sprintf("articles to show, at most %d", index.MaxLimit))
	flags.IntVar(&o.offset, "offset", 0, "articles to leave out first")
	flags.StringVar(&o.sort, "sort", string(index.SortRelevance), "order: relevance, newest or oldest")
	flags.StringVar(&o.from, "from", "", "published on this day, month or year, or later: 2018-03-31, 3/2018")
	flags.StringVar(&o.to, "to", "", "published on this day, month or year, or earlier")
	flags.StringArrayVar(&o.sources, "source", nil, "only from this source (may be repeated)")
	flags.StringArrayVar(&o.categories, "category", nil, "only of this section (may be repeated)")
	flags.StringArrayVar(&o.authors, "author", nil, "only by this author (may be repeated)")
	flags.StringArrayVar(&o.tags, "tag", nil, "only with this tag (may be repeated)")
	flags.StringVar(&o.fresh, "fresh", "", "prefer fresh articles; an advantage halves in this time: 12h, 7d, 4w")
	flags.BoolVar(&o.literal, "literal", false, "search for the letters as typed: restore no marks, read no keys")
	flags.BoolVar(&o.facets, "facets", false, "count by source, section, author, tag and date")
	flags.BoolVar(&o.explain, "explain", false, "show the parts of each score")
	flags.BoolVar(&o.noCollapse, "no-collapse", false, "show each near-duplicate as an article of its own")
	completeFrom(cmd, "sort", string(index.SortRelevance), string(index.SortNewest), string(index.SortOldest))
}

// request checks the flags and makes a request of them.
func (o *queryOptions) request(query string) (r index.Request, err error) {
	r = index.Request{
		Query: query, Limit: o.limit, Offset: o.offset, Sort: index.Sort(o.sort),
		Sources: o.sources, Categories: o.categories, Authors: o.authors, Tags: o.tags,
		Literal: o.literal, Facets: o.facets, Explain: o.explain, NoCollapse: o.noCollapse,
	}
	if o.limit < 1 {
		return r, usagef("--limit %d is not between 1 and %d", o.limit, index.MaxLimit)
	}
	if o.from != "" {
		if r.From, _, err = index.ParsePeriod(o.from); err != nil {
			return r, usagef("--from: %w", err)
		}
	}
	if o.to != "" {
		if _, r.To, err = index.ParsePeriod(o.to); err != nil {
			return r, usagef("--to: %w", err)
		}
	}
	if o.fresh != "" {
		age, err := parseAge(o.fresh)
		if err != nil {
			return r, usagef("--fresh: %w", err)
		}
		r.Fresh = age
	}
	filtered := o.from != "" || o.to != "" || len(o.sources)+len(o.categories)+len(o.authors)+len(o.tags) > 0
	if strings.TrimSpace(query) == "" && !filtered {
		return r, usagef("no query; see newssearch query --help")
	}
	return r, r.Validate()
}

func runQuery(ctx context.Context, w, notes io.Writer, o queryOptions, query string) (err error) {
	req, err := o.request(query)
	if err != nil {
		return err
	}
	p, err := o.page(w)
	if err != nil {
		return err
	}
	idx, _, err := o.openForReading(ctx, notes)
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	res, err := idx.Search(ctx, req)
	if err != nil {
		return err
	}
	if o.json {
		err = writeJSON(w, message.Tell(res))
	} else {
		err = p.result(req, res)
	}
	if err == nil && len(res.Hits) == 0 {
		err = errNothing
	}
	return err
}

// writeJSON writes v as one line.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
