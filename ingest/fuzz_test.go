package ingest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FuzzRead feeds any bytes to every format: nothing panics, and what comes out is a
// valid article in repaired text, or an error.
func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"../testdata/pages/*.html", "../testdata/feeds/*.xml", "../testdata/legacy/*.txt", "testdata/text/*.txt"} {
		paths, _ := filepath.Glob(pattern)
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(filepath.Base(path), data)
		}
	}
	f.Add("a.jsonl", []byte(`{"title":"Tin","tags":"a,b","date":"12/03/2018"}`))
	f.Add("a.json", []byte(`[{"title":"Tin"},{"body":["a",{"name":"b"}]}]`))
	f.Add("a.csv", []byte("title,content\nTin,\"Nội, dung\"\n"))
	f.Add("a.json", []byte(`{"data":{"items":[{"title":"Tin"}]},"a":"b"}`))
	f.Add("a.warc", []byte("WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 40\r\n\r\n<html><h1>Tin</h1><p>Nội dung dài</p></html>"))
	f.Add("a.mht", []byte("Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\n\n<p>Tin</p>\n--B--\n"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		for rec := range Read(t.Context(), name, bytes.NewReader(data), Options{}) {
			if rec.Err != nil {
				if rec.Article.Title != "" || rec.Article.Body != "" {
					t.Errorf("an article beside error %v", rec.Err)
				}
				continue
			}
			a := rec.Article
			if err := a.Validate(); err != nil {
				t.Error(err)
			}
			for _, s := range []string{a.Title, a.Lead, a.Body, a.Author, a.Source, a.Category} {
				if !norm.NFC.IsNormalString(s) {
					t.Errorf("%q is not NFC", s)
				}
			}
		}
	})
}

// FuzzClean checks that repaired text is valid, in NFC, and not changed by another repair,
// and that the fast path gives what the slow one does.
func FuzzClean(f *testing.F) {
	f.Add("Hòa\u0300 \u200b bình\r\n\tđá")
	f.Add("a \u0301b")
	f.Fuzz(func(t *testing.T, s string) {
		for _, keep := range []bool{false, true} {
			got := clean(s, keep)
			if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) {
				t.Errorf("%q gives %q", s, got)
			}
			if again := clean(got, keep); again != got {
				t.Errorf("%q gives %q, then %q", s, got, again)
			}
			if tidy(s, keep) && got != s {
				t.Errorf("%q counts as tidy, but is %q", s, got)
			}
		}
	})
}
