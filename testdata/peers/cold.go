package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// coldRuns is the number of runs of the command that are measured, and of
// different queries.
const coldRuns = 20

// cold measures the newssearch command from the start of the process to its end,
// with the files of the index in memory, as they are after the queries before.
func (m *measurement) cold(ctx context.Context, dir string) error {
	i := slices.IndexFunc(m.teams, func(t *team) bool { return t.folder == nameNewssearch })
	if i < 0 || len(m.queries[shortOr]) == 0 {
		return nil
	}
	command := m.opts.command
	if command == "" {
		var err error
		if command, err = buildCommand(ctx, dir); err != nil {
			m.note("\n*** no cold start: %v\n", err)
			return nil
		}
	}
	m.note("cold start of %s", command)
	queries := m.queries[shortOr]
	for n := range coldRuns + 1 {
		q := queries[n%len(queries)]
		var out, problems bytes.Buffer
		cmd := exec.CommandContext(ctx, command, "query", "--index", m.teams[i].dir, strings.Join(q.Words, " "))
		cmd.Stdout, cmd.Stderr = &out, &problems
		start := time.Now()
		err := cmd.Run()
		took := time.Since(start)
		if err != nil || out.Len() == 0 {
			return fmt.Errorf("cold start: %s: %w: %s", strings.Join(cmd.Args, " "), errors.Join(err, errNoOutput(out.Len())), problems.String())
		}
		if n > 0 { // the first loads the program itself
			m.report.Cold = append(m.report.Cold, float64(took)/float64(time.Millisecond))
		}
	}
	return nil
}

func errNoOutput(n int) error {
	if n > 0 {
		return nil
	}
	return errors.New("nothing was printed")
}

// buildCommand builds the newssearch command of the module beside which this
// one was built.
func buildCommand(ctx context.Context, dir string) (string, error) {
	list := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", "github.com/newssearch/newssearch")
	list.Stderr = os.Stderr
	root, err := list.Output()
	if err != nil {
		return "", fmt.Errorf("find the module (run in testdata/peers, or give --command): %w", err)
	}
	out := filepath.Join(dir, "newssearch-command")
	build := exec.CommandContext(ctx, "go", "build", "-o", out, "./cmd/newssearch")
	build.Dir, build.Stderr = strings.TrimSpace(string(root)), os.Stderr
	if err := build.Run(); err != nil {
		return "", fmt.Errorf("build the command: %w", err)
	}
	return out, nil
}
