package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A backup is made of an index that serve owns, with what is kept beside the articles,
// checked and put back.
func TestBackupCommands(t *testing.T) {
	dir, to := threeIndexed(t), filepath.Join(t.TempDir(), "backups")
	address, stop := serving(t, "--index", dir, "--no-fetch")
	command(t, "save", "--index", dir, "vàng", "giá vàng").wants(t, exitOK, "", "")
	command(t, "backup", "--index", dir, to).wants(t, exitOK, "backed up", "")
	command(t, "backup", "--index", dir, "--keep", "1", to).wants(t, exitOK, "removed 1 older", "")
	file := filepath.Join(t.TempDir(), "news.tar")
	command(t, "backup", "--index", dir, file).wants(t, exitOK, file, "")
	command(t, "backup", "--list", to).wants(t, exitOK, to, "")
	command(t, "check", "--deep", to).wants(t, exitOK, "all as it was written", "")
	command(t, "check", file).wants(t, exitOK, "all as it was written", "")
	command(t, "restore", "--index", dir, "--replace", to).wants(t, exitIndex, "", "end it first")
	stop()
	command(t, "restore", "--index", dir, to).wants(t, exitIndex, "", "--replace")
	command(t, "restore", "--index", dir, "--replace", to).wants(t, exitOK, "restored 3 articles", "")
	again := filepath.Join(t.TempDir(), "again")
	command(t, "restore", "--index", again, file).wants(t, exitOK, "restored 3 articles", "")
	for _, restored := range []string{dir, again} {
		command(t, "query", "--index", restored, "gia").wants(t, exitOK, "id a2", "")
		command(t, "save", "--index", restored, "--list").wants(t, exitOK, "giá vàng", "")
		if _, err := os.Stat(filepath.Join(restored, "owner.json")); err == nil {
			t.Errorf("%s has the record of an owner that is gone", restored)
		}
	}
	_ = address
}

func TestBackupTrouble(t *testing.T) {
	dir, to := threeIndexed(t), filepath.Join(t.TempDir(), "backups")
	command(t, "backup", "--index", dir).wants(t, exitUsage, "", "")
	command(t, "backup", "--index", dir, filepath.Join(dir, "backups")).wants(t, exitUsage, "", "would be lost with it")
	command(t, "backup", "--index", dir, "--keep", "-1", to).wants(t, exitUsage, "", "--keep")
	command(t, "backup", "--index", dir+"x", to).wants(t, exitIndex, "", "no index")
	command(t, "check", to).wants(t, exitIndex, "", "no backup")
	command(t, "restore", "--index", dir+"y", to).wants(t, exitIndex, "", "no backup")
	command(t, "backup", "--index", dir, to).wants(t, exitOK, "", "")
	files, err := filepath.Glob(filepath.Join(to, "*", "statistics.bin"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if err := os.WriteFile(files[0], []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	command(t, "check", to).wants(t, exitIndex, "statistics.bin is not as it was written", "1 of 1 backups")
	command(t, "restore", "--index", dir+"y", to).wants(t, exitIndex, "", "not as it was written")
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(dir), ".*")); err != nil || len(left) > 0 {
		t.Errorf("left %v", strings.Join(left, " "))
	}
}
