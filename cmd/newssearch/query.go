package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index"
)

type queryOptions struct {
	location
	display
	selection
	formatOptions
	pagerOptions
	limit, offset int
	sort          string
	fresh         string
	facets        bool
	explain       bool
	noCollapse    bool
	allWords      bool
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
  giá vàng -bạc            without a word; also NOT, KHÔNG
  'giá vàng OR giá dầu'    either
  'tinh*'                  words that begin so
  title:  source:  category:  author:  tag:      tiêu đề: nguồn: mục: tác giả:
  site:vov.vn  url:x       of a host, with words in the address
  after:2018-03-01  before:3/2018                 sau: trước:

` + `The list begins with the best 100 articles, whatever words they lack; then come the rest of those that have all the
words, which are counted; then the others. --all-words keeps to those that have all.

` + exitHelp("articles have all that was asked for", "none has; what is shown has a part of it"),
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
	o.pagerOptions.addFlags(cmd)
	flags.IntVarP(&o.limit, "limit", "n", index.DefaultLimit, fmt.Sprintf("articles to show, at most %d", index.MaxLimit))
	flags.IntVar(&o.offset, "offset", 0, "articles to leave out first")
	flags.StringVar(&o.sort, "sort", string(index.SortRelevance), "order: relevance, newest or oldest")
	o.selection.addFlags(flags)
	flags.StringVar(&o.fresh, "fresh", "", "prefer fresh articles; an advantage halves in this time: 12h, 7d, 4w")
	flags.BoolVar(&o.facets, "facets", false, "count by source, section, author, tag and date")
	flags.BoolVar(&o.explain, "explain", false, "show the parts of each score")
	flags.BoolVar(&o.noCollapse, "no-collapse", false, "show each near-duplicate as an article of its own")
	flags.StringVar(&o.format, "format", formatText, "how to print: "+strings.Join(formats, ", "))
	flags.StringSliceVar(&o.fields, "fields", nil, "fields of csv and tsv: "+strings.Join(fieldNames(), ", "))
	flags.StringVar(&o.template, "template", "", "a Go template for each hit: '{{.Title}} {{.URL}}'")
	completeFrom(cmd, "format", formats...)
	completeFrom(cmd, "fields", fieldNames()...)
	completeLabels(cmd, &o.location, "source", func(f *index.Facets) []index.Count { return f.Sources })
	completeLabels(cmd, &o.location, "category", func(f *index.Facets) []index.Count { return f.Categories })
	completeLabels(cmd, &o.location, "author", func(f *index.Facets) []index.Count { return f.Authors })
	completeLabels(cmd, &o.location, "tag", func(f *index.Facets) []index.Count { return f.Tags })
	flags.BoolVar(&o.allWords, "all-words", false, "only articles that have all the words and phrases")
	completeFrom(cmd, "sort", string(index.SortRelevance), string(index.SortNewest), string(index.SortOldest))
}

// request checks the flags and makes a request of them.
func (o *queryOptions) request(query string) (r index.Request, err error) {
	r, chosen, err := o.selection.request(query)
	if err != nil {
		return r, err
	}
	r.Limit, r.Offset, r.Sort = o.limit, o.offset, index.Sort(o.sort)
	r.Facets, r.Explain, r.NoCollapse, r.AllWords = o.facets, o.explain, o.noCollapse, o.allWords
	if err := o.check(); err != nil {
		return r, err
	}
	if o.fresh != "" {
		age, err := parseAge(o.fresh)
		if err != nil {
			return r, mistaken(o.fresh, fmt.Sprintf("--fresh: %v", err), fmt.Sprintf("--fresh %q không phải độ dài thời gian; hãy viết 12h, 7d hoặc 4w", o.fresh))
		}
		r.Fresh = age
	}
	if !chosen {
		return r, mistaken("", "nothing to search for: newssearch query WORDS, as in newssearch query giá vàng", "chưa có gì để tìm: newssearch query TỪ, ví dụ newssearch query giá vàng")
	}
	return r, r.Validate()
}

// check reports what is out of bounds in the flags themselves.
func (o *queryOptions) check() error {
	between := func(flag string, value, low, high int) error {
		if value >= low && value <= high {
			return nil
		}
		return mistaken(fmt.Sprint(value), fmt.Sprintf("--%s %d is not between %d and %d", flag, value, low, high),
			fmt.Sprintf("--%s %d không nằm giữa %d và %d", flag, value, low, high))
	}
	return cmp.Or(
		between("limit", o.limit, 1, index.MaxLimit),
		between("offset", o.offset, 0, index.MaxDepth-o.limit),
		oneOf("sort", o.sort, string(index.SortRelevance), string(index.SortNewest), string(index.SortOldest)),
	)
}

func badDate(flag, value string) error {
	return mistaken(value, fmt.Sprintf("--%s: %.40q is no date; write 2018-03-31, 31/3/2018, 3/2018 or 2018", flag, value),
		fmt.Sprintf("--%s: %.40q không phải ngày; hãy viết 31/3/2018, 3/2018 hoặc 2018", flag, value))
}

func runQuery(ctx context.Context, w, notes io.Writer, o queryOptions, query string) error {
	req, err := o.request(query)
	if err != nil {
		return err
	}
	p, err := o.page(w)
	if err != nil {
		return err
	}
	programs, err := o.writer(o.json)
	if err != nil {
		return err
	}
	res, err := o.search(ctx, notes, req)
	if err != nil {
		return inQuery(query, err)
	}
	if programs != nil {
		err = programs.write(w, o.offset, res)
	} else {
		err = o.pagerOptions.show(p, func() error { return p.result(req, res) })
	}
	if err == nil && (len(res.Hits) == 0 || res.Total == 0 || len(res.Dropped)+len(res.Loosened) > 0) {
		err = errNothing
	}
	return err
}

// search asks the index and closes it, so that a reader at the pager keeps nobody from
// writing. That it is empty is told to notes.
func (o *queryOptions) search(ctx context.Context, notes io.Writer, req index.Request) (res index.Result, err error) {
	idx, _, err := o.openForReading(ctx, notes)
	if err != nil {
		return res, err
	}
	defer closing(idx, &err)
	if res, err = idx.Search(ctx, req); err != nil || res.Total > 0 {
		return res, err
	}
	// Stats would count all terms, which takes longer than the search.
	if all, allErr := idx.Search(ctx, index.Request{Limit: 1, SnippetRunes: -1}); allErr == nil && all.Total == 0 {
		note(notes, words(ctx).EmptyIndex+". "+words(ctx).EmptyIndexAdvice)
	}
	return res, nil
}

// writeJSON writes v as one line.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
