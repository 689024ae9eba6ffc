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
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
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
	if len(args) == 0 {
		return errors.New("usage: living PROGRAM [DURATION]")
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
	t := &trial{program: args[0], dir: dir, site: newSite(duration), index: filepath.Join(dir, "index")}
	defer t.site.close()
	return t.run(ctx, duration)
}

// trial is one run.
type trial struct {
	program, dir, index string
	site                *site
	server              *exec.Cmd
	address             string
	readers             *readers
}

func (t *trial) run(ctx context.Context, duration time.Duration) error {
	if err := t.command(ctx, "ingest", "--index", t.index, t.file("first.jsonl", 1, "dau")); err != nil {
		return err
	}
	if err := t.serve(ctx, "127.0.0.1:0"); err != nil {
		return err
	}
	defer func() { _ = t.server.Process.Kill() }()
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

// command runs the program and shows what it says.
func (t *trial) command(ctx context.Context, args ...string) error {
	c := exec.CommandContext(ctx, t.program, args...)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	return nil
}

// serve starts the server and waits until it says where it listens.
func (t *trial) serve(ctx context.Context, addr string) error {
	t.server = exec.CommandContext(ctx, t.program, "serve", "--index", t.index, "--addr", addr, "--log-level", "warn")
	t.server.Stderr = os.Stderr
	out, err := t.server.StdoutPipe()
	if err != nil {
		return err
	}
	if err := t.server.Start(); err != nil {
		return err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		fmt.Println(lines.Text())
		if _, after, ok := strings.Cut(lines.Text(), "http://"); ok {
			t.address, _, _ = strings.Cut("http://"+after, "/ ")
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return nil
		}
	}
	return fmt.Errorf("serve does not say where it listens: %w", t.server.Wait())
}

func (t *trial) killAndRestart(ctx context.Context) error {
	t.readers.mayFail(true)
	if err := t.server.Process.Kill(); err != nil {
		return err
	}
	_ = t.server.Wait()
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

// articles is how many articles there are.
func (t *trial) articles(ctx context.Context) (int, error) {
	out, err := exec.CommandContext(ctx, t.program, "stats", "--index", t.index, "--json").Output()
	if err != nil {
		return 0, err
	}
	var s struct{ Articles int }
	return s.Articles, json.Unmarshal(out, &s)
}

// end asks the server to stop, as a system does.
func (t *trial) end() error {
	if err := t.server.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return t.server.Wait()
}

// readerTimeout is how long a reader waits for an answer.
const readerTimeout = 5 * time.Second

// readers search without a break.
type readers struct {
	cancel  context.CancelFunc
	done    chan struct{}
	failing chan bool
	times   []time.Duration
	fault   error
}

func startReaders(ctx context.Context, address string) *readers {
	ctx, cancel := context.WithCancel(ctx)
	r := &readers{cancel: cancel, done: make(chan struct{}), failing: make(chan bool)}
	go func() {
		defer close(r.done)
		r.read(ctx, address)
	}()
	return r
}

func (r *readers) mayFail(may bool) { r.failing <- may }

func (r *readers) read(ctx context.Context, address string) {
	may := false
	queries := []string{"kenh muong", "giá vàng", "hồ chứa", "tinh gian bien che", "be luc"}
	for i := 0; ; i++ {
		select {
		case <-ctx.Done():
			return
		case may = <-r.failing:
		case <-time.After(20 * time.Millisecond):
		}
		began := time.Now()
		err := search(ctx, address, queries[i%len(queries)])
		if ctx.Err() != nil {
			return
		}
		if err != nil && !may && r.fault == nil {
			// It may be the one that was under way when the server was killed.
			select {
			case may = <-r.failing:
			case <-time.After(time.Second):
			}
			if !may {
				r.fault = err
			}
		}
		if err == nil {
			r.times = append(r.times, time.Since(began))
		}
	}
}

func search(ctx context.Context, address, query string) error {
	ctx, cancel := context.WithTimeout(ctx, readerTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/api/search?q="+url.QueryEscape(query), http.NoBody)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if _, err := io.Copy(io.Discard, response.Body); err != nil || response.StatusCode != http.StatusOK {
		return fmt.Errorf("search %q: status %d, %v", query, response.StatusCode, err)
	}
	return nil
}

// stop ends the readers and says whether a search failed that had not to.
func (r *readers) stop() error {
	r.cancel()
	<-r.done
	if r.fault != nil {
		return fmt.Errorf("a search failed: %w", r.fault)
	}
	slices.Sort(r.times)
	n := len(r.times)
	if n == 0 {
		return errors.New("nobody searched")
	}
	fmt.Printf("living: %d searches, none failed; half took less than %v, 99 %% less than %v\n",
		n, r.times[n/2].Round(10*time.Microsecond), r.times[n*99/100].Round(10*time.Microsecond))
	return nil
}
