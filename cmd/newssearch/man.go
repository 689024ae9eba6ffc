package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newManCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man FOLDER",
		Short: "Write the manual pages",
		Long: `Write a manual page for each command into FOLDER, which is made if need be:

  newssearch man ~/.local/share/man/man1 && man newssearch-query

` + exitHelp("written", ""),
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runMan(cmd.OutOrStdout(), cmd.Root(), args[0])
		},
	}
}

func runMan(w io.Writer, root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("manual pages: %w", err)
	}
	root.DisableAutoGenTag = true
	if err := doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "newssearch"}, dir); err != nil {
		return fmt.Errorf("manual pages: %w", err)
	}
	_, err := fmt.Fprintf(w, "manual pages: %s\n", printable(dir))
	return err
}
