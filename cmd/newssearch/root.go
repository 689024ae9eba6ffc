package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index/message"
)

// run is the program: it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	err := execute(ctx, args, stdin, stdout, stderr)
	report(stderr, err, args, languageOf(args))
	return exitCode(err)
}

func execute(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = recovered(cause, os.Getenv("NEWSSEARCH_DEBUG") != "")
		}
	}()
	root := newRootCommand()
	root.SetArgs(protectQuery(root, args))
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	refuseUnknownShells(root)
	if languageOf(args) == langVi {
		speakVietnamese(root)
	}
	return root.ExecuteContext(context.WithValue(ctx, wordsKey{}, message.In(message.Language(languageOf(args)))))
}

// The groups of commands in the help.
const (
	groupSearch  = "search"
	groupArchive = "archive"
	groupTools   = "tools"
)

func addGroup(root *cobra.Command, id, title string, commands ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: id, Title: title})
	for _, cmd := range commands {
		cmd.GroupID = id
		root.AddCommand(cmd)
	}
}

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "newssearch",
		Short: "Search Vietnamese news, however it is typed",
		Long: `Newssearch searches Vietnamese news articles on your own machine. It finds them
whether the query is typed with marks, without, with half of them, or in raw Telex or VNI.

  newssearch query tinh gian bien che     search; without an index, the built-in sample
  newssearch ingest news/ more.jsonl.gz   take in articles
  newssearch serve                        a search page for the browser

The index is where --index says, else $NEWSSEARCH_INDEX, else in your data folder.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			cmd.SuggestionsMinimumDistance = 2
			if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
				nearest := slices.MinFunc(near, func(a, b string) int { return cmp.Compare(slips(args[0], a), slips(args[0], b)) })
				return mistaken(args[0], fmt.Sprintf("unknown command %q; did you mean %q?", args[0], nearest), fmt.Sprintf("không có lệnh %q; có phải là %q?", args[0], nearest))
			}
			return mistaken(args[0], fmt.Sprintf("unknown command %q; see newssearch --help", args[0]), fmt.Sprintf("không có lệnh %q; xem newssearch --help", args[0]))
		},
	}
	root.Version = buildVersion().String()
	root.SetVersionTemplate("newssearch {{.Version}}\n")
	root.SetFlagErrorFunc(flagMistake)
	root.PersistentFlags().String("lang", "", "language of help and messages: vi or en (default: of the locale)")
	addGroup(root, groupSearch, "Search:", newQueryCommand(), newShowCommand(), newRelatedCommand(), newSuggestCommand(), newSaveCommand(), newNewCommand(), newServeCommand())
	addGroup(root, groupArchive, "The archive:", newIngestCommand(), newFollowCommand(), newUnfollowCommand(), newSourcesCommand(), newFetchCommand(), newDeleteCommand(), newExportCommand(), newKeyCommand(), newReindexCommand(), newStatsCommand(), newCheckCommand(), newBackupCommand(), newRestoreCommand(), newAbbreviationsCommand(), newModelCommand())
	addGroup(root, groupTools, "Measure and maintain:", newAnalyzeCommand(), newEvalCommand(), newPriorCommand(), newManCommand(), newVersionCommand())
	root.SetHelpCommandGroupID(groupTools)
	return root
}

// usageArgs makes what check reports an error of usage.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch err := check(cmd, args); {
		case err == nil:
			return nil
		case len(args) == 0:
			return mistaken("", "something is missing: "+cmd.UseLine(), "còn thiếu: "+cmd.UseLine())
		default:
			last := args[len(args)-1]
			return mistaken(last, fmt.Sprintf("%q is too much: %s", last, cmd.UseLine()), fmt.Sprintf("thừa %q: %s", last, cmd.UseLine()))
		}
	}
}

// closing closes c; its error becomes err unless there is one.
func closing(c io.Closer, err *error) { *err = closeAfter(c, *err) }

// closeAfter closes c and returns err, or the error of closing if err is nil.
func closeAfter(c io.Closer, err error) error {
	if closeErr := c.Close(); err == nil || errors.Is(err, errNothing) && closeErr != nil {
		return closeErr
	}
	return err
}
