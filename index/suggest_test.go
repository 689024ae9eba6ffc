package index_test

import (
	"context"
	"errors"
	"fmt"
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
