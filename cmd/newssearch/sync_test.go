package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func plant(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// With --id path a corrected file replaces its old version.
func TestIngestByPath(t *testing.T) {
	dir, folder := filepath.Join(t.TempDir(), "index"), t.TempDir()
	plant(t, folder, "a.txt", "Giá vàng tăng\n\nNội dung.")
	plant(t, folder, "b.jsonl", `{"id":"1","title":"Một"}`+"\n"+`{"title":"Hai"}`)
	command(t, "ingest", "--index", dir, "--id", "path", folder).wants(t, exitOK, "added 3", "")
	plant(t, folder, "a.txt", "Giá vàng giảm\n\nNội dung mới.")
	command(t, "ingest", "--index", dir, "--id", "path", folder).wants(t, exitOK, "added 0, updated 1, unchanged 2", "")
	command(t, "ingest", "--index", dir, "--id", "tên", folder).wants(t, exitUsage, "", "path, url, content")
}

// --sync removes what is gone from the folder, and nothing else.
func TestIngestSync(t *testing.T) {
	dir, folder, other := filepath.Join(t.TempDir(), "index"), t.TempDir(), t.TempDir()
	plant(t, folder, "a.txt", "Giá vàng tăng\n\nNội dung.")
	plant(t, folder, "sub/b.txt", "Giá dầu giảm\n\nNội dung.")
	plant(t, folder, "c.jsonl", `{"id":"1","title":"Một"}`+"\n"+`{"id":"2","title":"Hai"}`)
	plant(t, other, "b.txt", "Giá bạc đứng\n\nNội dung.")
	command(t, "ingest", "--index", dir, folder).wants(t, exitOK, "added 4", "")
	command(t, "ingest", "--index", dir, other).wants(t, exitOK, "added 1", "")
	command(t, "ingest", "--index", dir, "--sync", folder).wants(t, exitOK, "unchanged 4", "")
	// One file goes, one loses a record, one is corrected, one is left out by a glob.
	if err := os.Remove(filepath.Join(folder, "sub", "b.txt")); err != nil {
		t.Fatal(err)
	}
	plant(t, folder, "c.jsonl", `{"id":"2","title":"Hai"}`)
	commandIn(t.Context(), "n\n", "ingest", "--index", dir, "--sync", "--exclude", "a.txt", folder).wants(t, exitUsage, "unchanged 1", "remove 2 articles that are gone")
	command(t, "stats", "--index", dir).wants(t, exitOK, "5", "")
	plant(t, folder, "a.txt", "Giá vàng giảm\n\nNội dung.")
	commandIn(t.Context(), "y\n", "ingest", "--index", dir, "--sync", folder).wants(t, exitOK, "added 1, updated 0, unchanged 1, skipped 0, removed 3", "remove 3 articles")
	left := command(t, "export", "--index", dir)
	for _, title := range []string{"Giá vàng giảm", "Hai", "Giá bạc đứng"} {
		if !strings.Contains(left.out, title) {
			t.Errorf("%q is gone", title)
		}
	}
	if strings.Count(left.out, "\n") != 3 {
		t.Errorf("left:\n%s", left.out)
	}
	commandIn(t.Context(), "", "ingest", "--index", dir, "--sync", "-").wants(t, exitUsage, "", "--sync")
}

// What was deleted stays away until it is restored.
func TestDeletedStaysAway(t *testing.T) {
	dir := threeIndexed(t)
	same := write(t, "same.jsonl", threeArticles)
	command(t, "delete", "--index", dir, "a1").wants(t, exitOK, "deleted 1, not there 0", "")
	command(t, "ingest", "--index", dir, same).wants(t, exitOK, "unchanged 2, skipped 0, kept out 1 that were deleted", "")
	command(t, "ingest", "--index", dir, "--restore", same).wants(t, exitOK, "added 1, updated 0, unchanged 2", "")
	command(t, "ingest", "--index", dir, same).wants(t, exitOK, "unchanged 3", "")
}

func TestDeleteByAddressAndQuery(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	commandIn(t.Context(), `{"id":"1","title":"Giá vàng tăng","url":"https://www.bao.example/vang"}
{"id":"2","title":"Giá vàng giảm","url":"https://bao.example/vang-2","source":"VOV"}
{"id":"3","title":"Giá dầu giảm"}
`, "ingest", "--index", dir, "-").wants(t, exitOK, "added 3", "")
	command(t, "delete", "--index", dir, "--url", "http://bao.example/vang/", "--url", "https://bao.example/none").wants(t, exitNothing, "deleted 1, not there 1", "")
	command(t, "delete", "--index", dir, "--query", "giá vàng", "--dry-run").wants(t, exitOK, "2\tGiá vàng giảm\nwould be deleted 1", "")
	commandIn(t.Context(), "n\n", "delete", "--index", dir, "--query", "giá vàng").wants(t, exitUsage, "", "nothing was deleted")
	commandIn(t.Context(), "", "delete", "--index", dir, "--source", "VOV").wants(t, exitUsage, "", "--yes")
	command(t, "delete", "--index", dir, "--query", "giá vàng", "--yes").wants(t, exitOK, "deleted 1, not there 0", "")
	command(t, "delete", "--index", dir, "--query", "giá vàng", "--yes").wants(t, exitNothing, "deleted 0", "")
	command(t, "delete", "--index", dir).wants(t, exitUsage, "", "nothing to delete")
	command(t, "stats", "--index", dir).wants(t, exitOK, "1", "")
}
