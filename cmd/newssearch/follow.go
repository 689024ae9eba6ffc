package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest/follow"
)

type followOptions struct {
	location
	settings follow.Settings
	since    string
	json     bool
}

func newFollowCommand() *cobra.Command {
	var o followOptions
	cmd := &cobra.Command{
		Use:   "follow [flags] URL|FOLDER...",
		Short: "Follow feeds, sitemaps, section pages and folders",
		Long: `Keep the index up to date with sources. An address may be

  a feed (RSS, Atom), or a page that links one
  a sitemap, a news sitemap, or a sitemap of sitemaps
  a section page of a paper, whose headlines link the articles
  a folder, with everything below it

The full article is taken from the page behind each item. Of a sitemap the articles of
the last two days are taken in, and what comes; with --backfill everything it lists.
The same address again changes its settings.

"newssearch serve" visits the sources in the background; "newssearch fetch" does so once.
Sites are visited as they ask for: robots.txt, one request at a time with a pause, and
nothing again that has not changed. Say how their administrators can reach you with
$` + contactVariable + `, a mail address or a page. Addresses in your own network are
refused unless you allow them.

` + exitHelp("all of them are followed", "some cannot be"),
		Example: `  newssearch follow https://baochinhphu.vn/ https://example.vn/rss/thoi-su.rss
  newssearch follow --every 1h --backfill --since 2024 https://example.vn/sitemap.xml
  newssearch follow --default-source "Tòa soạn" /srv/bai-viet`,
		Args: usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runFollow(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args)
		},
	}
	flags := cmd.Flags()
	o.location.addFlags(flags)
	flags.DurationVar(&o.settings.Every, "every", follow.DefaultEvery, "time between two visits")
	flags.DurationVar(&o.settings.Delay, "delay", 0, "time between two requests to its host (default 2s)")
	flags.BoolVar(&o.settings.Private, "allow-private", false, "allow addresses in your own network")
	flags.BoolVar(&o.settings.Backfill, "backfill", false, "take in everything that a sitemap lists")
	flags.StringVar(&o.since, "since", "", "leave out what is dated before this day, month or year")
	flags.StringVar(&o.settings.Name, "default-source", "", "source of articles that name none")
	flags.BoolVar(&o.json, "json", false, "print JSON for programs")
	return cmd
}

func runFollow(ctx context.Context, w, notes io.Writer, o followOptions, addresses []string) (err error) {
	if o.since != "" {
		if o.settings.Since, _, err = index.ParsePeriod(o.since); err != nil {
			return usagef("--since: %w", err)
		}
	}
	if err := o.settings.Validate(); err != nil {
		return usagef("follow: %w", err)
	}
	contactNote(notes, addresses)
	s, done, kept, err := o.openSources(ctx, notes, "follow", true)
	if err != nil {
		return err
	}
	defer func() { err = firstOf(err, done()) }()
	failed := false
	for _, address := range addresses {
		src, err := s.Follow(ctx, address, o.settings)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			fmt.Fprintln(notes, "newssearch: "+oneLine(err.Error()))
			failed = true
			continue
		}
		if err := showFollowed(w, src, o.json); err != nil {
			return err
		}
	}
	if failed {
		return errNothing
	}
	if !kept && !o.json {
		_, err = fmt.Fprintln(w, "newssearch serve visits them in the background, newssearch fetch once")
	}
	return err
}

func showFollowed(w io.Writer, src follow.Source, asJSON bool) error {
	if asJSON {
		return writeJSON(w, src)
	}
	line := fmt.Sprintf("following %s (%s, every %v)", src.Address, src.Kind, src.Settings.Every)
	if src.Listing != src.Address {
		line = fmt.Sprintf("following %s by its %s %s (every %v)", src.Address, src.Kind, src.Listing, src.Settings.Every)
	}
	_, err := fmt.Fprintln(w, printable(line))
	return err
}

// firstOf is the first error, except that one of them that only sets the exit code
// gives way.
func firstOf(err, second error) error {
	if second != nil && (err == nil || err == errNothing) { //nolint:errorlint // it is never wrapped
		return second
	}
	return err
}

// contactNote asks for a contact where none is given and a site will be visited.
func contactNote(notes io.Writer, addresses []string) {
	isWeb := func(address string) bool { return strings.HasPrefix(address, "http") }
	if os.Getenv(contactVariable) == "" && slices.ContainsFunc(addresses, isWeb) {
		fmt.Fprintf(notes, "newssearch: set $%s to a mail address or a page of yours, so that administrators of the sites can reach you\n", contactVariable)
	}
}
