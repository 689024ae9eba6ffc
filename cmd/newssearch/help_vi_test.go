package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/help"
)

// Every command and every flag has its help in Vietnamese, and nothing has that is no
// longer there.
func TestHelpIsVietnamese(t *testing.T) {
	commands, flags := map[string]bool{"completion": true, "help": true}, map[string]bool{}
	var walk func(parent *cobra.Command, path string)
	walk = func(parent *cobra.Command, path string) {
		for _, cmd := range parent.Commands() {
			name := path + cmd.Name()
			text := help.Commands[name]
			if commands[name] = true; text.Short == "" || cmd.Long != "" && text.Long == "" {
				t.Errorf("%s has no help in Vietnamese: %+v", name, text)
			}
			cmd.Flags().VisitAll(func(f *pflag.Flag) {
				flags[f.Name], flags[name+" "+f.Name] = true, true
				if help.Flags[f.Name] == "" && help.Flags[name+" "+f.Name] == "" {
					t.Errorf("%s --%s has no help in Vietnamese", name, f.Name)
				}
			})
			walk(cmd, name+" ")
		}
	}
	walk(newRootCommand(), "")
	for name := range help.Commands {
		if !commands[name] {
			t.Errorf("help for %q, which is no command", name)
		}
	}
	for name := range help.Flags {
		if !flags[name] && name != "lang" {
			t.Errorf("help for %q, which is no flag", name)
		}
	}
}

// The Vietnamese help has a line for every command, and groups have Vietnamese names.
func TestVietnameseHelp(t *testing.T) {
	o := command(t, "--lang", "vi", "--help")
	o.wants(t, exitOK, "ngay trên máy của bạn", "")
	for _, cmd := range newRootCommand().Commands() {
		if text := help.Commands[cmd.Name()]; !cmd.Hidden && !strings.Contains(o.out, text.Short) {
			t.Errorf("the help does not say %q", text.Short)
		}
		if cmd.GroupID == "" && !cmd.Hidden {
			t.Errorf("%s stands in no group", cmd.Name())
		}
	}
	command(t, "query", "--help", "--lang=vi").wants(t, exitOK, "Tùy chọn:", "")
	command(t, "query", "--help").wants(t, exitOK, "Flags:", "")
	command(t, "key", "add", "--help", "--lang=vi").wants(t, exitOK, "Tạo một khóa", "")
}
