package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is exported is taken in again to the same articles and the same answers.
func TestExportAndBack(t *testing.T) {
	first := filepath.Join(t.TempDir(), "first")
	odd := `{"id":"lạ","title":"Thẻ &lt;p&gt; là gì","body":"Trong HTML, một đoạn mở bằng dấu <. Theo VOV, a &amp; b.","tags":["a, b","c"],"author":"Minh Hà, An Bình","category":"Ô tô, xe máy","published":"2018-03-12T07:30:00+09:00"}`
	commandIn(t.Context(), threeArticles+odd+"\n", "ingest", "--index", first, "-").wants(t, exitOK, "added 4", "")
	file := filepath.Join(t.TempDir(), "all.jsonl")
	command(t, "export", "--index", first, "-o", file).wants(t, exitOK, "", "")
	second := filepath.Join(t.TempDir(), "second")
	command(t, "ingest", "--index", second, file).wants(t, exitOK, "added 4, updated 0, unchanged 0, skipped 0", "")
	command(t, "ingest", "--index", first, file).wants(t, exitOK, "added 0, updated 0, unchanged 4, skipped 0", "")
	again := command(t, "export", "--index", second)
	if text, err := os.ReadFile(file); err != nil || string(text) != again.out {
		t.Errorf("%v\n%s\n%s", err, text, again.out)
	}
	for _, query := range []string{"giá vàng", "gia dau", "thẻ", `"Minh Hà"`} {
		a, b := command(t, "query", "--index", first, "--color", "never", query), command(t, "query", "--index", second, "--color", "never", query)
		if cutTimes(a.out) != cutTimes(b.out) || a.code != b.code {
			t.Errorf("%s:\n%s\n%s", query, a.out, b.out)
		}
	}
}

// cutTimes takes the lines away that say how long a search took.
func cutTimes(s string) string {
	var kept []string
	for line := range strings.Lines(s) {
		if !strings.Contains(line, " ms") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

func TestExportChosen(t *testing.T) {
	dir := threeIndexed(t)
	all := command(t, "export", "--index", dir)
	some := command(t, "export", "--index", dir, "giá dầu")
	if n, m := strings.Count(all.out, "\n"), strings.Count(some.out, "\n"); n != 3 || m == 0 || m >= 3 {
		t.Errorf("%d of %d articles:\n%s", m, n, some.out)
	}
	command(t, "export", "--index", dir, "--format", "csv").wants(t, exitOK, "id,published,source", "")
	command(t, "export", "--index", dir, "--format", "ris").wants(t, exitOK, "TY  - NEWS", "")
	command(t, "export", "--index", dir, "--format", "bibtex").wants(t, exitOK, "@article{", "")
	command(t, "export", "--index", dir, "không có ở đâu cả").wants(t, exitNothing, "", "")
	command(t, "export", "--index", dir, "--format", "xml").wants(t, exitUsage, "", "jsonl, csv, ris, bibtex")
	command(t, "export", "--index", dir, "--from", "hôm nào").wants(t, exitUsage, "", "--from")
	out := filepath.Join(t.TempDir(), "none", "a.csv")
	command(t, "export", "--index", dir, "-o", out).wants(t, exitIndex, "", "no such file")
}
