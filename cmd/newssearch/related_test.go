package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/testdata"
)

func sampleIndexed(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	command(t, "ingest", "--index", dir, write(t, "sample.jsonl", testdata.Articles())).wants(t, exitOK, "skipped 0", "")
	return dir
}

func TestRelated(t *testing.T) {
	dir := sampleIndexed(t)
	o := command(t, "related", "--index", dir, "--json", "don-u23-ve-nuoc")
	var answer struct {
		ID   string
		Hits []struct {
			ID       string
			Reprints []struct{ ID, Source string }
		}
	}
	if err := json.Unmarshal([]byte(o.out), &answer); err != nil || o.code != exitOK {
		t.Fatalf("exit code %d, %v: %s", o.code, err, o.out)
	}
	if first := answer.Hits[0]; answer.ID != "don-u23-ve-nuoc" || first.ID != "u23-thuong-chau" || len(first.Reprints) != 2 {
		t.Errorf("answer: %+v", answer)
	}
	command(t, "related", "--index", dir, "don-u23-ve-nuoc").wants(t, exitOK, "2 bài đăng lại: Báo Sông Hồng (27/1/2018)", "")
	command(t, "related", "--index", dir, "none").wants(t, exitNothing, "", `no article "none"`)
	command(t, "related", "--index", dir, "--limit", "0", "metro-so-1").wants(t, exitUsage, "", "--limit 0")
	command(t, "related", "--index", dir).wants(t, exitUsage, "", "something is missing: newssearch related")
}

// A story is one article of a query, unless asked otherwise.
func TestNoCollapse(t *testing.T) {
	dir := sampleIndexed(t)
	collapsed := command(t, "query", "--index", dir, "siêu bão Yagi", "--limit", "3")
	collapsed.wants(t, exitOK, "2 bài đăng lại: Báo Sông Hồng (8/9/2024), Thông tấn Lạc Việt (8/9/2024)", "")
	if n := strings.Count(collapsed.out, "id bao-yagi"); n != 1 {
		t.Errorf("the story is shown %d times:\n%s", n, collapsed.out)
	}
	all := command(t, "query", "--index", dir, "--no-collapse", "siêu bão Yagi", "--limit", "3")
	if n := strings.Count(all.out, "id bao-yagi"); n != 3 || strings.Contains(all.out, "tương tự") {
		t.Errorf("%d of 3 articles are shown:\n%s", n, all.out)
	}
	command(t, "query", "--index", dir, "--sort", "newest", "bão Yagi").wants(t, exitOK, "3 bài · cùng một tin", "")
}

func TestReindexCommand(t *testing.T) {
	dir := sampleIndexed(t)
	command(t, "reindex", "--index", dir).wants(t, exitOK, "built again from 84 articles", "")
	command(t, "reindex", "--index", dir, "--json").wants(t, exitOK, `"articles":84`, "")
	command(t, "stats", "--index", dir).wants(t, exitOK, "6 stories, 10 reprints", "")
	command(t, "reindex", "--index", filepath.Join(dir, "none")).wants(t, exitIndex, "", index.ErrNotFound.Error())
	command(t, "reindex", "--index", dir, "more").wants(t, exitUsage, "", `"more" is too much`)
}
