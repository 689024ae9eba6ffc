package index

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// cutSegments makes the files of an index too short for what is mapped of them.
func cutSegments(t *testing.T, path string) {
	t.Helper()
	for name := range segmentFiles(t, path) {
		if err := os.Truncate(filepath.Join(path, disk.StoreFolder, name), 0); err != nil {
			t.Fatal(err)
		}
	}
}

// A segment that is damaged while the index is open does not end the program
// when it is read in the background, nor keep the index locked.
func TestDamagedWhileOpen(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("mapped files cannot be cut")
	}
	for _, readOnly := range []bool{true, false} {
		path := filepath.Join(t.TempDir(), "index")
		ingest(t, path, numbered(0, 2*learnAtOnce))
		for _, file := range []string{columnsFile, suggestionsFile} {
			if err := os.Remove(filepath.Join(path, file)); err != nil {
				t.Fatal(err)
			}
		}
		var log bytes.Buffer
		x, err := Open(t.Context(), path, Options{ReadOnly: readOnly, Logger: slog.New(slog.NewTextHandler(&log, nil))})
		if err != nil {
			t.Fatal(err)
		}
		v, err := x.acquire() // which reads lengths, but no columns
		if err != nil {
			t.Fatal(err)
		}
		v.release()
		cutSegments(t, path)
		if _, err := x.Suggest(context.Background(), SuggestRequest{Text: "cầ"}); err != nil {
			t.Errorf("read only %t: suggest: %v", readOnly, err)
		}
		x.suggester.running.Wait()
		if !strings.Contains(log.String(), "suggestions are not learned") {
			t.Errorf("read only %t: the log says %q", readOnly, log.String())
		}
		if err := x.Close(); err != nil && !errors.Is(err, ErrDamaged) || !readOnly && err == nil {
			t.Errorf("read only %t: close: %v", readOnly, err)
		}
		if _, err := Open(t.Context(), path, Options{}); !errors.Is(err, ErrDamaged) {
			t.Errorf("read only %t: open it again: %v", readOnly, err)
		}
	}
}
