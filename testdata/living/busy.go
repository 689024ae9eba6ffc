package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/newssearch/newssearch/analyzer"
)

const (
	// busyRate is how many searches a second are asked, whether answers come or not: a
	// reader does not wait for another one's answer.
	busyRate = 25
	// idleTime is how long the idle server is asked, before and afterwards.
	idleTime = 20 * time.Second
	// sendEvery is the time between two articles that are sent over HTTP meanwhile.
	sendEvery = 500 * time.Millisecond
)

// runBusy measures searches and writes beside a large ingest.
func runBusy(ctx context.Context, program, base, more string) (err error) {
	dir, err := os.MkdirTemp("", "living-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	b := &busy{server: server{program: program, index: filepath.Join(dir, "index")}}
	for _, path := range []string{base, more} {
		if err := b.readHeadlines(path); err != nil {
			return err
		}
	}
	if err := b.command(ctx, "ingest", "--index", b.index, base); err != nil {
		return err
	}
	secret, err := exec.CommandContext(ctx, program, "key", "add", "--index", b.index, "--role", "write", "busy").Output()
	if err != nil {
		return fmt.Errorf("key add: %w", err)
	}
	b.secret = strings.TrimSpace(string(secret))
	if err := b.serve(ctx, "127.0.0.1:0"); err != nil {
		return err
	}
	defer func() { _ = b.process.Process.Kill() }()
	if err := b.measure(ctx, more); err != nil {
		return err
	}
	return b.end()
}

// busy is one measurement.
type busy struct {
	server
	secret    string
	headlines []string
	sent      int
}

// readHeadlines reads the titles of a file, to search for.
func (b *busy) readHeadlines(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return err
		}
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var a struct{ Title string }
		if json.Unmarshal(lines.Bytes(), &a) == nil && a.Title != "" {
			b.headlines = append(b.headlines, a.Title)
		}
	}
	return lines.Err()
}

// question is a headline, its first words, or these without their marks.
func (b *busy) question(i int) string {
	title := b.headlines[rand.IntN(len(b.headlines))]
	words := strings.Fields(title)
	short := strings.Join(words[:min(4, len(words))], " ")
	switch i % 3 {
	case 0:
		return title
	case 1:
		return short
	}
	return analyzer.Fold(short)
}

func (b *busy) measure(ctx context.Context, more string) error {
	before := b.load(ctx, func() { wait(ctx, idleTime) })
	var ingestErr error
	during := b.load(ctx, func() {
		began := time.Now()
		ingestErr = b.command(ctx, "ingest", "--index", b.index, more)
		fmt.Printf("busy: the ingest took %.1f s\n", time.Since(began).Seconds())
		wait(ctx, 5*time.Second) // segments are merged now
	})
	if ingestErr != nil {
		return ingestErr
	}
	after := b.load(ctx, func() { wait(ctx, idleTime) })
	count, err := b.articles(ctx)
	if err != nil {
		return err
	}
	before.print("idle before")
	during.print("during the ingest")
	after.print(fmt.Sprintf("idle, %d articles", count))
	ratio := float64(quantile(during.searches, .99)) / float64(quantile(after.searches, .99))
	fmt.Printf("busy: p99 during the ingest is %.2f times the idle one; on %d processors, load average %s\n", ratio, runtime.NumCPU(), loadAverage())
	return errors.Join(before.fault, during.fault, after.fault)
}

// measured are the times of searches, and those from sending an article to finding it.
type measured struct {
	mu              sync.Mutex
	searches, found []time.Duration
	fault           error
}

func (m *measured) add(list *[]time.Duration, took time.Duration, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err != nil {
		m.fault = err
		return
	}
	*list = append(*list, took)
}

func (m *measured) print(name string) {
	show := func(what string, list []time.Duration) {
		fmt.Printf("busy: %-22s %-9s n=%-5d p50 %-8v p90 %-8v p99 %-8v max %v\n", name, what, len(list),
			quantile(list, .5), quantile(list, .9), quantile(list, .99), quantile(list, 1))
	}
	show("searches", m.searches)
	show("found", m.found)
}

// load searches at a steady rate, and sends articles, until do returns.
func (b *busy) load(ctx context.Context, do func()) *measured {
	ctx, cancel := context.WithCancel(ctx)
	m := &measured{}
	var wg sync.WaitGroup
	wg.Go(func() {
		for i, tick := 0, time.NewTicker(time.Second/busyRate); ctx.Err() == nil; i++ {
			<-tick.C
			question := b.question(i)
			wg.Go(func() {
				began := time.Now()
				err := search(context.WithoutCancel(ctx), b.address, question)
				m.add(&m.searches, time.Since(began), err)
			})
		}
	})
	wg.Go(func() {
		for ctx.Err() == nil {
			wait(ctx, sendEvery)
			took, err := b.send(context.WithoutCancel(ctx))
			m.add(&m.found, took, err)
		}
	})
	do()
	cancel()
	wg.Wait()
	return m
}

// send puts an article with a word of its own over HTTP, and returns how long it took
// until a search found it.
func (b *busy) send(ctx context.Context) (time.Duration, error) {
	b.sent++
	word := fmt.Sprintf("qzx%d", b.sent)
	body, _ := json.Marshal(map[string]string{"id": word, "title": words(6), "body": word + " " + words(120)})
	request, err := http.NewRequestWithContext(ctx, http.MethodPut, b.address+"/api/articles/"+word, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Authorization", "Bearer "+b.secret)
	began := time.Now()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusCreated {
		return 0, fmt.Errorf("put: status %d", response.StatusCode)
	}
	for {
		found, err := finds(ctx, b.address, word)
		if err != nil || found {
			return time.Since(began), err
		}
	}
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// quantile is the time that a share q of the times do not exceed.
func quantile(list []time.Duration, q float64) time.Duration {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[int(q*float64(len(list)-1))].Round(10 * time.Microsecond)
}

// loadAverage is what the system says of its load, where it says so.
func loadAverage() string {
	data, _ := os.ReadFile("/proc/loadavg")
	return strings.Join(strings.Fields(string(data))[:min(3, len(strings.Fields(string(data))))], " ")
}
