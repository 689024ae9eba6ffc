package ingest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// plant writes files below a new folder and returns it.
func plant(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFilesWalksFolders(t *testing.T) {
	dir := plant(t, map[string]string{
		"b.txt":            "Tin b\n\nNội dung b.",
		"a/2.jsonl":        `{"title":"Tin 2"}`,
		"a/10.jsonl":       `{"title":"Tin 10"}`,
		"a/.hidden.txt":    "Tin ẩn",
		".git/c.txt":       "Tin ẩn",
		"photo.jpg":        "\xff\xd8\xff",
		"a/empty.txt":      "",
		"a/deep/er/x.TXT":  "Tin sâu\n\nNội dung.",
		"a/deep/README":    "Không rõ loại",
		"a/deep/x.json.gz": zipped(t, `{"title":"Tin nén"}`),
	})
	for link, target := range map[string]string{"a/deep/loop": dir, "a/deep/self": ".", "a/gone.txt": "nowhere.txt"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	var got []string
	for rec := range Files(t.Context(), []string{dir, filepath.Join(dir, "missing.txt")}, Options{}) {
		path, err := filepath.Rel(dir, rec.Origin.Path)
		if err != nil {
			t.Fatal(err)
		}
		what := rec.Article.Title
		if rec.Err != nil {
			what = rec.Err.Error()
			if strings.Contains(what, dir) {
				t.Errorf("%q repeats the path", what)
			}
		}
		got = append(got, path+": "+what)
	}
	want := []string{
		"a/10.jsonl: Tin 10",
		"a/2.jsonl: Tin 2",
		`a/deep/README: unknown kind of file: extension ""`,
		"a/deep/er/x.TXT: Tin sâu",
		"a/deep/x.json.gz: Tin nén",
		"a/empty.txt: no article found: the document is empty",
		"a/gone.txt: stat: no such file or directory",
		"b.txt: Tin b",
		`photo.jpg: passed over: photo.jpg`,
		"missing.txt: stat: no such file or directory",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestProgressReachesTotal(t *testing.T) {
	dir := plant(t, map[string]string{
		"a.txt":      "Tin a\n\nNội dung.",
		"b.jsonl.gz": zipped(t, strings.Repeat(`{"title":"Tin b"}`+"\n", 1000)),
		"c.jpg":      "không tính",
	})
	var last int64
	opts := Options{Progress: func(n int64) {
		if n < last {
			t.Errorf("went back from %d to %d", last, n)
		}
		last = n
	}}
	collect(Files(t.Context(), []string{dir}, opts))
	if total := TotalSize([]string{dir, StdinPath}, Options{}); total == 0 || last != total {
		t.Errorf("read %d of %d bytes", last, total)
	}
}

func TestStdin(t *testing.T) {
	recs := collect(Files(t.Context(), []string{StdinPath}, Options{Stdin: strings.NewReader(`{"title":"Tin"}`)}))
	if len(recs) != 1 || recs[0].Article.Title != "Tin" || recs[0].Origin.String() != "-:1" {
		t.Errorf("%+v", recs)
	}
	if recs := collect(Files(t.Context(), []string{StdinPath}, Options{})); len(recs) != 1 || recs[0].Err == nil {
		t.Errorf("without standard input: %+v", recs)
	}
}

func TestSameTextSameID(t *testing.T) {
	dir := plant(t, map[string]string{"a.txt": "Tin\n\nNội dung.", "sub/b.txt": "Tin\r\n\r\nNội  dung.\r\n"})
	recs := collect(Files(t.Context(), []string{dir}, Options{}))
	if len(recs) != 2 || recs[0].Article.ID != recs[1].Article.ID {
		t.Errorf("%+v", recs)
	}
}

// Globs choose among what folders hold; what is named itself is always read.
func TestIncludeAndExclude(t *testing.T) {
	dir := plant(t, map[string]string{
		"a.jsonl": `{"title":"A"}`, "tag/b.jsonl": `{"title":"B"}`, "2018/03/c.jsonl": `{"title":"C"}`, "2018/d.txt": "D\n\nNội dung.",
	})
	for _, c := range []struct {
		include, exclude []string
		want             string
	}{
		{nil, nil, "C D A B"},
		{[]string{"*.jsonl"}, nil, "C A B"},
		{[]string{"2018/**"}, nil, "C D"},
		{[]string{"2018/*"}, nil, "D"},
		{nil, []string{"tag"}, "C D A"},
		{nil, []string{"tag/"}, "C D A"},
		{nil, []string{"**/03"}, "D A B"},
		{[]string{"*.{txt,html}"}, []string{"2018"}, ""},
	} {
		var got []string
		for _, rec := range collect(Files(t.Context(), []string{dir}, Options{Include: c.include, Exclude: c.exclude})) {
			got = append(got, rec.Article.Title)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("include %q, exclude %q: %q, want %q", c.include, c.exclude, got, c.want)
		}
	}
	named := filepath.Join(dir, "a.jsonl")
	if recs := collect(Files(t.Context(), []string{named}, Options{Exclude: []string{"*"}})); len(recs) != 1 {
		t.Errorf("a named file was left out: %v", recs)
	}
	if CheckPatterns("*.html", "[a-") == nil || CheckPatterns("**/{a,b}?") != nil {
		t.Error("CheckPatterns is wrong")
	}
}
