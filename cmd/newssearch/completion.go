package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
)

// What a shell is offered: names that the index knows. Nothing is said when there
// is no index or it cannot be read; completing is no place for errors.

// offered is how many names a shell is given: a few screens.
const offered = 200

// completeLabels offers the values of a filter to the shell.
func completeLabels(cmd *cobra.Command, l *location, flag string, counts func(*index.Facets) []index.Count) {
	err := cmd.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		result := l.ask(cmd, index.Request{Facets: true, FacetValues: index.MaxFacetValues, Limit: 1, SnippetRunes: -1})
		var list []cobra.Completion
		if result.Facets == nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		for _, c := range counts(result.Facets) {
			if c.Value != "" && len(list) < offered && strings.HasPrefix(analyzer.Fold(c.Value), analyzer.Fold(typed)) {
				list = append(list, cobra.CompletionWithDesc(oneLine(c.Value), fmt.Sprint(c.Count)))
			}
		}
		return list, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	})
	if err != nil { // the flag does not exist or has completions: a fault of this program
		panic(err)
	}
}

// completeIDs offers the IDs of the newest articles that begin as typed.
func completeIDs(l *location) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var list []cobra.Completion
		for _, hit := range l.ask(cmd, index.Request{Limit: index.MaxLimit, SnippetRunes: -1, NoCollapse: true}).Hits {
			if strings.HasPrefix(hit.ID, typed) && !slices.Contains(args, hit.ID) && len(list) < offered {
				list = append(list, cobra.CompletionWithDesc(oneLine(hit.ID), oneLine(hit.Title)))
			}
		}
		return list, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
}

// ask answers a request for the shell.
func (l *location) ask(cmd *cobra.Command, r index.Request) index.Result {
	x, _, err := l.openForReading(cmd.Context(), io.Discard)
	if err != nil {
		return index.Result{}
	}
	defer func() { _ = x.Close() }() // nobody hears of it while a word is completed
	result, err := x.Search(cmd.Context(), r)
	if err != nil {
		return index.Result{}
	}
	return result
}

// refuseUnknownShells makes cobra's completion command refuse what is no shell.
func refuseUnknownShells(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		if cmd.Name() != "completion" {
			continue
		}
		cmd.GroupID = groupTools
		var shells []string
		for _, shell := range cmd.Commands() {
			shells = append(shells, shell.Name())
		}
		cmd.Args = cobra.ArbitraryArgs
		cmd.RunE = func(_ *cobra.Command, args []string) error {
			list := strings.Join(shells, ", ")
			if len(args) == 0 {
				return mistaken("", "name a shell: "+list, "hãy nêu tên shell: "+list)
			}
			return mistaken(args[0], fmt.Sprintf("there is no completion for %q, only for %s", args[0], list), fmt.Sprintf("không có phần hoàn tất lệnh cho %q, chỉ có cho %s", args[0], list))
		}
	}
}
