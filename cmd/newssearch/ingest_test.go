package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestIngestAgain(t *testing.T) {
	dir := threeIndexed(t)
	same := write(t, "same.jsonl", threeArticles)
	command(t, "ingest", "--index", dir, same).wants(t, exitOK, "added 0, updated 0, unchanged 3, skipped 0", "")
	changed := strings.Replace(threeArticles, "Giá dầu giảm", "Giá dầu tăng", 1)
	commandIn(t.Context(), changed, "ingest", "--index", dir, "-").wants(t, exitOK, "added 0, updated 1, unchanged 2", "")
	command(t, "show", "--index", dir, "a3").wants(t, exitOK, "Giá dầu tăng", "")
}

// What cannot be read is named with file, line and reason; the rest goes in.
func TestIngestSkips(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	bad := write(t, "bad.jsonl", `{"id":"a","title":"Một"}
{"id":"b","title":
{"id":"c"}
{"id":"d","title":"Bốn","published":"hôm nào đó"}
`)
	nowhere := filepath.Join(t.TempDir(), "none.jsonl")
	o := command(t, "ingest", "--index", dir, bad, nowhere)
	o.wants(t, exitNothing, "added 2, updated 0, unchanged 0, skipped 3, with warnings 1", "skipped "+bad+":2: ")
	o.wants(t, exitNothing, "index: "+dir, "skipped "+bad+":3: ")
	o.wants(t, exitNothing, "", "taken in, but "+bad+":4: ")
	o.wants(t, exitNothing, "", "skipped "+nowhere+": ")

	o = command(t, "ingest", "--index", dir, "--json", bad)
	var s ingestSummary
	if err := json.Unmarshal([]byte(o.out), &s); err != nil || o.code != exitNothing {
		t.Fatalf("%v, exit code %d: %s", err, o.code, o.out)
	}
	if s.Unchanged != 2 || s.Skipped != 2 || s.Warnings != 1 || s.SkippedFirst[0].Line != 2 || s.SkippedFirst[0].File != bad || s.SkippedFirst[0].Reason == "" {
		t.Errorf("summary %+v", s)
	}
}

func TestIngestManyProblems(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	o := commandIn(t.Context(), strings.Repeat("{x\n", maxProblemsKept+1500), "ingest", "--index", dir, "-")
	o.wants(t, exitNothing, "skipped 1,520", "skipped 1,500 more")
	if n := strings.Count(o.errors, "\n"); n != maxProblemsKept+1 {
		t.Errorf("%d lines of problems, want %d", n, maxProblemsKept+1)
	}
}

// A mistyped ingest makes no index, which would hide the sample.
func TestIngestNothingToRead(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	command(t, "ingest", "--index", dir, t.TempDir()).wants(t, exitOK, "no article was found, so no index was made at "+dir, "")
	command(t, "ingest", "--index", dir, filepath.Join(t.TempDir(), "gone")).wants(t, exitNothing, "no index was made", "skipped")
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Error(err)
	}
	// One that is there and has no articles says so.
	commandIn(t.Context(), threeArticles, "ingest", "--index", dir, "-").wants(t, exitOK, "added 3", "")
	command(t, "delete", "--index", dir, "a1", "a2", "a3").wants(t, exitOK, "deleted 3", "")
	command(t, "query", "--index", dir, "vàng").wants(t, exitNothing, "", "There are no articles yet")
}

func TestIngestNotWritable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the administrator may write anywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	commandIn(t.Context(), threeArticles, "ingest", "--index", filepath.Join(dir, "index"), "-").wants(t, exitIndex, "", "permission denied")
}

func manyArticles(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"n%d","title":"Tin số %d","body":"Giá vàng ngày thứ %d."}`+"\n", i, i, i)
	}
	return b.String()
}

// stopAfter reads from r, and calls stop once n bytes were read.
type stopAfter struct {
	r    io.Reader
	n    int
	stop func()
}

func (s *stopAfter) Read(p []byte) (int, error) {
	n, err := s.r.Read(p[:min(len(p), 4096)])
	if s.n -= n; s.n <= 0 {
		s.stop()
	}
	return n, err
}

// An interrupted ingest keeps what it read and counts it; the next finishes the rest.
func TestIngestInterrupted(t *testing.T) {
	const total = 3000
	dir := filepath.Join(t.TempDir(), "index")
	text := manyArticles(total)
	ctx, cancel := context.WithCancel(t.Context())
	var out, errs bytes.Buffer
	code := run(ctx, []string{"ingest", "--json", "--index", dir, "-"}, &stopAfter{strings.NewReader(text), len(text) / 2, cancel}, &out, &errs)
	var s ingestSummary
	if err := json.Unmarshal(out.Bytes(), &s); err != nil {
		t.Fatalf("%v: %s", err, &out)
	}
	if code != exitInterrupted || !s.Interrupted || s.Skipped != 0 || s.Added < total/4 || s.Added >= total {
		t.Errorf("exit code %d, summary %+v, errors %s", code, s, &errs)
	}
	if got := errs.String(); got != "newssearch: interrupted: what was read is kept; the same command again takes in the rest\n" {
		t.Errorf("errors %q", got)
	}
	command(t, "stats", "--index", dir, "--json").wants(t, exitOK, fmt.Sprintf(`"articles":%d,`, s.Added), "")
	again := fmt.Sprintf("added %s, updated 0, unchanged %s,", english().Number(total-s.Added), english().Number(s.Added))
	commandIn(t.Context(), text, "ingest", "--index", dir, "-").wants(t, exitOK, again, "")
}

// The bar shows what is done and how fast, and is gone at the end.
func TestProgress(t *testing.T) {
	var b bytes.Buffer
	bar := startProgress(&b, 1000, true, "0 articles")
	bar.describe("5 articles")
	time.Sleep(2 * progressInterval) // it is not drawn more often
	bar.at(500)
	bar.end()
	if got := b.String(); !strings.Contains(got, "5 articles") || !strings.Contains(got, "50%") {
		t.Errorf("drawn: %q", got)
	}
	none := newProgress(&b, 1, true, "")
	none.at(1)
	none.describe("x")
	none.end()
	if none != nil {
		t.Error("a bar where there is no terminal")
	}
}
