package index_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// writerVariable names the index that this test binary, run again as a
// process of its own, puts articles into until it is killed; ingestVariable how
// many at a time.
const (
	writerVariable = "NEWSSEARCH_TEST_WRITER"
	ingestVariable = "NEWSSEARCH_TEST_INGEST"
)

// TestWriter is no test but the process that TestKilled kills.
func TestWriter(t *testing.T) {
	dir := os.Getenv(writerVariable)
	if dir == "" {
		return
	}
	x := open(t, dir, index.Options{})
	size := must(strconv.Atoi(os.Getenv(ingestVariable)))
	for articles := range slices.Chunk(manyArticles(crashArticles), size) {
		_, err := x.PutAll(context.Background(), slices.Values(articles), func(r index.PutResult) {
			fmt.Printf("stored %d\n", r.Added+r.Unchanged)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("was not killed")
}

// crashArticles is more than are stored before the process is killed.
const crashArticles = 20_000

// A process that is killed while it writes loses nothing that it was told is
// stored, and the statistics catch up with what it did store.
func TestKilled(t *testing.T) {
	for _, writer := range []struct {
		name    string
		ingest  int
		batches []int // after how many it is killed
	}{
		{"one ingest", crashArticles, []int{1, 3}},
		// Segments are merged after every few of them.
		{"many ingests", 20, []int{30, 61, 93}},
	} {
		t.Run(writer.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "index")
			stored := 0
			for _, batches := range writer.batches {
				stored = max(stored, putUntilKilled(t, dir, writer.ingest, batches))
				checkAfterKill(t, dir, stored)
			}
		})
	}
}

func checkAfterKill(t *testing.T, dir string, stored int) {
	t.Helper()
	within(t, "opening it again", func() {
		x := open(t, dir, index.Options{})
		defer func() { _ = x.Close() }()
		stats := must(x.Stats(context.Background()))
		if stats.Articles < stored || stats.Articles == crashArticles {
			t.Errorf("%d articles after %d were told of", stats.Articles, stored)
		}
		if r := search(t, x, index.Request{Query: "bien che", Limit: 1}); r.Understood != "biên chế" {
			t.Errorf("understood %q", r.Understood)
		}
		checkStatistics(t, x, stats)
	})
}

// checkStatistics compares the counts of an index with those of one that the same articles were put into at leisure.
func checkStatistics(t *testing.T, x *index.Index, got index.Stats) {
	fresh := must(index.OpenMemory(index.Options{}))
	defer func() { _ = fresh.Close() }()
	var there []index.Article
	for _, a := range manyArticles(crashArticles) {
		switch _, err := x.Get(context.Background(), a.ID); {
		case err == nil:
			there = append(there, a)
		case !errors.Is(err, index.ErrNotFound):
			t.Fatal(err)
		}
	}
	if _, err := fresh.Put(context.Background(), there); err != nil {
		t.Fatal(err)
	}
	want := must(fresh.Stats(context.Background()))
	if got.Articles != want.Articles || got.Syllables != want.Syllables || got.Pairs != want.Pairs || !reflect.DeepEqual(got.First, want.First) {
		t.Errorf("%d articles of %d syllables and %d pairs, want %d of %d and %d", got.Articles, got.Syllables, got.Pairs, want.Articles, want.Syllables, want.Pairs)
	}
}

// putUntilKilled starts a process that puts articles, ingest at a time, kills it when
// it has told of that many batches, and returns how many articles it told of.
func putUntilKilled(t *testing.T, dir string, ingest, batches int) (told int) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestWriter$")
	c.Env = append(os.Environ(), writerVariable+"="+dir, ingestVariable+"="+strconv.Itoa(ingest))
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n := 0
		if _, err := fmt.Sscanf(lines.Text(), "stored %d", &n); err != nil {
			t.Errorf("the writer says %q", lines.Text())
			continue
		}
		told += n
		if batches--; batches == 0 {
			if err := c.Process.Kill(); err != nil {
				t.Error(err)
			}
		}
	}
	if err := c.Wait(); err == nil || batches > 0 {
		t.Errorf("the writer ended by itself: %v", err)
	}
	return told
}
