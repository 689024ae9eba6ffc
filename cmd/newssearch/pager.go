package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"
)

// pagerVariable names the pager of this program; $PAGER is that of all programs.
const pagerVariable = "NEWSSEARCH_PAGER"

// pagerOptions say whether what is longer than the screen is shown page by page.
type pagerOptions struct{ noPager bool }

func (o *pagerOptions) addFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.noPager, "no-pager", false, "print at once, not through $"+pagerVariable+" or $PAGER")
}

// show has write print on p, through a pager when a person is at the terminal. What
// is printed is complete before the pager starts, so one that fails loses nothing.
func (o *pagerOptions) show(p *page, write func() error) error {
	command := pager()
	if o.noPager || len(command) == 0 || !isTerminal(p.w) {
		return write()
	}
	out := p.w
	var text bytes.Buffer
	p.w = &text
	err := write()
	p.w = out
	if pageErr := throughPager(command, text.Bytes(), out); err == nil {
		err = pageErr
	}
	return err
}

// pager is the command line of the pager, without a shell; nil for none.
func pager() []string {
	for _, name := range [...]string{pagerVariable, "PAGER"} {
		if line, ok := os.LookupEnv(name); ok {
			if command := strings.Fields(line); len(command) > 0 && command[0] != "cat" {
				return command
			}
			return nil
		}
	}
	return []string{"less"}
}

// throughPager shows text by a pager, or writes it to out when that fails.
func throughPager(command []string, text []byte, out io.Writer) error {
	// Ctrl-C is the pager's own while it runs, so no context ends it.
	cmd := exec.CommandContext(context.Background(), command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(text), out, os.Stderr
	if os.Getenv("LESS") == "" {
		// Leave at once what fits the screen, let colours through, leave the screen as it is.
		cmd.Env = append(os.Environ(), "LESS=FRX")
	}
	if cmd.Run() == nil {
		return nil
	}
	_, err := out.Write(text)
	return err
}
