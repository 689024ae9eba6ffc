package main

import (
	"bytes"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"github.com/newssearch/newssearch/index"
)

// TestTerminal compares what a terminal of 60 and of 120 columns shows with golden
// files; -update writes them again.
func TestTerminal(t *testing.T) {
	x, err := openSample(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	article, err := x.Get(t.Context(), "u23-thuong-chau")
	if err != nil {
		t.Fatal(err)
	}
	for _, width := range []int{60, 120} {
		for _, lang := range []string{langVi, langEn} {
			m, err := messagesFor(lang)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			p := &page{messages: m, w: &b, width: min(width, maxTextWidth)}
			for _, query := range []string{"thuong chau", "tinh giarn bieen chees", "BCT", "zzzzzz", `"giá vàng`} {
				req := index.Request{Query: query, Limit: 3}
				res, err := x.Search(t.Context(), req)
				if err != nil {
					t.Fatal(err)
				}
				res.TookMS = 0.1
				b.WriteString("$ newssearch query -n 3 " + query + "\n")
				if err := p.result(req, res); err != nil {
					t.Fatal(err)
				}
				b.WriteString("\n")
			}
			b.WriteString("$ newssearch show " + article.ID + "\n")
			if err := p.whole(article); err != nil {
				t.Fatal(err)
			}
			for line := range strings.SplitSeq(b.String(), "\n") {
				if n := uniseg.StringWidth(line); n > width && !strings.Contains(line, "://") {
					t.Errorf("%d columns: %q has %d", width, line, n)
				}
			}
			compareGolden(t, filepath.Join("testdata", "terminal-"+strconv.Itoa(width)+"-"+lang+".golden"), b.String())
		}
	}
}

// A mistake is told in people's words, in their language, with its place below it.
func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		args   []string
		en, vi string
	}{
		{
			[]string{"query", "--limit", "ba", "giá"},
			"newssearch: --limit wants a whole number, not \"ba\"\n  newssearch query --limit ba giá\n                           ^^\n",
			"newssearch: --limit cần một số nguyên, không phải \"ba\"",
		},
		{
			[]string{"query", "--limt=3", "giá"},
			"newssearch: there is no flag --limt; did you mean --limit?",
			"newssearch: không có tùy chọn --limt; có phải là --limit?",
		},
		{
			[]string{"query", "--from=2019", "--to=2018", "giá vàng"},
			"newssearch: --to 2018 ends before --from 2019 begins\n  newssearch query --from=2019 --to=2018 'giá vàng'\n                                    ^^^^\n",
			"newssearch: --to 2018 kết thúc trước khi --from 2019 bắt đầu",
		},
		{
			[]string{"query", "giá vàng sau:hômkia"},
			"This is not a date; write 31/3/2018, 2018-03-31, 3/2018 or 2018.\n  giá vàng sau:hômkia\n           ^^^^^^^^^^\n",
			"Ngày không hợp lệ",
		},
		{[]string{"completion", "foo"}, `there is no completion for "foo"`, `không có phần hoàn tất lệnh cho "foo"`},
		{[]string{"show"}, "something is missing: newssearch show [flags] ID", "còn thiếu: newssearch show [flags] ID"},
		{[]string{"qery"}, `did you mean "query"?`, `có phải là "query"?`},
	} {
		command(t, c.args...).wants(t, exitUsage, "", c.en)
		t.Setenv("LANG", "vi_VN.UTF-8")
		command(t, c.args...).wants(t, exitUsage, "", c.vi)
		t.Setenv("LANG", "")
		command(t, append([]string{"--lang", "vi"}, c.args...)...).wants(t, exitUsage, "", c.vi)
	}
}

func TestVersionFlag(t *testing.T) {
	want := command(t, "version").out
	command(t, "--version").wants(t, exitOK, want, "")
}

func TestFormats(t *testing.T) {
	dir := threeIndexed(t)
	run := func(args ...string) outcome {
		return command(t, append([]string{"query", "--index", dir, "giá", "--sort", "newest"}, args...)...)
	}
	run("--format", "csv", "--fields", "rank,id,title,published").wants(t, exitOK, "rank,id,title,published\n1,a3,Giá dầu giảm,2020-01-15T00:00:00+07:00\n2,a2,", "")
	run("--fields", "id,source").wants(t, exitOK, "id\tsource\na3\tBáo Mới\n", "")
	run("--template", "{{.ID}}: {{.Title}}").wants(t, exitOK, "a3: Giá dầu giảm\na2: Giá vàng tăng mạnh\n", "")
	if o := run("--format", "jsonl"); strings.Count(o.out, "\n") != 2 || !strings.HasPrefix(o.out, `{"id":"a3"`) {
		t.Errorf("jsonl: %q", o.out)
	}
	run("--format", "json").wants(t, exitOK, `"total":2,`, "")
	run("--format", "xml").wants(t, exitUsage, "", "--format takes one of text, json, jsonl, csv, tsv")
	run("--fields", "id,nope").wants(t, exitUsage, "", `--fields takes one of rank, id,`)
	run("--template", "{{.Nope}}").wants(t, exitUsage, "", "--template")
	run("--json", "--format", "csv").wants(t, exitUsage, "", "exclude each other")
}

func TestCompletions(t *testing.T) {
	dir := threeIndexed(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"query", "--index", dir, "--source", "bao"}, "Báo Mới\t2\n"},
		{[]string{"query", "--index", dir, "--category", ""}, "Kinh tế\t2\nChính trị\t1\n"},
		{[]string{"show", "--index", dir, "a1"}, "a1\tTinh giản biên chế ở Vân Khê\n"},
		{[]string{"query", "--index", filepath.Join(dir, "none"), "--source", ""}, ":4\n"},
		{[]string{"query", "--format", ""}, "csv\n"},
	} {
		command(t, append([]string{"__complete"}, c.args...)...).wants(t, exitOK, c.want, "")
	}
}

func TestMan(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "man1")
	command(t, "man", dir).wants(t, exitOK, dir, "")
	pages, err := filepath.Glob(filepath.Join(dir, "*.1"))
	if err != nil || len(pages) < 12 {
		t.Errorf("%d pages, %v", len(pages), err)
	}
}
