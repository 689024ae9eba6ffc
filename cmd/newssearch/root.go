package main

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"
)

// run is the program: it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	err := execute(ctx, args, stdin, stdout, stderr)
	report(stderr, err)
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
	return root.ExecuteContext(ctx)
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
				return usagef("unknown command %q; did you mean %q?", args[0], near[0])
			}
			return usagef("unknown command %q; see newssearch --help", args[0])
		},
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%w; see %s --help", err, cmd.CommandPath())
	})
	root.AddCommand(
		newIngestCommand(), newQueryCommand(), newShowCommand(), newRelatedCommand(), newDeleteCommand(), newExportCommand(), newReindexCommand(),
		newStatsCommand(), newAbbreviationsCommand(), newSuggestCommand(),
		newServeCommand(), newFollowCommand(), newUnfollowCommand(), newSourcesCommand(), newFetchCommand(), newKeyCommand(), newAnalyzeCommand(), newEvalCommand(), newPriorCommand(), newVersionCommand(),
	)
	return root
}

// usageArgs makes what check reports an error of usage.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usagef("%w; see %s --help", err, cmd.CommandPath())
		}
		return nil
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
