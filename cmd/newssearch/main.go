// Newssearch searches Vietnamese news: it takes in articles, answers queries
// however they are typed, measures itself, and serves a page and a JSON API.
//
// Each command is one file: a newXCommand that describes it, xOptions with its
// flags, and a runX that does it. Errors become exit codes in exit.go alone.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
