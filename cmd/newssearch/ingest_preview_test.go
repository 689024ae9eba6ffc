package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A dry run prints a record a line and touches no index.
func TestDryRunJSON(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	file := write(t, "mixed.jsonl", `{"id":"a","title":"Một","published":"12/03/2018, 07:30"}
{"id":"b","title":
{"id":"d","title":"Bốn","published":"hôm nào đó"}
`)
	o := command(t, "ingest", "--index", dir, "--dry-run", "--json", file)
	if _, err := os.Stat(dir); !os.IsNotExist(err) || o.code != exitNothing {
		t.Errorf("the index is there: %v; exit code %d", err, o.code)
	}
	var records []previewRecord
	for line := range strings.Lines(o.out) {
		var r previewRecord
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		records = append(records, r)
	}
	if len(records) != 3 {
		t.Fatalf("%d records: %s", len(records), o.out)
	}
	if a := records[0]; a.Path != file || a.Line != 1 || a.Article == nil || a.Article.Title != "Một" || a.Article.Published.Hour() != 7 {
		t.Errorf("first %+v", a)
	}
	if records[1].Error == "" || records[1].Article != nil || records[1].Line != 2 {
		t.Errorf("second %+v", records[1])
	}
	if records[2].Warning == "" || records[2].Article == nil {
		t.Errorf("third %+v", records[2])
	}
}

// For people it is a table, with pictures counted and not named.
func TestDryRunTable(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.txt": "Giá vàng tăng\n\nNội dung.", "b.jpg": "\xff\xd8", "robots.txt": "User-agent: *"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o := command(t, "ingest", "--dry-run", dir)
	o.wants(t, exitOK, "no date", "would take in 1 (with warnings 0), skip 0, pass over 2; nothing was stored")
	o.wants(t, exitOK, "Giá vàng tăng", "")
	if o = command(t, "ingest", "--dry-run", "--quiet", dir); o.out != "" || o.errors != "" {
		t.Errorf("quiet, but %q and %q", o.out, o.errors)
	}
	command(t, "ingest", "--dry-run", "--exclude", "[", dir).wants(t, exitUsage, "", "--exclude")
}

func TestIngestQuiet(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	o := commandIn(t.Context(), `{"title":"Một"}`+"\n{x\n", "ingest", "--quiet", "--index", dir, "-")
	o.wants(t, exitNothing, "", "skipped -:2")
	if o.out != "" || strings.Count(o.errors, "\n") != 1 {
		t.Errorf("%q %q", o.out, o.errors)
	}
}

func TestColumn(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Báo", "Báo   "}, {"Báo Mây Trắng", "Báo M…"}, {"chữ đủ", "chữ đủ"}, {"日本語新聞", "日本… "},
	} {
		if got := column(c.in, 6); got != c.want {
			t.Errorf("column(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
