package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
)

func TestPrior(t *testing.T) {
	dir := sampleIndexed(t)
	file := filepath.Join(t.TempDir(), "prior.bin")
	size := func() int64 {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	command(t, "prior", "--index", dir, "--out", file).wants(t, exitOK, file+": ", "")
	whole := size()
	command(t, "prior", "--index", dir, "--out", file, "--max-bytes", "20000").wants(t, exitOK, "", "")
	if n := size(); n >= whole || n > 20_000 {
		t.Errorf("the table has %d bytes, that of all pairs %d", n, whole)
	}
	words := filepath.Join(filepath.Dir(file), "vocabulary.bin")
	command(t, "prior", "--index", dir, "--out", file, "--words", words).wants(t, exitOK, words+": ", "")
	if data, err := os.ReadFile(words); err != nil || !strings.Contains(string(data), "biên") {
		t.Errorf("the table of words lacks the commonest: %d bytes, %v", len(data), err)
	}
	command(t, "prior", "--index", dir).wants(t, exitUsage, "", "no file to write")
	command(t, "prior", "--index", dir, "--out", file, "--max-bytes", "4095").wants(t, exitUsage, "", "--max-bytes 4095 is less than 4096")
	command(t, "prior", "--index", filepath.Join(dir, "none"), "--out", file).wants(t, exitIndex, "", index.ErrNotFound.Error())
	command(t, "prior", "--index", dir, "--out", filepath.Join(dir, "none", "prior.bin")).wants(t, exitIndex, "", "no such file")
	empty := filepath.Join(t.TempDir(), "index")
	x, err := index.Open(t.Context(), empty, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	command(t, "prior", "--index", empty, "--out", file).wants(t, exitIndex, "", "no articles to count")
}
