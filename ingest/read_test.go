package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

// only reads a file that holds one article.
func only(t *testing.T, path string) index.Article {
	t.Helper()
	recs := collect(Files(t.Context(), []string{path}, Options{}))
	if len(recs) != 1 || recs[0].Err != nil {
		t.Fatalf("%s: %d records, first error %v", path, len(recs), recs[0].Err)
	}
	return recs[0].Article
}

func collect(seq func(func(Record) bool)) []Record {
	var all []Record
	for rec := range seq {
		all = append(all, rec)
	}
	return all
}

// readString reads text as a stream called name.
func readString(t *testing.T, name, text string, opts Options) []Record {
	t.Helper()
	return collect(Read(t.Context(), name, strings.NewReader(text), opts))
}

func wantErr(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("error %v, want %v", err, want)
	}
}

func zipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReadFindsFormat(t *testing.T) {
	const object = `{"title":"Chợ phiên vùng cao","body":"Chợ họp từ sáng sớm."}`
	const page = `<html><head><title>Chợ phiên vùng cao</title></head><body><article><h1>Chợ phiên vùng cao</h1><p>Chợ họp từ sáng sớm, người từ các bản xuống đông nghịt hai bên đường.</p></article></body></html>`
	const feed = `<rss version="2.0"><channel><item><title>Chợ phiên vùng cao</title><description>Chợ họp từ sáng sớm.</description></item></channel></rss>`
	tests := []struct{ name, text string }{
		{"a.jsonl", object},
		{"-", object},
		{"-", "\n\n" + object + "\n"},
		{"-", "\xef\xbb\xbf" + object},
		{"a.jsonl.gz", zipped(t, object)},
		{"-", zipped(t, object)},
		{"-", zipped(t, zipped(t, object))},
		{"a.json", object},
		{"a.json", "[" + object + "]"},
		{"a.json", "{\n\"title\":\"Chợ phiên vùng cao\",\n\"body\":\"Chợ họp từ sáng sớm.\"\n}"},
		{"-", "[\n" + object + "]"},
		{"a.html", page},
		{"-", page},
		{"-", "<!DOCTYPE html>\n" + page},
		{"a.xml", `<?xml version="1.0"?>` + feed},
		{"a.xml", page},
		{"a.rss", feed},
		{"-", feed},
		{"a.txt", "Chợ phiên vùng cao\n\nChợ họp từ sáng sớm."},
		{"-", "Chợ phiên vùng cao\n\nChợ họp từ sáng sớm."},
		{"a.bin", "Chợ phiên vùng cao\n\nChợ họp từ sáng sớm."},
		{"a.txt", utf16le("Chợ phiên vùng cao\n\nChợ họp từ sáng sớm.")},
		{"a.jsonl", utf16le(object)},
		{"-", utf16le(object)},
	}
	for i, tt := range tests {
		recs := readString(t, tt.name, tt.text, Options{})
		if len(recs) != 1 || recs[0].Err != nil || recs[0].Article.Title != "Chợ phiên vùng cao" {
			t.Errorf("%d %s: %+v", i, tt.name, recs)
		}
	}
}

func utf16le(s string) string {
	out := []byte{0xff, 0xfe}
	for _, r := range s {
		out = append(out, byte(r), byte(r>>8))
	}
	return string(out)
}

func TestReadRefuses(t *testing.T) {
	deep := strings.Repeat("<x>", 1000)
	tests := []struct {
		name, text string
		want       error
	}{
		{"-", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ErrUnknownKind},
		{"a.txt", "a\x00b", ErrUnreadable},
		{"a.txt", " \n ", ErrNoArticle},
		{"a.txt", "", ErrNoArticle},
		{"-", "", ErrNoArticle},
		{"a.json", "", ErrNoArticle},
		{"a.xml", "<svg></svg>", ErrUnknownKind},
		{"a.xml", "text", ErrUnknownKind},
		{"a.rss", "<rss><channel></channel></rss>", ErrNoArticle},
		{"a.rss", "<rss><channel><item><foo:a xmlns:foo='b'>" + deep, ErrTooLarge},
		{"a.rss", "<rss><channel><item><q:a xmlns:q='q'>" + strings.Repeat("x<b/>", maxChildren+1) + "</q:a></item></channel></rss>", ErrTooLarge},
		{"a.txt", strings.Repeat("a\ufffd\ue000 ", 100), ErrUnreadable},
		{"a.txt", strings.Repeat("a", MaxDocumentBytes+1), ErrTooLarge},
		{"a.html", "<html>" + strings.Repeat(" ", maxPageBytes), ErrTooLarge},
		{"a.html", "<html><title>Chỉ có tên</title></html>", ErrNoArticle},
		{"-", zipped(t, zipped(t, zipped(t, "x"))), ErrUnknownKind},
	}
	for i, tt := range tests {
		recs := readString(t, tt.name, tt.text, Options{})
		if len(recs) != 1 {
			t.Errorf("%d %s: %d records", i, tt.name, len(recs))
			continue
		}
		wantErr(t, recs[0].Err, tt.want)
		if recs[0].Article.Title != "" {
			t.Errorf("%d %s: an article beside the error", i, tt.name)
		}
	}
}

func TestEntityBombIsHarmless(t *testing.T) {
	const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><item><title>Tin &b; &c;</title><description>Nội dung.</description></item></channel></rss>`
	for _, rec := range readString(t, "a.rss", bomb, Options{}) {
		if len(rec.Article.Title) > 100 || strings.Contains(rec.Article.Title, "root") {
			t.Errorf("title %q", rec.Article.Title)
		}
	}
}

func TestTruncatedGzipKeepsWhatCame(t *testing.T) {
	var b strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&b, `{"id":"%d","title":"Bài số %d","body":"%x"}`+"\n", i, i, i*7919*7919)
	}
	whole := zipped(t, b.String())
	recs := readString(t, "a.jsonl.gz", whole[:len(whole)*2/3], Options{})
	last := recs[len(recs)-1]
	if len(recs) < 500 || last.Err == nil || !errors.Is(last.Err, io.ErrUnexpectedEOF) {
		t.Errorf("%d records, last error %v", len(recs), last.Err)
	}
}

func TestContextEndsReading(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	var last error
	for rec := range Read(ctx, "a.jsonl", &endless{line: `{"title":"Tin vắn"}` + "\n", left: 1 << 40}, Options{}) {
		if n++; n == 10 {
			cancel()
		}
		last = rec.Err
	}
	if n != 11 {
		t.Errorf("%d records, want 11", n)
	}
	wantErr(t, last, context.Canceled)
}

func TestConsumerMayStop(t *testing.T) {
	for range Read(t.Context(), "a.jsonl", &endless{line: `{"title":"Tin vắn"}` + "\n", left: 1 << 40}, Options{}) {
		break
	}
}

// endless repeats line until left bytes have been read.
type endless struct {
	line string
	at   int
	left int64
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(int64(len(p)), e.left)], e.line[e.at:])
	e.at = (e.at + n) % len(e.line)
	e.left -= int64(n)
	return n, nil
}

// TestMemoryStaysFlat reads 200 MB of records, then one line and one object of 200 MB
// each, and looks at the heap as it goes.
func TestMemoryStaysFlat(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 600 MB")
	}
	const size, bound = 200 << 20, 64 << 20
	record := `{"title":"Tin vắn trong ngày","body":"` + strings.Repeat("Nước lên chậm. ", 100) + `","page":"` + strings.Repeat("x", 300_000) + "\"}\n"
	long := strings.Repeat("x", 1<<20)
	streams := []struct {
		name string
		r    io.Reader
	}{
		{"a.jsonl", &endless{line: record, left: size}},
		{"a.jsonl", io.MultiReader(strings.NewReader(`{"title":"`), &endless{line: long, left: size}, strings.NewReader("\"}\n"+`{"title":"Tin sau"}`))},
		{"a.json", io.MultiReader(strings.NewReader(`[{"title":"`), &endless{line: long, left: size}, strings.NewReader("\"},\n"+`{"title":"Tin sau"}]`))},
	}
	for _, s := range streams {
		var peak uint64
		var good, bad int
		next := int64(0)
		progress := func(n int64) {
			if n >= next {
				next = n + 8<<20
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
		}
		runtime.GC() // of what other tests left
		start := time.Now()
		for rec := range Read(t.Context(), s.name, s.r, Options{Progress: progress}) {
			if rec.Err == nil {
				good++
				continue
			}
			bad++
			if good > 0 { // only the end of the stream may be cut off
				continue
			}
			wantErr(t, rec.Err, ErrTooLarge)
		}
		t.Logf("%s: %d articles, %d problems, peak heap %d MB, %v", s.name, good, bad, peak>>20, time.Since(start))
		if peak > bound {
			t.Errorf("%s: heap of %d MB, at most %d", s.name, peak>>20, bound>>20)
		}
		if good == 0 {
			t.Errorf("%s: nothing came after the long record", s.name)
		}
	}
}
