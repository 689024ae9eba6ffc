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
	selection
	limit, offset int
	sort          string
	fresh         string
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
	o.selection.addFlags(flags)
	flags.StringVar(&o.fresh, "fresh", "", "prefer fresh articles; an advantage halves in this time: 12h, 7d, 4w")
	flags.BoolVar(&o.facets, "facets", false, "count by source, section, author, tag and date")
	flags.BoolVar(&o.explain, "explain", false, "show the parts of each score")
	flags.BoolVar(&o.noCollapse, "no-collapse", false, "show each near-duplicate as an article of its own")
	completeFrom(cmd, "sort", string(index.SortRelevance), string(index.SortNewest), string(index.SortOldest))
}

// request checks the flags and makes a request of them.
func (o *queryOptions) request(query string) (r index.Request, err error) {
	r, chosen, err := o.selection.request(query)
	if err != nil {
		return r, err
	}
	r.Limit, r.Offset, r.Sort = o.limit, o.offset, index.Sort(o.sort)
	r.Facets, r.Explain, r.NoCollapse = o.facets, o.explain, o.noCollapse
	if o.limit < 1 {
		return r, usagef("--limit %d is not between 1 and %d", o.limit, index.MaxLimit)
	}
	if o.fresh != "" {
		age, err := parseAge(o.fresh)
		if err != nil {
			return r, usagef("--fresh: %w", err)
		}
		r.Fresh = age
	}
	if !chosen {
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
