package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

const marketPage = `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Xã mở chợ phiên</title></head><body><h1>Xã mở chợ phiên</h1><article>` +
	`<p>Chợ họp từ sáng sớm, người từ các bản xuống đông nghịt hai bên đường, mang theo rau, măng và gà đồi.</p>` +
	`<p>Chủ tịch xã cho biết chợ sẽ họp vào chủ nhật hằng tuần, thay cho chợ tạm bên bến sông trước đây.</p></article></body></html>`

type entry struct{ name, text string }

var marketEntries = []entry{
	{"bao/a.html", marketPage}, {"bao/.DS_Store", "x"}, {"__MACOSX/._a.html", "x"}, {"bao/anh.jpg", "\xff\xd8\xff"},
	{"bao/b.jsonl", `{"title":"Một"}` + "\n" + `{"title":"Hai"}`},
}

func zipOf(t *testing.T, entries []entry) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, e.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarOf(t *testing.T, entries []entry) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries {
		if err := w.WriteHeader(&tar.Header{Name: e.name, Mode: 0o644, Size: int64(len(e.text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, e.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func packed(t *testing.T, text string, open func(io.Writer) (io.WriteCloser, error)) string {
	t.Helper()
	var b bytes.Buffer
	w, err := open(&b)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func xzOf(w io.Writer) (io.WriteCloser, error)   { return xz.NewWriter(w) }
func zstdOf(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) }

// bzip2Line is {"title":"Một"} as bzip2 makes it; the standard library only reads it.
const bzip2Line = "QlpoOTFBWSZTWXXqxg4AAAYdqRAAABAAAgIkBAoAIAAIIAAgADEDQNAg0GgOCYQhMe8G93i7kinChIOvVjBw"

func TestCompressions(t *testing.T) {
	const line = `{"title":"Một"}`
	bzip2, err := base64.StdEncoding.DecodeString(bzip2Line)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"a.jsonl.bz2": string(bzip2), "a.jsonl.gz": zipped(t, line), "a.jsonl.xz": packed(t, line, xzOf), "a.jsonl.zst": packed(t, line, zstdOf),
		"-": packed(t, zipped(t, line), zstdOf),
	} {
		recs := readString(t, name, text, Options{})
		if len(recs) != 1 || recs[0].Article.Title != "Một" {
			t.Errorf("%s: %+v", name, recs)
		}
	}
}

func TestArchives(t *testing.T) {
	for name, text := range map[string]string{
		"bao.zip":     zipOf(t, marketEntries),
		"bao.tar":     tarOf(t, marketEntries),
		"bao.tgz":     zipped(t, tarOf(t, marketEntries)),
		"bao.tar.zst": packed(t, tarOf(t, marketEntries), zstdOf),
		"-":           zipOf(t, marketEntries),
		"trong.zip":   zipOf(t, []entry{{"bao.tar.gz", zipped(t, tarOf(t, marketEntries))}}),
	} {
		var got []string
		for _, rec := range readString(t, name, text, Options{}) {
			if rec.Err != nil {
				wantErr(t, rec.Err, ErrPassedOver)
				continue
			}
			got = append(got, rec.Origin.String()[strings.Index(rec.Origin.String(), "bao/"):]+" "+rec.Article.Title)
		}
		if fmt.Sprint(got) != "[bao/a.html Xã mở chợ phiên bao/b.jsonl:1 Một bao/b.jsonl:2 Hai]" {
			t.Errorf("%s: %q", name, got)
		}
	}
	recs := readString(t, "bao.zip", zipOf(t, marketEntries), Options{Include: []string{"*.html"}})
	if len(recs) != 1 || recs[0].Article.Title != "Xã mở chợ phiên" {
		t.Errorf("included: %+v", recs)
	}
	path := filepath.Join(plant(t, map[string]string{"bao.zip": zipOf(t, marketEntries)}), "bao.zip")
	if recs := collect(Files(t.Context(), []string{path}, Options{Exclude: []string{"*.jsonl", "*.jpg"}})); len(recs) != 1 || recs[0].Err != nil {
		t.Errorf("from a file: %+v", recs)
	}
}

// Archives that are made to be unpacked forever end early.
func TestArchiveBombs(t *testing.T) {
	deep := zipOf(t, marketEntries)
	for range maxArchives + 1 {
		deep = zipOf(t, []entry{{"a.zip", deep}})
	}
	recs := readString(t, "a.zip", deep, Options{})
	if len(recs) != 1 {
		t.Fatalf("%+v", recs)
	}
	wantErr(t, recs[0].Err, ErrTooLarge)

	if testing.Short() {
		t.Skip("makes 100 MB")
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	line := []byte(strings.Repeat(" ", 1<<20))
	for range 100 {
		if _, err := w.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	recs = readString(t, "a.jsonl.gz", b.String(), Options{})
	if len(recs) != 1 {
		t.Fatalf("%d records", len(recs))
	}
	wantErr(t, recs[0].Err, ErrTooLarge)
}

func TestBrokenArchives(t *testing.T) {
	whole := zipped(t, tarOf(t, marketEntries))
	for name, text := range map[string]string{
		"cut.tgz": whole[:len(whole)/2], "cut.zip": zipOf(t, marketEntries)[:300], "a.zst": "\x28\xb5\x2f\xfdxxxxxxxx", "a.xz": "\xfd7zXZ\x00xxxxxxxx", "a.gz": "\x1f\x8b\x08",
	} {
		recs := readString(t, name, text, Options{})
		if len(recs) == 0 || recs[len(recs)-1].Err == nil {
			t.Errorf("%s: %+v", name, recs)
		}
	}
}

func warcRecord(kind, address, contentType, body string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nWARC-Target-URI: %s\r\nWARC-Date: 2018-03-12T01:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, address, contentType, len(body), body)
}

func TestWARC(t *testing.T) {
	const http = "application/http; msgtype=response"
	chunked := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(marketPage), marketPage)
	all := []string{
		warcRecord("warcinfo", "", "application/warc-fields", "software: test\r\n"),
		warcRecord("request", "https://a.example/1", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"),
		warcRecord("response", "https://a.example/1", http, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"+marketPage),
		warcRecord("response", "https://a.example/2", http, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"+chunked),
		warcRecord("response", "https://a.example/3", http, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"+zipped(t, marketPage)),
		warcRecord("response", "https://a.example/4", http, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"+marketPage),
		warcRecord("response", "https://a.example/anh.jpg", http, "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff"),
		warcRecord("resource", "https://a.example/5", "text/html", marketPage),
	}
	var members strings.Builder
	for _, record := range all {
		members.WriteString(zipped(t, record))
	}
	for name, text := range map[string]string{"a.warc": strings.Join(all, ""), "a.warc.gz": members.String(), "-": strings.Join(all, "")} {
		var got []string
		for _, rec := range readString(t, name, text, Options{}) {
			if rec.Err != nil {
				t.Errorf("%s: %v", rec.Origin, rec.Err)
			}
			if a := rec.Article; a.Title == "Xã mở chợ phiên" && a.Source == "a.example" {
				got = append(got, fmt.Sprint(rec.Origin.Item, a.URL[len(a.URL)-2:]))
			}
		}
		if fmt.Sprint(got) != "[3/1 4/2 5/3 8/5]" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestMail(t *testing.T) {
	mhtml := "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/1\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"--B\"\r\n\r\n" +
		"----B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://a.example/1\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(marketPage)) +
		"\r\n----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://a.example/x.png\r\n\r\niVBORw==\r\n----B--\r\n"
	letter := "Received: from x\nSubject: =?utf-8?b?WMOjIG3hu58gY2jhu6MgcGhpw6pu?=\nFrom: =?utf-8?q?B=C3=A1o_M=C3=A2y?= <tin@a.example>\nDate: Mon, 12 Mar 2018 07:30:00 +0700\nMessage-ID: <1@a.example>\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=B\n\n" +
		"--B\nContent-Type: text/plain; charset=utf-8\n\nbản chữ\n--B\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>Ch=E1=BB=A3 h=E1=BB=8Dp t=E1=BB=AB s=C3=A1ng s=E1=BB=9Bm.</p>\n--B--\n"
	for _, name := range []string{"a.mhtml", "a.mht", "-", "a.txt"} {
		recs := readString(t, name, mhtml, Options{})
		if len(recs) != 1 || recs[0].Article.Title != "Xã mở chợ phiên" || recs[0].Article.URL != "https://a.example/1" {
			t.Errorf("%s: %+v", name, recs)
		}
	}
	recs := readString(t, "a.eml", letter, Options{})
	if len(recs) != 1 || recs[0].Err != nil {
		t.Fatalf("%+v", recs)
	}
	if a := recs[0].Article; a.ID != "1@a.example" || a.Title != "Xã mở chợ phiên" || a.Body != "Chợ họp từ sáng sớm." || a.Source != "Báo Mây" || a.Published.Hour() != 7 {
		t.Errorf("%+v", a)
	}
	if recs := readString(t, "a.txt", "From: đầu thư\n\nChợ họp từ sáng sớm.", Options{}); len(recs) != 1 || recs[0].Err != nil {
		t.Errorf("a text that only begins as a message: %+v", recs)
	}
}

func TestRefusals(t *testing.T) {
	docx := zipOf(t, []entry{{"[Content_Types].xml", "x"}, {"word/document.xml", "<w/>"}})
	for name, c := range map[string]struct{ text, way string }{
		"a.pdf":     {"%PDF-1.4\n…", "pdftotext a.pdf"},
		"b.txt":     {"%PDF-1.4\n…", "pdftotext"},
		"a.docx":    {docx, "libreoffice"},
		"a.xlsx":    {zipOf(t, []entry{{"xl/workbook.xml", "x"}}), "csv"},
		"a.epub":    {zipOf(t, []entry{{"mimetype", "application/epub+zip"}, {"META-INF/container.xml", "x"}}), "pandoc"},
		"a.parquet": {"PAR1\x15\x04", "duckdb"},
		"a.db":      {"SQLite format 3\x00\x10\x00", "sqlite3 -json a.db"},
		"a.doc":     {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "libreoffice"},
		"a.rtf":     {`{\rtf1\ansi x}`, "libreoffice"},
		"a.sql":     {"-- MySQL dump 10.13\nINSERT INTO `tin` VALUES (1,'a');", "export"},
		"b.text":    {"CREATE TABLE tin (id int);\nINSERT INTO tin VALUES (1);", "export"},
		"a.md":      {"# Tin\n\nNội dung.", "pandoc"},
		"c.txt":     {"---\ntitle: Tin\ntags: [a]\n---\nNội dung.", "pandoc"},
		"w.xml":     {"<mediawiki xmlns=\"x\"><page><title>a</title></page></mediawiki>", "wikiextractor"},
		"s.xml":     {"<?xml version=\"1.0\"?><urlset xmlns=\"x\"><url><loc>https://a.example</loc></url></urlset>", "sitemap"},
		"a.rar":     {"Rar!\x1a\x07\x00", "7z"},
		"a.png":     {"\x89PNG\r\n\x1a\n", "tesseract"},
	} {
		recs := readString(t, name, c.text, Options{})
		if len(recs) != 1 {
			t.Errorf("%s: %d records", name, len(recs))
			continue
		}
		wantErr(t, recs[0].Err, ErrUnknownKind)
		if recs[0].Err == nil || !strings.Contains(recs[0].Err.Error(), c.way) {
			t.Errorf("%s: %v", name, recs[0].Err)
		}
	}
}

// In folders, pages are known by their content, whatever the content system calls them.
func TestNamesOfContentSystems(t *testing.T) {
	dir := plant(t, map[string]string{"a.chn": marketPage, "b.ldo": marketPage, "c": marketPage, "d.aspx": marketPage, "e.cfg": "Một tệp chữ.", "tin.html?page=2": marketPage})
	titles := 0
	for _, rec := range collect(Files(t.Context(), []string{dir}, Options{})) {
		if rec.Err == nil {
			titles++
		} else {
			wantErr(t, rec.Err, ErrUnknownKind)
		}
	}
	if titles != 5 {
		t.Errorf("%d of 5 pages", titles)
	}
}

func TestTemporaryFilesGo(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	readString(t, "-", zipOf(t, marketEntries), Options{})
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v left, %v", left, err)
	}
}
