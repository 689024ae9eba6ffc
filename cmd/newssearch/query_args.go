package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// protectQuery rewrites the arguments of the query command so that -word, which
// excludes a word, is not taken for flags: the flags go first, then "--", then the
// words in their order. Flags may still stand after words. The arguments of
// other commands stay.
func protectQuery(root *cobra.Command, args []string) []string {
	if len(args) == 0 {
		return args
	}
	cmd, _, err := root.Find(args[:1])
	if err != nil || cmd.Name() != "query" {
		return args
	}
	cmd.InitDefaultHelpFlag()
	flags, words := args[:1:1], []string(nil)
	for rest := args[1:]; len(rest) > 0; {
		if rest[0] == "--" {
			words = append(words, rest[1:]...)
			break
		}
		n := flagLength(cmd.Flags(), rest)
		if n == 0 {
			words, rest = append(words, rest[0]), rest[1:]
			continue
		}
		flags, rest = append(flags, rest[:n]...), rest[n:]
	}
	return slices.Concat(flags, []string{"--"}, words)
}

// flagLength is the number of arguments that the flag at the start of args takes
// up, 0 if there is none. Of the short flags, those that exist count, a number joined to
// one that wants a number too (-n5); anything else after one dash is a word. An unknown --flag is left for cobra to refuse.
func flagLength(flags *pflag.FlagSet, args []string) int {
	arg := args[0]
	var flag *pflag.Flag
	switch {
	case strings.HasPrefix(arg, "--"):
		name, _, valued := strings.Cut(arg[2:], "=")
		if flag = flags.Lookup(name); flag == nil || valued {
			return 1
		}
	case len(arg) == 2 && arg[0] == '-' && arg[1] < 0x80:
		flag = flags.ShorthandLookup(arg[1:])
	case len(arg) > 2 && arg[0] == '-' && arg[1] < 0x80 && strings.Trim(arg[2:], "0123456789") == "":
		if flag = flags.ShorthandLookup(arg[1:2]); flag != nil && flag.Value.Type() == "int" {
			return 1
		}
		return 0
	}
	switch {
	case flag == nil:
		return 0
	case flag.NoOptDefVal != "":
		return 1
	}
	return min(2, len(args))
}
