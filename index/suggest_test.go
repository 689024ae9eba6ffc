package index_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/newssearch/newssearch/index"
)

func TestSuggest(t *testing.T) {
	ctx := context.Background()
	dir := filepath.Join(t.TempDir(), "ix")
	x := open(t, dir, index.Options{})
	suggested := func(text string) []string {
		list, err := x.Suggest(ctx, index.SuggestRequest{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, c := range list {
			out = append(out, c.Text)
		}
		return out
	}
	if got := suggested("tinh"); got != nil {
		t.Errorf("an empty index suggests %q", got)
	}
	before := []string{"bàn", "hỏi", "lo", "xem", "nghe"}
	for i := range 5 {
		put(t, x, index.Article{ID: fmt.Sprint(i), Title: fmt.Sprintf("Tin %d", i), Lead: "Cả nước " + before[i] + " tinh giản biên chế."})
	}
	if got := suggested("tinh gi"); !slices.Contains(got, "tinh giản biên chế") {
		t.Errorf("tinh gi is completed by %q", got)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x = open(t, dir, index.Options{ReadOnly: true})
	if s, err := x.Stats(ctx); err != nil || s.Suggestions == 0 || s.SuggestionBytes == 0 {
		t.Errorf("after opening again: %d suggestions, %v", s.Suggestions, err)
	}
	if got := suggested("tinh gi"); !slices.Contains(got, "tinh giản biên chế") {
		t.Errorf("opened again: tinh gi is completed by %q", got)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x = open(t, dir, index.Options{})
	if _, err := x.Delete(ctx, "0", "1", "2", "3", "4"); err != nil {
		t.Fatal(err)
	}
	if got := suggested("tinh gi"); got != nil {
		t.Errorf("of nothing: %q", got)
	}
	var wrong *index.RequestError
	if _, err := x.Suggest(ctx, index.SuggestRequest{Limit: -1}); !errors.As(err, &wrong) {
		t.Errorf("Limit -1: %v", err)
	}
}

// A saved table that cannot be read is learned again, by a reader for itself and
// by a writer for good.
func TestSuggestDamaged(t *testing.T) {
	ctx := context.Background()
	dir := filepath.Join(t.TempDir(), "ix")
	x := open(t, dir, index.Options{})
	for i, before := range []string{"bàn", "hỏi", "lo", "xem", "nghe"} {
		put(t, x, index.Article{ID: fmt.Sprint(i), Title: fmt.Sprintf("Tin %d", i), Lead: "Cả nước " + before + " tinh giản biên chế."})
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "suggestions.bin")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	quiet := slog.New(slog.DiscardHandler)
	for _, saved := range [][]byte{nil, whole[:5], whole[:8], whole[:len(whole)/2], append(slices.Clone(whole[:len(whole)-1]), 0xA5)} {
		for _, readOnly := range []bool{true, false} {
			if err := os.WriteFile(file, saved, 0o600); err != nil {
				t.Fatal(err)
			}
			x := open(t, dir, index.Options{ReadOnly: readOnly, Logger: quiet})
			list, err := x.Suggest(ctx, index.SuggestRequest{Text: "tinh gi"})
			if err != nil || len(list) == 0 || list[0].Text != "tinh giản biên chế" || list[0].Count != 5 {
				t.Errorf("%d bytes saved: %+v, %v", len(saved), list, err)
			}
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
			now, err := os.ReadFile(file)
			if err != nil || slices.Equal(now, whole) == readOnly {
				t.Errorf("%d bytes saved, read only %t: %d bytes after closing, %v", len(saved), readOnly, len(now), err)
			}
		}
	}
}
