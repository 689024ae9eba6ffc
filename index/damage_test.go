package index_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// damages are ways to spoil a file.
var damages = []struct {
	name  string
	spoil func(r *rand.Rand, data []byte) []byte
}{
	{"empty", func(*rand.Rand, []byte) []byte { return nil }},
	{"cut in half", func(_ *rand.Rand, data []byte) []byte { return data[:len(data)/2] }},
	{"cut to a page", func(_ *rand.Rand, data []byte) []byte { return data[:min(len(data), 4096)] }},
	{"cut to pages", func(_ *rand.Rand, data []byte) []byte { return data[:min(len(data), 4*4096)] }},
	{"without its end", func(_ *rand.Rand, data []byte) []byte { return data[:max(0, len(data)-1)] }},
	{"zeros", func(_ *rand.Rand, data []byte) []byte { return make([]byte, len(data)) }},
	{"noise", func(r *rand.Rand, data []byte) []byte { return noise(r, data, 0, len(data)) }},
	{"noise at the start", func(r *rand.Rand, data []byte) []byte { return noise(r, data, 0, min(40, len(data))) }},
	{"noise at the end", func(r *rand.Rand, data []byte) []byte { return noise(r, data, max(0, len(data)-60), len(data)) }},
	{"noise in the middle", func(r *rand.Rand, data []byte) []byte { return noise(r, data, len(data)/3, len(data)/3*2) }},
	{"single bytes", func(r *rand.Rand, data []byte) []byte {
		for range 1 + len(data)/200 {
			data[r.IntN(len(data))] ^= 1 << r.IntN(8)
		}
		return data
	}},
}

func noise(r *rand.Rand, data []byte, from, to int) []byte {
	for i := from; i < to; i++ {
		data[i] = byte(r.Uint32())
	}
	return data
}

// spoilt are the articles of the index that is damaged: few, for it is opened often.
func spoilt() []index.Article { return sample()[:20] }

// Whatever becomes of a file, the index gives an error or works with all its
// articles: it never panics, never hangs, and never forgets in silence.
func TestDamage(t *testing.T) {
	log.SetOutput(io.Discard) // bleve tells of every file
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	whole := filepath.Join(t.TempDir(), "index")
	x := open(t, whole, index.Options{})
	put(t, x, spoilt()[:15]...)
	put(t, x, spoilt()[15:]...)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	files := filesBelow(t, whole)
	if !slices.Contains(files, "index_meta.json") || !slices.Contains(files, "statistics.bin") || !slices.ContainsFunc(files, func(f string) bool { return strings.HasSuffix(f, ".zap") }) {
		t.Fatalf("files %q", files)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, file := range files {
		for _, d := range damages {
			data := must(os.ReadFile(filepath.Join(whole, file)))
			changed := d.spoil(r, bytes.Clone(data))
			t.Run(file+" "+d.name, func(t *testing.T) {
				t.Parallel()
				testDamaged(t, whole, func(dir string) error { return os.WriteFile(filepath.Join(dir, file), changed, 0o600) })
			})
		}
		t.Run(file+" gone", func(t *testing.T) {
			t.Parallel()
			testDamaged(t, whole, func(dir string) error { return os.Remove(filepath.Join(dir, file)) })
		})
	}
}

// An index that lacks the file of its last batch is not shown as it was before.
func TestLostSegment(t *testing.T) {
	log.SetOutput(io.Discard)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	dir := filepath.Join(t.TempDir(), "index")
	x := open(t, dir, index.Options{})
	defer func() { _ = x.Close() }()
	for batch := range slices.Chunk(sample(), 20) {
		before := filesBelow(t, dir)
		put(t, x, batch...)
		copied := t.TempDir()
		if err := os.CopyFS(copied, os.DirFS(dir)); err != nil { // as if the program ended now
			t.Fatal(err)
		}
		lost := 0
		for _, file := range filesBelow(t, copied) {
			if strings.HasSuffix(file, ".zap") && !slices.Contains(before, file) {
				lost++
				if err := os.Remove(filepath.Join(copied, file)); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, readOnly := range []bool{true, false} {
			if x, err := index.Open(t.Context(), copied, index.Options{ReadOnly: readOnly}); lost > 0 && !errors.Is(err, index.ErrDamaged) {
				t.Errorf("read only %t: %v, with %d articles", readOnly, err, must(x.Stats(context.Background())).Articles)
			}
		}
		if lost == 0 {
			t.Error("a batch without a file")
		}
	}
}

func filesBelow(t *testing.T, dir string) (files []string) {
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// testDamaged spoils a copy of an index and uses it.
func testDamaged(t *testing.T, whole string, spoil func(dir string) error) {
	for _, readOnly := range []bool{true, false} {
		dir := filepath.Join(t.TempDir(), fmt.Sprint("copy-", readOnly))
		if err := errors.Join(os.CopyFS(dir, os.DirFS(whole)), spoil(dir)); err != nil {
			t.Fatal(err)
		}
		within(t, "using a damaged index", func() {
			err := use(dir, index.Options{ReadOnly: readOnly, Logger: slog.New(slog.DiscardHandler)})
			if err != nil && !errors.Is(err, index.ErrDamaged) {
				t.Errorf("read only %t: %v", readOnly, err)
			}
		})
	}
}

var errForgot = errors.New("articles are not there any more")

// use does everything that can be done with an index, until the first error.
func use(dir string, o index.Options) (err error) {
	ctx := context.Background()
	x, err := index.Open(ctx, dir, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	var errs []error
	for _, r := range []index.Request{
		{Limit: 100}, {Query: "tinh gian bien che", Explain: true, Facets: true}, {Query: `"cán bộ"`}, {Query: "t*", Sort: index.SortNewest}, {Query: "source:báo"},
	} {
		result, err := x.Search(ctx, r)
		errs = append(errs, err)
		if err == nil && r.Query == "" && result.Total != len(spoilt()) {
			return fmt.Errorf("%w: %d", errForgot, result.Total)
		}
	}
	for _, a := range spoilt() {
		_, err := x.Get(ctx, a.ID)
		errs = append(errs, err)
	}
	_, err = x.Stats(ctx)
	errs = append(errs, err)
	if !o.ReadOnly {
		changed := slices.Clone(sample()[10:30])
		for i := range changed {
			changed[i].Body += " Thêm."
		}
		_, err := x.Put(ctx, changed)
		_, err2 := x.Delete(ctx, sample()[0].ID, sample()[19].ID)
		errs = append(errs, err, err2)
	}
	return errors.Join(errs...)
}

// Statistics that cannot be read are counted again.
func TestStatisticsDamage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x := open(t, dir, index.Options{})
	put(t, x, sample()[:50]...)
	put(t, x, sample()[50:]...)
	want := must(x.Stats(context.Background()))
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "statistics.bin")
	r := rand.New(rand.NewPCG(5, 6))
	for _, d := range damages {
		whole := must(os.ReadFile(file))
		spoilt := d.spoil(r, bytes.Clone(whole))
		if err := os.WriteFile(file, spoilt, 0o600); err != nil {
			t.Fatal(err)
		}
		var log bytes.Buffer
		x := open(t, dir, index.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
		got := must(x.Stats(context.Background()))
		if got.Syllables != want.Syllables || got.Pairs != want.Pairs {
			t.Errorf("%s: %d syllables and %d pairs, want %d and %d", d.name, got.Syllables, got.Pairs, want.Syllables, want.Pairs)
		}
		if !strings.Contains(log.String(), "statistics are counted again") {
			t.Errorf("%s: the log says %q", d.name, log.String())
		}
		if r := search(t, x, index.Request{Query: "tinh gian bien che"}); r.Understood != "tinh giản biên chế" {
			t.Errorf("%s: understood %q", d.name, r.Understood)
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
		if again := must(os.ReadFile(file)); !bytes.Equal(again, whole) {
			t.Errorf("%s: the file is not the same after it was counted again", d.name)
		}
	}
}
