package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/newssearch/newssearch/index"
)

// An engine that is not written in Go runs in a process of its own, which reads
// commands from its standard input and answers on its standard output, a line
// each of parts that are separated by tabs:
//
//	load DIR                                           open for indexing, empty
//	add ID TITLE SOURCE CATEGORY PUBLISHED TEXT        not answered; PUBLISHED in seconds
//	commit                                             returns when all is safe on disk
//	finish                                             merge to one segment and close
//	open DIR                                           open for searching
//	search KIND WORD...                                KIND is or, and, phrase
//
// In parts \t, \n, \r and \\ are escaped. The answer is "ok" or "error" and a part;
// for search "ok", hits, total (-1: not counted) and the nanoseconds it took, since
// the way through the pipe is not the engine's.
type outside struct {
	name string
	cmd  *exec.Cmd
	in   *bufio.Writer
	pipe io.Closer
	out  *bufio.Reader
	mode mode

	mu sync.Mutex // one command at a time
}

// errNoTool means that what an engine is built with is not on this machine.
var errNoTool = errors.New("not on this machine")

// openOutside starts the process of an engine and opens an index with it.
func openOutside(name, dir string, m mode, cmd *exec.Cmd) (engine, error) {
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	e := &outside{name: name, cmd: cmd, in: bufio.NewWriterSize(in, 1<<20), pipe: in, out: bufio.NewReader(out), mode: m}
	command := "open"
	if m == forLoading {
		command = "load"
	}
	if _, err := e.ask(command, dir); err != nil {
		return nil, errors.Join(err, e.close())
	}
	return e, nil
}

var escaper = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

// tell writes a command.
func (e *outside) tell(parts ...string) error {
	for i, part := range parts {
		if i > 0 {
			_ = e.in.WriteByte('\t') // the next write fails too
		}
		_, _ = escaper.WriteString(e.in, part)
	}
	if err := e.in.WriteByte('\n'); err != nil {
		return fmt.Errorf("%s: %w", e.name, err)
	}
	return nil
}

// ask writes a command and returns the parts of its answer.
func (e *outside) ask(parts ...string) ([]string, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := errors.Join(e.tell(parts...), e.in.Flush()); err != nil {
		return nil, err
	}
	line, err := e.out.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("%s: no answer to %s: %w", e.name, parts[0], err)
	}
	answer := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
	if answer[0] != "ok" {
		return nil, fmt.Errorf("%s: %s: %s", e.name, parts[0], strings.Join(answer[1:], " "))
	}
	return answer[1:], nil
}

func (e *outside) load(ctx context.Context, articles iter.Seq[index.Article]) error {
	for a := range articles {
		if err := ctx.Err(); err != nil {
			return err
		}
		published := int64(0)
		if !a.Published.IsZero() {
			published = a.Published.Unix()
		}
		if err := e.tell("add", a.ID, a.Title, a.Source, a.Category, strconv.FormatInt(published, 10), searchedText(&a)); err != nil {
			return err
		}
	}
	_, err := e.ask("commit")
	return err
}

func (e *outside) finish(context.Context) error {
	_, err := e.ask("finish")
	return err
}

func (e *outside) search(_ context.Context, k kind, q *query) (answer, error) {
	command := []string{"search", "or"}
	switch k {
	case shortAnd:
		command[1] = "and"
	case phraseOf4, commonPairs:
		command[1] = "phrase"
	}
	// These find nothing without the marks, so that they are asked with them.
	for _, w := range q.Marked {
		command = append(command, strings.ToLower(w))
	}
	parts, err := e.ask(command...)
	if err != nil {
		return answer{}, err
	}
	var numbers [3]int
	for i := range numbers {
		if i < len(parts) {
			numbers[i], err = strconv.Atoi(parts[i])
		}
		if i >= len(parts) || err != nil {
			return answer{}, fmt.Errorf("%s: answer to search: %q", e.name, parts)
		}
	}
	return answer{Hits: numbers[0], Total: numbers[1], Took: time.Duration(numbers[2])}, nil
}

// process is where the engine's memory is.
func (e *outside) process() int { return e.cmd.Process.Pid }

func (e *outside) close() error {
	err := errors.Join(e.pipe.Close(), e.cmd.Wait())
	if err != nil {
		return fmt.Errorf("%s: end: %w", e.name, err)
	}
	return nil
}

// outsideKinds are the kinds that such an engine is asked: what is no more than the best of some terms.
func outsideKinds(k kind) bool { return k != withSnippet && k != withFacets }
