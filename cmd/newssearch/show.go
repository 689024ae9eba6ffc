package main

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index"
)

type showOptions struct {
	location
	display
	pagerOptions
}

func newShowCommand() *cobra.Command {
	var o showOptions
	cmd := &cobra.Command{
		Use:   "show [flags] ID",
		Short: "Print one article",
		Long: `Print the article with that ID, its parts apart. "newssearch query" prints the IDs.

` + exitHelp("printed", "there is no such article"),
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runShow(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args[0])
		},
	}
	cmd.ValidArgsFunction = completeIDs(&o.location)
	o.location.addFlags(cmd.Flags())
	o.display.addFlags(cmd)
	o.pagerOptions.addFlags(cmd)
	return cmd
}

func runShow(ctx context.Context, w, notes io.Writer, o showOptions, id string) error {
	p, err := o.page(w)
	if err != nil {
		return err
	}
	a, err := o.get(ctx, notes, id)
	switch {
	case err != nil:
		return err
	case o.json:
		return writeJSON(w, a)
	}
	return o.pagerOptions.show(p, func() error { return p.whole(a) })
}

// get reads the article and closes the index, so that a reader at the pager keeps nobody
// from writing.
func (o *showOptions) get(ctx context.Context, notes io.Writer, id string) (a index.Article, err error) {
	idx, _, err := o.openForReading(ctx, notes)
	if err != nil {
		return a, err
	}
	defer closing(idx, &err)
	if a, err = idx.Get(ctx, id); errors.Is(err, index.ErrNotFound) {
		note(notes, words(ctx).NoArticle(printable(id)))
		return a, errNothing
	}
	return a, err
}

// whole prints an article, its parts apart and each labelled where it is not
// plain what it is.
func (p *page) whole(a index.Article) error {
	head := []struct {
		text  string
		style style
	}{
		{a.Title, bold},
		{joined(" · ", a.Source, a.Category, p.Date(a.Published)), dim},
		{labelled(p.Author, a.Author), dim},
		{a.URL, dim},
		{"id " + a.ID, dim},
	}
	for _, h := range head {
		if err := p.text("", 0, h.text, nil, h.style); err != nil {
			return err
		}
	}
	if err := p.paragraphs(a.Lead, bold); err != nil {
		return err
	}
	if len(a.Captions) > 0 {
		if err := p.line("\n", p.paint(heading, p.Captions)); err != nil {
			return err
		}
		for _, c := range a.Captions {
			if err := p.text("  – ", hitIndent, c, nil, dim); err != nil {
				return err
			}
		}
	}
	if err := p.paragraphs(a.Body, plain); err != nil {
		return err
	}
	if len(a.Tags) == 0 {
		return nil
	}
	if err := p.line(); err != nil {
		return err
	}
	return p.text("", 0, labelled(p.Tags, strings.Join(a.Tags, ", ")), nil, dim)
}

// paragraphs prints text with an empty line before each paragraph.
func (p *page) paragraphs(text string, s style) error {
	for paragraph := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(paragraph) == "" {
			continue
		}
		if err := p.line(); err != nil {
			return err
		}
		if err := p.text("", 0, paragraph, nil, s); err != nil {
			return err
		}
	}
	return nil
}

func labelled(label, text string) string {
	if text == "" {
		return ""
	}
	return label + ": " + text
}
