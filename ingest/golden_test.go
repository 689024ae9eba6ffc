package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden reads raw pages, feeds and texts and compares every field of what comes
// out. Run with -update after a wanted change and read the difference.
func TestGolden(t *testing.T) {
	var inputs []string
	for _, pattern := range []string{"../testdata/pages/*.html", "../testdata/feeds/*.xml", "testdata/text/*.txt"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: no inputs (%v)", pattern, err)
		}
		inputs = append(inputs, found...)
	}
	for _, input := range inputs {
		t.Run(filepath.Base(input), func(t *testing.T) {
			got := render(t, input)
			golden := input + ".golden"
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// render writes the records of a file as a person can compare them.
func render(t *testing.T, path string) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	for rec := range Files(t.Context(), []string{path}, Options{}) {
		origin := Origin{Path: filepath.Base(path), Line: rec.Origin.Line, Item: rec.Origin.Item}
		switch {
		case rec.Err != nil:
			fmt.Fprintf(&b, "%v: skipped: %v\n", origin, rec.Err)
			continue
		case rec.Warning != nil:
			fmt.Fprintf(&b, "%v: warning: %v\n", origin, rec.Warning)
		default:
			fmt.Fprintf(&b, "%v\n", origin)
		}
		if err := rec.Article.Validate(); err != nil {
			t.Errorf("%v: %v", origin, err)
		}
		if err := enc.Encode(rec.Article); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// TestEncodingsAgree reads the same article in every encoding, and decoded wrongly.
func TestEncodingsAgree(t *testing.T) {
	want := only(t, "testdata/text/full.txt")
	inputs, err := filepath.Glob("../testdata/legacy/*.txt")
	if err != nil || len(inputs) < 8 {
		t.Fatalf("%d inputs (%v)", len(inputs), err)
	}
	inputs = append(inputs, "testdata/text/nfd-crlf-bom.txt", "testdata/text/utf16le.txt", "testdata/text/odd-spaces.txt")
	for _, input := range inputs {
		if filepath.Base(input) == "noise.txt" {
			continue
		}
		if got := only(t, input); got.ID != want.ID {
			t.Errorf("%s: got %+v\nwant %+v", input, got, want)
		}
	}
}

func TestNoiseIsRefused(t *testing.T) {
	for rec := range Files(context.Background(), []string{"../testdata/legacy/noise.txt"}, Options{}) {
		wantErr(t, rec.Err, ErrUnreadable)
	}
}
