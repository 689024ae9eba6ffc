package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/owner"
	"github.com/newssearch/newssearch/index"
)

type deleteOptions struct {
	location
	selection
	urls   []string
	query  string
	dryRun bool
	yes    bool
	json   bool
}

func newDeleteCommand() *cobra.Command {
	var o deleteOptions
	cmd := &cobra.Command{
		Use:   "delete [flags] [ID]...",
		Short: "Remove articles from the index, for good",
		Long: `Remove articles by their IDs, by their addresses, or all that match a query and filters.
--dry-run shows which they are.

What was removed stays away when it is taken in again, under another ID too, until
newssearch ingest --restore takes it in.

` + exitHelp("all of them were removed", "some were not there"),
		Example: `  newssearch delete https://bao.example/tin-1.html
  newssearch delete --url https://bao.example/tin-1.html
  newssearch delete --query 'nguồn:"Báo Mây" "nhầm tên"' --dry-run`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runDelete(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args)
		},
	}
	flags := cmd.Flags()
	o.location.addFlags(flags)
	o.selection.addFlags(flags)
	flags.StringArrayVar(&o.urls, "url", nil, "remove the articles with this address (may be repeated)")
	flags.StringVar(&o.query, "query", "", "remove every article that matches")
	flags.BoolVarP(&o.dryRun, "dry-run", "n", false, "show what would be removed; remove nothing")
	flags.BoolVarP(&o.yes, "yes", "y", false, "do not ask before removing what a query matches")
	flags.BoolVar(&o.json, "json", false, "print JSON for programs")
	return cmd
}

// doomed are the articles that a delete is about.
type doomed struct {
	articles []index.Article
	missing  int  // IDs and addresses that no article has
	chosen   bool // by a query or filters, so that a person should look first
}

func runDelete(ctx context.Context, stdin io.Reader, w, notes io.Writer, o deleteOptions, ids []string) (err error) {
	req, chosen, err := o.selection.request(o.query)
	if err != nil {
		return err
	}
	if !chosen && len(ids)+len(o.urls) == 0 {
		return usagef("nothing to delete: give IDs, --url, --query or filters; see newssearch delete --help")
	}
	idx, err := o.openForWriting(ctx, notes, "delete", false)
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	d, err := findDoomed(ctx, idx, ids, o.urls, req, chosen)
	if err != nil {
		return err
	}
	if o.dryRun || d.chosen && !o.yes && !o.json {
		if err := d.list(w); err != nil {
			return err
		}
	}
	if o.dryRun {
		return d.outcome(w, o.json, "would be deleted", 0)
	}
	if d.chosen && len(d.articles) > 0 && !o.yes {
		if err := confirm(stdin, notes, fmt.Sprintf("delete these %s?", english().Articles(len(d.articles)))); err != nil {
			return err
		}
	}
	deleted := 0
	const batch = 1000 // IDs a transaction
	for start := 0; start < len(d.articles); start += batch {
		var part []string
		for _, a := range d.articles[start:min(start+batch, len(d.articles))] {
			part = append(part, a.ID)
		}
		n, err := idx.Remove(ctx, part...)
		if err != nil {
			return err
		}
		deleted += n
	}
	return d.outcome(w, o.json, "deleted", deleted)
}

// findDoomed looks up what is to be deleted. Texts are left out, so that many take
// little memory.
func findDoomed(ctx context.Context, idx owner.Archive, ids, urls []string, req index.Request, chosen bool) (*doomed, error) {
	d := &doomed{chosen: chosen}
	seen := map[string]bool{}
	add := func(a index.Article) {
		if !seen[a.ID] {
			seen[a.ID] = true
			d.articles = append(d.articles, index.Article{ID: a.ID, Title: a.Title, URL: a.URL})
		}
	}
	asked := map[string]bool{}
	for _, id := range ids {
		if asked[id] {
			continue
		}
		asked[id] = true
		a, err := idx.Get(ctx, id)
		if errors.Is(err, index.ErrNotFound) {
			d.missing++
			continue
		}
		if err != nil {
			return nil, err
		}
		add(a)
	}
	if len(urls) > 0 {
		wanted := map[string]bool{}
		for _, u := range urls {
			wanted[sameAddress(u)] = true
		}
		found := map[string]bool{}
		for a, err := range idx.All(ctx) {
			if err != nil {
				return nil, err
			}
			if at := sameAddress(a.URL); a.URL != "" && wanted[at] {
				found[at] = true
				add(a)
			}
		}
		d.missing += len(wanted) - len(found)
	}
	if chosen {
		for a, err := range idx.Matching(ctx, req) {
			if err != nil {
				return nil, err
			}
			add(a)
		}
	}
	return d, nil
}

// sameAddress is an address without what people leave out when they write it down.
func sameAddress(url string) string {
	url, _, _ = strings.Cut(strings.TrimSpace(url), "#")
	if _, rest, found := strings.Cut(url, "://"); found {
		url = rest
	}
	return strings.TrimSuffix(strings.TrimPrefix(url, "www."), "/")
}

func (d *doomed) list(w io.Writer) error {
	for _, a := range d.articles {
		if _, err := fmt.Fprintf(w, "%s\t%s\n", oneLine(a.ID), oneLine(a.Title)); err != nil {
			return err
		}
	}
	return nil
}

// outcome says what became of it.
func (d *doomed) outcome(w io.Writer, asJSON bool, what string, deleted int) (err error) {
	if what != "deleted" {
		deleted = len(d.articles)
	}
	if asJSON {
		err = writeJSON(w, map[string]int{strings.ReplaceAll(what, " ", "_"): deleted, "missing": d.missing})
	} else {
		_, err = fmt.Fprintf(w, "%s %d, not there %d\n", what, deleted, d.missing)
	}
	if err == nil && (d.missing > 0 || len(d.articles) == 0) {
		err = errNothing
	}
	return err
}

// confirm asks a person. Where there is none, or the answer is no, it is an error of usage.
func confirm(stdin io.Reader, notes io.Writer, question string) error {
	fmt.Fprintf(notes, "%s [y/N] ", question)
	line, err := bufio.NewReader(stdin).ReadString('\n')
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes", "c", "có":
		return nil
	case "":
		if err != nil {
			fmt.Fprintln(notes)
		}
	}
	return usagef("nothing was deleted; --yes deletes without asking")
}
