package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// TestMain keeps the tests away from the index of whoever runs them.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "newssearch")
	if err != nil {
		panic(err)
	}
	for _, v := range []string{indexVariable, "NO_COLOR", "NEWSSEARCH_DEBUG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"} {
		os.Unsetenv(v)
	}
	os.Setenv("XDG_DATA_HOME", dir)
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// outcome is what a command did.
type outcome struct {
	code        int
	out, errors string
}

func command(t *testing.T, args ...string) outcome {
	t.Helper()
	return commandIn(t.Context(), "", args...)
}

func commandIn(ctx context.Context, stdin string, args ...string) outcome {
	var out, errs bytes.Buffer
	code := run(ctx, args, strings.NewReader(stdin), &out, &errs)
	return outcome{code, out.String(), errs.String()}
}

// wants fails the test unless the outcome has the code, and the texts in what
// was printed (out) and complained about (errs).
func (o outcome) wants(t *testing.T, code int, out, errs string) {
	t.Helper()
	if o.code != code || !strings.Contains(o.out, out) || !strings.Contains(o.errors, errs) {
		t.Errorf("exit code %d, want %d; want %q in the output:\n%s\nand %q in the errors:\n%s", o.code, code, out, o.out, errs, o.errors)
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const threeArticles = `{"id":"a1","title":"Tinh giản biên chế ở Vân Khê","lead":"Giảm đầu mối","body":"Ủy ban nhân dân tỉnh họp bàn tinh giản biên chế.\nĐoạn hai.","captions":["Quang cảnh cuộc họp"],"source":"VOV","category":"Chính trị","published":"2018-03-12T07:30:00+07:00","url":"https://example.com/a1","tags":["biên chế"],"author":"Minh Hà"}
{"id":"a2","title":"Giá vàng tăng mạnh","body":"Giá vàng trong nước tăng 500.000 đồng mỗi lượng.","source":"Báo Mới","category":"Kinh tế","published":"2019-05-02"}
{"id":"a3","title":"Giá dầu giảm","body":"Giá dầu thế giới giảm phiên thứ ba.","source":"Báo Mới","category":"Kinh tế","published":"2020-01-15"}
`

// threeIndexed is the folder of an index of threeArticles.
func threeIndexed(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	command(t, "ingest", "--index", dir, write(t, "three.jsonl", threeArticles)).wants(t, exitOK, "added 3, updated 0, unchanged 0, skipped 0", "")
	return dir
}

func TestUsage(t *testing.T) {
	tests := []struct {
		name string
		args []string
		errs string
	}{
		{"unknown command", []string{"quer"}, `unknown command "quer"; did you mean "query"?`},
		{"no command like it", []string{"xyzzy"}, `unknown command "xyzzy"; see newssearch --help`},
		{"unknown flag", []string{"query", "--nope", "a"}, "there is no flag --nope; see newssearch query --help"},
		{"flag without value", []string{"stats", "--index"}, "--index needs a value after it"},
		{"no query", []string{"query"}, "nothing to search for"},
		{"blank query", []string{"query", " "}, "nothing to search for"},
		{"limit", []string{"query", "--limit", "0", "a"}, "--limit 0 is not between 1 and 1000"},
		{"limit too large", []string{"query", "--limit", "1001", "a"}, "1001 is not between"},
		{"limit no number", []string{"query", "--limit", "ba", "a"}, `--limit wants a whole number, not "ba"`},
		{"offset", []string{"query", "--offset", "-1", "a"}, "--offset -1 is not between 0 and 9990"},
		{"sort", []string{"query", "--sort", "best", "a"}, `--sort takes one of relevance, newest, oldest, not "best"`},
		{"from", []string{"query", "--from", "hôm qua", "a"}, `--from: "hôm qua" is no date`},
		{"to", []string{"query", "--to", "30/2/2018", "a"}, `--to: "30/2/2018" is no date`},
		{"from after to", []string{"query", "--from", "2019", "--to", "2018", "a"}, "--to 2018 ends before --from 2019 begins"},
		{"fresh", []string{"query", "--fresh", "soon", "a"}, `--fresh: "soon" is no length of time`},
		{"color", []string{"query", "--color", "red", "a"}, `--color takes one of auto, always, never, not "red"`},
		{"lang", []string{"show", "--lang", "fr", "a"}, `--lang takes one of vi, en, not "fr"`},
		{"only excluded words", []string{"query", "-bạc"}, "newssearch: "},
		{"show without ID", []string{"show"}, "something is missing: newssearch show [flags] ID"},
		{"delete without ID", []string{"delete"}, "nothing to delete: give IDs"},
		{"ingest without path", []string{"ingest"}, "something is missing: newssearch"},
		{"stats with argument", []string{"stats", "x"}, `"x" is too much`},
		{"unknown perturbation", []string{"eval", "--perturb", "nope"}, `unknown perturbation "nope"`},
		{"qrels alone", []string{"eval", "--qrels", "f"}, "--qrels without --queries"},
		{"no such queries", []string{"eval", "--queries", "/nonexistent/q.tsv"}, "/nonexistent/q.tsv: no such file"},
		{"depth", []string{"eval", "--depth", "1001"}, "--depth 1001"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := command(t, tt.args...)
			o.wants(t, exitUsage, "", tt.errs)
			// The last words are the program's: a line, and the place with carets below it.
			told := o.errors[strings.LastIndex("\n"+o.errors, "\nnewssearch: "):]
			if lines := strings.Split(strings.TrimSpace(told), "\n"); len(lines) != 1 && (len(lines) != 3 || strings.Trim(lines[2], " ^") != "") {
				t.Errorf("the error is not a line and a place: %q", o.errors)
			}
			for _, odd := range []string{"strconv", "arg(s)", "+07:00", "flag needs"} {
				if strings.Contains(o.errors, odd) {
					t.Errorf("the error speaks Go: %q", o.errors)
				}
			}
		})
	}
}

func TestHelp(t *testing.T) {
	command(t).wants(t, exitOK, "newssearch ingest", "")
	for _, c := range newRootCommand().Commands() {
		o := command(t, c.Name(), "--help")
		o.wants(t, exitOK, c.Name(), "")
		if c.Name() != "version" && !strings.Contains(o.out, "Exit codes: ") {
			t.Errorf("the help of %s has no exit codes", c.Name())
		}
	}
	command(t, "completion", "bash").wants(t, exitOK, "newssearch", "")
	command(t, "__complete", "query", "--sort", "").wants(t, exitOK, "newest", "")
	command(t, "version").wants(t, exitOK, "newssearch ", "")
	command(t, "version", "--json").wants(t, exitOK, `"go":"go1.`, "")
}

func TestIndexTrouble(t *testing.T) {
	nowhere := filepath.Join(t.TempDir(), "none")
	file := write(t, "file", "x")
	folder := filepath.Dir(file)
	for _, command := range [][]string{{"query", "a"}, {"show", "a"}, {"stats"}, {"delete", "a"}, {"eval"}} {
		for _, tt := range []struct{ dir, why string }{{nowhere, "not found"}, {file, "not an index"}, {folder, "not an index"}} {
			args := append([]string{command[0], "--index", tt.dir}, command[1:]...)
			commandIn(t.Context(), "", args...).wants(t, exitIndex, "", tt.why)
		}
	}
	if _, err := os.Stat(nowhere); err == nil {
		t.Error("reading made an index")
	}
	command(t, "ingest", "--index", file, file).wants(t, exitIndex, "", file)
}

// Without an index in the usual place the built-in sample answers, and says so.
func TestSample(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	t.Setenv(indexVariable, dir)
	note := "no index at " + dir + "; searching the built-in sample"
	command(t, "query", "tinh giản biên chế").wants(t, exitOK, "nh giản biên chế", note)
	command(t, "stats").wants(t, exitOK, "(in memory)", note)
	command(t, "eval", "--perturb", "nfd").wants(t, exitOK, "MRR@10", note)
	if _, err := os.Stat(dir); err == nil {
		t.Error("reading made an index")
	}
	// With one there, that one is used.
	command(t, "ingest", write(t, "a.jsonl", threeArticles)).wants(t, exitOK, "index: "+dir, "")
	if o := command(t, "query", "giá vàng"); o.errors != "" || !strings.Contains(o.out, "id a2") {
		t.Errorf("the index of $%s is not used: %+v", indexVariable, o)
	}
}

func TestShow(t *testing.T) {
	dir := threeIndexed(t)
	o := command(t, "show", "--index", dir, "a1")
	o.wants(t, exitOK, `Tinh giản biên chế ở Vân Khê
VOV · Chính trị · Thứ Hai, 12/3/2018, 07:30
Tác giả: Minh Hà
https://example.com/a1
id a1

Giảm đầu mối

Chú thích ảnh
  – Quang cảnh cuộc họp

Ủy ban nhân dân tỉnh họp bàn tinh giản biên chế.

Đoạn hai.

Từ khóa: biên chế
`, "")
	o = command(t, "show", "--index", dir, "--json", "a1")
	var a index.Article
	if err := json.Unmarshal([]byte(o.out), &a); err != nil || a.Captions[0] != "Quang cảnh cuộc họp" || a.Published.Format("2006-01-02T15:04Z07:00") != "2018-03-12T07:30+07:00" {
		t.Errorf("%+v, %v", a, err)
	}
	command(t, "show", "--index", dir, "nope").wants(t, exitNothing, "", `no article "nope"`)
}

func TestDelete(t *testing.T) {
	dir := threeIndexed(t)
	command(t, "delete", "--index", dir, "a2", "a2", "nope").wants(t, exitNothing, "deleted 1, not there 1", "")
	command(t, "query", "--index", dir, "vàng").wants(t, exitNothing, "Không tìm thấy", "")
	command(t, "delete", "--index", dir, "--json", "a3").wants(t, exitOK, `{"deleted":1,"missing":0}`, "")
	command(t, "stats", "--index", dir).wants(t, exitOK, "articles              1\n", "")
}

func TestStats(t *testing.T) {
	dir := threeIndexed(t)
	o := command(t, "stats", "--index", dir)
	o.wants(t, exitOK, "sources        Báo Mới 2, VOV 1", "")
	o.wants(t, exitOK, "published      Monday, 12/3/2018, 07:30 – Wednesday, 15/1/2020", "")
	var s index.Stats
	if err := json.Unmarshal([]byte(command(t, "stats", "--index", dir, "--json").out), &s); err != nil || s.Articles != 3 || s.Bytes == 0 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestAnalyze(t *testing.T) {
	o := command(t, "analyze", "Hoà Covid-19")
	o.wants(t, exitOK, "0-4    Hoà       hòa      hoa      syllable    h·o·a huyền  1\n", "")
	o.wants(t, exitOK, "Covid-19", "")
	var tokens []analysis
	if err := json.Unmarshal([]byte(commandIn(t.Context(), "biên chế", "analyze", "--json", "-").out), &tokens); err != nil ||
		len(tokens) != 2 || tokens[1].Surface != "chế" || tokens[1].Start != 6 || tokens[1].Syllable.Coda != "" {
		t.Errorf("%+v, %v", tokens, err)
	}
	command(t, "analyze", "...").wants(t, exitNothing, "", "")
	commandIn(t.Context(), strings.Repeat("a", maxAnalyzeBytes+1), "analyze", "-").wants(t, exitUsage, "", "more than")
}

// A fault of the program is one line, and not the exit code of anything else.
func TestRecovered(t *testing.T) {
	err := recovered("boom", false)
	var b strings.Builder
	report(&b, err, nil, langEn)
	if got := b.String(); exitCode(err) != exitIndex || strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, "newssearch: internal fault: boom; ") {
		t.Errorf("exit code %d, message %q", exitCode(err), got)
	}
}
