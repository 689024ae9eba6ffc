// Living tries an archive that lives: it starts a real server, has it follow a feed
// that publishes all the while, takes a file in beside it, searches without a break,
// waits for alerts, kills the server with SIGKILL in the middle, and starts it again.
// In the end every article has to be in once, every alert has to have come, and no
// search may have failed except while there was no server.
//
//	go run ./testdata/living PROGRAM [DURATION]
//
// PROGRAM is a built newssearch; DURATION is the time in which the feed publishes,
// a minute unless told otherwise. All texts are made of words drawn by chance.
//
// With articles it measures instead: how long searches take while the server takes in
// MORE, beside how long they take when it is idle, and how soon an article is found.
//
//	go run ./testdata/living busy PROGRAM BASE MORE
//
// BASE and MORE are files of articles as JSON Lines, which may be compressed by gzip.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

const (
	published = 200  // articles that the feed publishes
	filed     = 4000 // articles in the file
	// patience is how long anything may take after the feed has ended.
	patience = 2 * time.Minute
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "living:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) (err error) {
	if len(args) == 4 && args[0] == "busy" {
		return runBusy(ctx, args[1], args[2], args[3])
	}
	if len(args) == 0 || len(args) > 2 {
		return errors.New("usage: living PROGRAM [DURATION], or living busy PROGRAM BASE MORE")
	}
	duration := time.Minute
	if len(args) > 1 {
		if duration, err = time.ParseDuration(args[1]); err != nil {
			return err
		}
	}
	dir, err := os.MkdirTemp("", "living-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	t := &trial{server: server{program: args[0], index: filepath.Join(dir, "index")}, dir: dir, site: newSite(duration)}
	defer t.site.close()
	return t.run(ctx, duration)
}

// trial is one run.
type trial struct {
	server
	dir     string
	site    *site
	readers *readers
}

func (t *trial) run(ctx context.Context, duration time.Duration) error {
	if err := t.command(ctx, "ingest", "--index", t.index, t.file("first.jsonl", 1, "dau")); err != nil {
		return err
	}
	if err := t.serve(ctx, "127.0.0.1:0"); err != nil {
		return err
	}
	defer func() { _ = t.process.Process.Kill() }()
	if err := t.command(ctx, "save", "--index", t.index, "--webhook", t.site.URL()+"/hook", "muong", "kênh mương"); err != nil {
		return err
	}
	if err := t.command(ctx, "follow", "--index", t.index, "--allow-private", "--every", "1s", "--delay", "5ms", t.site.URL()+"/rss"); err != nil {
		return err
	}
	t.readers = startReaders(ctx, t.address)
	t.site.begin()
	time.Sleep(duration / 3)
	ingested := make(chan error, 1)
	go func() { ingested <- t.command(ctx, "ingest", "--index", t.index, t.file("more.jsonl", filed, "tep")) }()
	time.Sleep(time.Second) // in the middle of the ingest, and of the feed
	if err := t.killAndRestart(ctx); err != nil {
		return err
	}
	if err := <-ingested; err != nil {
		return fmt.Errorf("the ingest beside the server: %w", err)
	}
	if err := t.settle(ctx); err != nil {
		return err
	}
	if err := t.readers.stop(); err != nil {
		return err
	}
	return t.end()
}

// file writes n articles to a file.
func (t *trial) file(name string, n int, prefix string) string {
	path := filepath.Join(t.dir, name)
	var b strings.Builder
	for i := range n {
		line, _ := json.Marshal(map[string]string{"id": fmt.Sprint(prefix, i), "title": words(6), "body": words(120)})
		b.Write(append(line, '\n'))
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		panic(err) // the folder was just made
	}
	return path
}

func (t *trial) killAndRestart(ctx context.Context) error {
	t.readers.mayFail(true)
	if err := t.process.Process.Kill(); err != nil {
		return err
	}
	_ = t.process.Wait()
	fmt.Println("living: the server is killed")
	if err := t.serve(ctx, strings.TrimPrefix(t.address, "http://")); err != nil {
		return err
	}
	// One request may have begun while nobody listened.
	time.Sleep(readerTimeout)
	t.readers.mayFail(false)
	return nil
}

// settle waits until all is there, and checks that it is there once.
func (t *trial) settle(ctx context.Context) error {
	want := 1 + filed + published
	var missing []string
	for end := time.Now().Add(patience); ; time.Sleep(200 * time.Millisecond) {
		missing = t.site.missing(ctx, t.address)
		alerts := t.site.alertsMissing()
		count, err := t.articles(ctx)
		if err == nil && len(missing) == 0 && len(alerts) == 0 && count == want {
			break
		}
		if time.Now().After(end) || ctx.Err() != nil {
			return fmt.Errorf("%d articles, want %d (%v); not in: %.300q; no alert for: %.300q", count, want, err, missing, alerts)
		}
	}
	time.Sleep(2 * time.Second) // what would come twice comes now
	if count, err := t.articles(ctx); err != nil || count != want {
		return fmt.Errorf("%d articles, want %d, %v", count, want, err)
	}
	fmt.Printf("living: %d articles, each once; %d alerts, %d of them sent again after the kill\n", want, published/2, t.site.alertsTwice())
	return nil
}
