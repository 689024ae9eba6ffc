package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// The exit codes. They are a contract with scripts.
const (
	exitOK          = 0
	exitNothing     = 1 // nothing was found, or some of the input was skipped
	exitUsage       = 2 // the command line or the query is wrong
	exitIndex       = 3 // the index cannot be used, or another failure
	exitInterrupted = 130
)

// exitHelp is the part of a command's help that says what its exit codes mean.
func exitHelp(ok, nothing string) string {
	lines := []string{"Exit codes: 0 " + ok}
	if nothing != "" {
		lines = append(lines, "1 "+nothing)
	}
	return strings.Join(append(lines, "2 wrong usage", "3 trouble with the index"), ", ") + "."
}

// errNothing means that the command did its work and the exit code is to say
// that nothing was found or that some of the input was skipped. It is not printed.
var errNothing = errors.New("nothing found")

// usageError means that the person has to change the command line.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return &usageError{fmt.Errorf(format, args...)} }

// exitCode is the one place where an error becomes an exit code.
func exitCode(err error) int {
	var usage *usageError
	var request *index.RequestError
	var query *index.QueryError
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE): // the reader, such as head, has had enough
		return exitOK
	case errors.Is(err, errNothing):
		return exitNothing
	case errors.As(err, &usage), errors.As(err, &request), errors.As(err, &query):
		return exitUsage
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	return exitIndex
}

// report prints err in the language, if there is something to say.
func report(w io.Writer, err error, args []string, lang string) {
	code := exitCode(err)
	if code == exitOK || errors.Is(err, errNothing) {
		return
	}
	told := explained(err, args, lang)
	var why *mistake
	if code == exitInterrupted && !errors.As(err, &why) {
		told = message.In(message.Language(lang)).Interrupted
	}
	fmt.Fprintln(w, "newssearch: "+told)
}

// oneLine puts a message on one line and takes out what would steer a terminal.
func oneLine(s string) string {
	return strings.Join(strings.Fields(printable(s)), " ")
}

// recovered turns a panic into an error: a fault of the program must not look
// like a fault of the person, nor fill the screen. NEWSSEARCH_DEBUG shows where it was.
func recovered(cause any, verbose bool) error {
	if verbose {
		return fmt.Errorf("internal fault: %v at %s", cause, debug.Stack())
	}
	return fmt.Errorf("internal fault: %v; please report it with the command that led to it (NEWSSEARCH_DEBUG=1 shows where)", cause)
}
