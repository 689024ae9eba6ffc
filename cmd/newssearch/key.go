package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/keys"
)

type keyOptions struct {
	location
	role string
	json bool
}

func newKeyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "key",
		Short: "Make and revoke keys for programs",
		Long: `Make and revoke the keys by which programs write over HTTP (POST /api/articles and others,
see /openapi.json), or read from a server that is closed to readers (serve --closed). A
key is sent as "Authorization: Bearer KEY". A change counts at once, for a server that runs too.

` + exitHelp("done", ""),
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newKeyAddCommand(), newKeyListCommand(), newKeyRemoveCommand())
	return cmd
}

func newKeyAddCommand() *cobra.Command {
	var o keyOptions
	cmd := &cobra.Command{
		Use:   "add [flags] NAME",
		Short: "Make a key and print it, this once",
		Long: `Make a key and print it. Only a hash of it is kept, so it cannot be shown again.

` + exitHelp("made", ""),
		Example: `  newssearch key add cms --role write`,
		Args:    usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runKeyAdd(cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args[0])
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&o.role, "role", string(keys.Read), "what it allows: read, or write (and read)")
	completeFrom(cmd, "role", string(keys.Read), string(keys.Write))
	return cmd
}

func (o *keyOptions) file() (*keys.File, error) {
	dir, _, err := o.path()
	if err == nil {
		err = exists(dir)
	}
	return keys.Open(dir), err
}

func runKeyAdd(w, notes io.Writer, o keyOptions, name string) error {
	if role := keys.Role(o.role); role != keys.Read && role != keys.Write {
		return usagef("--role %q is none of read, write", o.role)
	}
	f, err := o.file()
	if err != nil {
		return err
	}
	secret, err := f.Add(name, keys.Role(o.role))
	if errors.Is(err, keys.ErrExists) {
		return usagef("key %w; newssearch key remove makes it worthless", err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(notes, "newssearch: this key is shown now and never again")
	_, err = fmt.Fprintln(w, secret)
	return err
}

func newKeyListCommand() *cobra.Command {
	var o keyOptions
	cmd := &cobra.Command{
		Use:   "list [flags]",
		Short: "List the keys, without their secrets",
		Long: `List the keys, without their secrets.

` + exitHelp("there are some", "there are none"),
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runKeyList(cmd.OutOrStdout(), o)
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON for programs")
	return cmd
}

// shownKey is a key as "key list --json" prints it.
type shownKey struct {
	Name    string    `json:"name"`
	Role    keys.Role `json:"role"`
	Created time.Time `json:"created"`
}

func runKeyList(w io.Writer, o keyOptions) error {
	f, err := o.file()
	if err != nil {
		return err
	}
	list, err := f.List()
	if err != nil {
		return err
	}
	shown, rows := []shownKey{}, [][]string{}
	for _, k := range list {
		shown = append(shown, shownKey{k.Name, k.Role, k.Created})
		rows = append(rows, []string{printable(k.Name), string(k.Role), k.Created.Local().Format(time.DateTime)})
	}
	switch {
	case o.json:
		err = writeJSON(w, shown)
	case len(rows) > 0:
		err = writeTable(w, rows)
	}
	if err == nil && len(list) == 0 {
		err = errNothing
	}
	return err
}

func newKeyRemoveCommand() *cobra.Command {
	var o keyOptions
	cmd := &cobra.Command{
		Use:   "remove [flags] NAME",
		Short: "Make a key worthless",
		Long: `Make a key worthless, at once.

` + exitHelp("removed", "there is no such key"),
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := o.file()
			if err != nil {
				return err
			}
			if err := f.Remove(args[0]); errors.Is(err, keys.ErrNotFound) {
				fmt.Fprintln(cmd.ErrOrStderr(), "newssearch: "+printable(err.Error()))
				return errNothing
			} else if err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), printable("removed "+args[0]))
			return err
		},
	}
	o.location.addFlags(cmd.Flags())
	return cmd
}
