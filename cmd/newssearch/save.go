package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/alert"
)

type saveOptions struct {
	location
	webhook string
	command string
	list    bool
	remove  bool
	json    bool
}

func newSaveCommand() *cobra.Command {
	var o saveOptions
	cmd := &cobra.Command{
		Use:   "save [flags] NAME QUERY...",
		Short: "Save a search, to be told what is new for it",
		Long: `Save a search under a name. From then on each story that arrives and has all its words is
told once: by "newssearch new", in the feeds of the search (/saved/NAME.atom and
/saved/NAME.json), and, if you name one, to a webhook or a command, while
"newssearch serve" runs. The same name again replaces the search.

A webhook gets JSON by POST, a command the same on standard input:
{"search":NAME,"query":QUERY,"hits":[{"id","title","url","source","published","snippet",…}]}.
What is not taken, with a status of 200 or an exit code of 0, is sent again later.

` + exitHelp("done", "there is no such search"),
		Example: `  newssearch save gia-vang '"giá vàng" nguồn:VOV'
  newssearch save --webhook http://127.0.0.1:9000/tin ubnd UBND
  newssearch save --command 'mail -s "Tin mới" bien.tap@example.vn' ca-phe cà phê
  newssearch save --list
  newssearch save --remove gia-vang`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSave(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args)
		},
	}
	flags := cmd.Flags()
	o.location.addFlags(flags)
	flags.StringVar(&o.webhook, "webhook", "", "address that hits are posted to")
	flags.StringVar(&o.command, "command", "", "command of the shell that gets hits on standard input")
	flags.BoolVar(&o.list, "list", false, "list the saved searches")
	flags.BoolVar(&o.remove, "remove", false, "forget the searches of these names")
	flags.BoolVar(&o.json, "json", false, "print JSON for programs")
	return cmd
}

func runSave(ctx context.Context, w, notes io.Writer, o saveOptions, args []string) (err error) {
	switch {
	case o.list && len(args) > 0, o.list && o.remove:
		return usagef("--list stands alone")
	case o.remove && len(args) == 0:
		return usagef("--remove needs a name")
	case !o.list && !o.remove && len(args) < 2:
		return usagef("a name and a query are needed; see newssearch save --help")
	}
	s, done, err := o.openSearches(ctx, notes, "save")
	if err != nil {
		return err
	}
	defer func() { err = firstOf(err, done()) }()
	switch {
	case o.list:
		return listSaved(ctx, w, s, o.json)
	case o.remove:
		return forgetSaved(ctx, w, notes, s, args)
	}
	saved := alert.Saved{Name: args[0], Query: strings.Join(args[1:], " "), Webhook: o.webhook, Command: o.command}
	if err := saved.Validate(); err != nil {
		return &usageError{err}
	}
	if err := s.Save(ctx, saved); err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, printable(fmt.Sprintf("saved %s: %s", saved.Name, saved.Query)))
	return err
}

func listSaved(ctx context.Context, w io.Writer, s searches, asJSON bool) error {
	list, err := s.Saved(ctx)
	if err != nil {
		return err
	}
	var rows [][]string
	for _, saved := range list {
		row := []string{printable(saved.Name), printable(saved.Query), fmt.Sprintf("%d new", saved.Last-saved.Looked)}
		if saved.Failures > 0 {
			row[2] += printable("; not delivered: " + saved.Error)
		}
		rows = append(rows, row)
	}
	switch {
	case asJSON:
		err = writeJSON(w, append([]alert.Saved{}, list...))
	case len(rows) > 0:
		err = writeTable(w, rows)
	}
	if err == nil && len(list) == 0 {
		err = errNothing
	}
	return err
}

func forgetSaved(ctx context.Context, w, notes io.Writer, s searches, names []string) error {
	missing := false
	for _, name := range names {
		was, err := s.Forget(ctx, name)
		switch {
		case err != nil:
			return err
		case was:
			_, err = fmt.Fprintln(w, printable("forgotten: "+name))
		default:
			missing = true
			_, err = fmt.Fprintln(notes, printable("newssearch: no saved search "+name))
		}
		if err != nil {
			return err
		}
	}
	if missing {
		return errNothing
	}
	return nil
}
