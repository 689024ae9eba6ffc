package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// noticeFile has the licences of all that is linked into the program, which whoever
// passes the program on passes on too.
const noticeFile = "../../NOTICE"

// The licences in NOTICE are those of the modules that are linked in. -update writes it.
func TestNotice(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip(err)
	}
	want := notice(t)
	if *update {
		if err := os.WriteFile(noticeFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(noticeFile)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("NOTICE has other licences than the linked modules (%v): go test ./cmd/newssearch -run TestNotice -update", err)
	}
}

func notice(t *testing.T) []byte {
	t.Helper()
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", ".")
	// The same licences are wanted on every system.
	list.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	out, err := list.Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	lines := slices.Compact(slices.Sorted(strings.Lines(string(out))))
	modules := map[string][]string{} // by the text of their licences
	var texts []string
	for _, line := range lines {
		path, dir, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		text := licences(t, path, dir)
		if modules[text] == nil {
			texts = append(texts, text)
		}
		modules[text] = append(modules[text], path)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "newssearch\nCopyright the newssearch authors, Apache License 2.0 (see LICENSE)\n\nThe program is linked with these modules, whose licences follow. The standard library\nof Go is linked too; its licence is at https://go.dev/LICENSE.\n")
	for _, text := range texts {
		fmt.Fprintf(&b, "\n%s\n%s\n\n%s\n", strings.Repeat("=", 80), strings.Join(modules[text], "\n"), text)
	}
	return b.Bytes()
}

// licences returns the text of the licence files of a module.
func licences(t *testing.T, path, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		name := strings.ToUpper(e.Name())
		if !e.Type().IsRegular() || !strings.HasPrefix(name, "LICENSE") && !strings.HasPrefix(name, "LICENCE") && !strings.HasPrefix(name, "NOTICE") && !strings.HasPrefix(name, "COPYING") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n")))
	}
	if len(all) == 0 {
		t.Errorf("module %s has no licence", path)
	}
	return strings.Join(all, "\n\n")
}
