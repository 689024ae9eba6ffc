package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCheckCommand(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	articles := filepath.Join(t.TempDir(), "a.jsonl")
	if err := os.WriteFile(articles, []byte(`{"id":"a","title":"Giá vàng tăng","body":"Giá vàng tăng mạnh sáng nay."}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	command(t, "ingest", "--index", dir, articles).wants(t, exitOK, "", "")
	command(t, "check", "--index", dir, "--deep").wants(t, exitOK, "all as it was written", "")
	_, stop := serving(t, "--index", dir)
	command(t, "check", "--index", dir, "--deep").wants(t, exitOK, "all as it was written", "")
	stop()
	segments, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	if err != nil || len(segments) != 1 {
		t.Fatal(segments, err)
	}
	data, err := os.ReadFile(segments[0])
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)-1] ^= 1 // of the checksum: everything can be read
	if err := os.WriteFile(segments[0], data, 0o600); err != nil {
		t.Fatal(err)
	}
	command(t, "check", "--index", dir).wants(t, exitIndex, "it holds 1 articles", "not as they were written")
	command(t, "check", "--index", dir, "--repair", dir+"-saved").wants(t, exitOK, "saved 1 article, lost 0", "")
	command(t, "query", "--index", dir+"-saved", "gia vang").wants(t, exitOK, "Giá vàng tăng", "")
	command(t, "check", "--index", dir, "--repair", dir+"-saved").wants(t, exitIndex, "", "something already")
	command(t, "check", "--index", filepath.Join(dir, "none")).wants(t, exitIndex, "", "no index")
}
