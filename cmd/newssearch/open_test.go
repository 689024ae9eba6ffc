package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/owner"
	"github.com/newssearch/newssearch/index"
)

// While a program that embeds the index has it open, commands wait and say for whom.
// Those that read give up in the end, those that write have their turn.
func TestIndexLocked(t *testing.T) {
	dir := threeIndexed(t)
	idx, err := index.Open(t.Context(), dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	holder := "waiting for another process"
	if runtime.GOOS == "linux" {
		holder = fmt.Sprintf("(process %d), which has the index %s open", os.Getpid(), dir)
	}
	command(t, "query", "--index", dir, "giá").wants(t, exitIndex, "", holder)
	ctx, cancel := context.WithTimeout(t.Context(), 2*lockPause)
	defer cancel()
	if code := run(ctx, []string{"delete", "--index", dir, "a1"}, nil, io.Discard, io.Discard); code == exitOK {
		t.Error("deleted from an index that is locked")
	}
	done := make(chan outcome, 1)
	go func() { done <- commandIn(t.Context(), "", "delete", "--index", dir, "a1") }()
	time.Sleep(lockPause)
	if err := idx.Close(); err != nil {
		t.Fatal(err)
	}
	(<-done).wants(t, exitOK, "deleted 1, not there 0", "")
}

// Every command does beside serve what it does alone: the same output and the same
// exit code.
func TestBesideServe(t *testing.T) {
	reading := [][]string{
		{"query", "tinh gian bien che"},
		{"query", "--json", "gia vang"},
		{"query", "--json", "--explain", "giá"},
		{"query", "zzzz"},
		{"query", "giá AND ("},
		{"query", "-bạc"},
		{"show", "a1"},
		{"show", "--json", "a1"},
		{"show", "nope"},
		{"related", "a2"},
		{"related", "nope"},
		{"abbreviations"},
		{"suggest", "giá"},
		{"stats"},
	}
	dir := threeIndexed(t)
	ask := func(args []string) outcome {
		o := command(t, append([]string{args[0], "--index", dir}, args[1:]...)...)
		o.out = measured.ReplaceAllString(o.out, "")
		return o
	}
	var alone []outcome
	for _, args := range reading {
		alone = append(alone, ask(args))
	}
	_, stop := serving(t, "--index", dir)
	for i, args := range reading {
		if beside := ask(args); beside != alone[i] {
			t.Errorf("%q beside serve: %+v\nalone: %+v", args, beside, alone[i])
		}
	}
	command(t, "ingest", "--index", dir, write(t, "new.jsonl", `{"id":"a4","title":"Cà phê được mùa","body":"Giá cà phê tăng."}`+"\n"+`{"id":"a1","title":""}`+"\n")).
		wants(t, exitNothing, "added 1, updated 0, unchanged 0, skipped 1", "no title")
	command(t, "query", "--index", dir, "ca phe").wants(t, exitOK, "Cà phê được mùa", "")
	command(t, "delete", "--index", dir, "a4", "nope").wants(t, exitNothing, "deleted 1, not there 1", "")
	command(t, "serve", "--index", dir, "--addr", "127.0.0.1:0").wants(t, exitIndex, "", "serves the index "+dir+" already: open http://127.0.0.1:")
	if code := stop(); code != exitOK {
		t.Errorf("serve ended with %d", code)
	}
	for _, name := range []string{owner.RecordFile, owner.SocketFile} {
		if _, err := os.Stat(filepath.Join(dir, name)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is left: %v", name, err)
		}
	}
}

// measured is what of an output may differ: times, and the size of the folder.
var measured = regexp.MustCompile(`"took_ms":[^,]*,|\d+(\.\d+)? ms|size +.*`)

// When the owner stops in the middle of an ingest, the ingest goes on by itself, and
// every article is in.
func TestOwnerStopsDuringIngest(t *testing.T) {
	dir := threeIndexed(t)
	_, stop := serving(t, "--index", dir)
	r, w := io.Pipe()
	done := make(chan outcome, 1)
	go func() {
		var out, errs strings.Builder
		code := run(t.Context(), []string{"ingest", "--index", dir, "-"}, r, &out, &errs)
		done <- outcome{code, out.String(), errs.String()}
	}()
	// Long enough for what looks at the first kilobytes of a stream to tell its kind.
	body := strings.Repeat("Giá cà phê tăng. ", 60)
	article := func(i int) string {
		return fmt.Sprintf("{\"id\":\"n%d\",\"title\":\"Tin số %d\",\"body\":%q}\n", i, i, body)
	}
	for i := range 10 {
		io.WriteString(w, article(i))
	}
	// The first are found while others are still to come.
	await(t, "the articles", func() bool { return command(t, "show", "--index", dir, "n9").code == exitOK })
	if code := stop(); code != exitOK {
		t.Errorf("serve ended with %d", code)
	}
	for i := range 10 {
		io.WriteString(w, article(10+i))
	}
	w.Close()
	o := <-done
	o.wants(t, exitOK, "added 20, updated 0, unchanged 0, skipped 0", "has ended")
	command(t, "stats", "--index", dir).wants(t, exitOK, "articles       23", "")
}

// await waits until ready, for at most half a minute.
func await(t *testing.T, what string, ready func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !ready(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not within half a minute", what)
		}
	}
}
