package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

type unfollowOptions struct{ location }

func newUnfollowCommand() *cobra.Command {
	var o unfollowOptions
	cmd := &cobra.Command{
		Use:   "unfollow [flags] URL|FOLDER...",
		Short: "Stop following sources",
		Long: `Stop following sources. What was taken in from them stays.

` + exitHelp("none of them is followed any more", "some were not followed"),
		Args: usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runUnfollow(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args)
		},
	}
	o.location.addFlags(cmd.Flags())
	return cmd
}

func runUnfollow(ctx context.Context, w, notes io.Writer, o unfollowOptions, addresses []string) (err error) {
	s, done, _, err := o.openSources(ctx, notes, "unfollow", false)
	if err != nil {
		return err
	}
	defer func() { err = firstOf(err, done()) }()
	missing := false
	for _, address := range addresses {
		was, err := s.Unfollow(ctx, address)
		switch {
		case err != nil:
			return err
		case was:
			_, err = fmt.Fprintln(w, printable("no longer following "+address))
		default:
			missing = true
			_, err = fmt.Fprintln(notes, printable("newssearch: "+address+" is not followed"))
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
