package index

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// A story names the other articles of the group, whichever of them is asked.
func TestStory(t *testing.T) {
	x := storyIndex(t, sampleArticles(t), 20)
	for _, ids := range sampleStories() {
		group := strings.Fields(ids)
		for _, id := range group {
			list, err := x.Reprints(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{id}
			for i, s := range list {
				got = append(got, s.ID)
				if s.Title == "" || s.Source == "" || i > 0 && s.Published.Before(list[i-1].Published) {
					t.Errorf("%s: %+v at %d", id, s, i)
				}
			}
			if slices.Sort(got); !slices.Equal(got, group) {
				t.Errorf("%s is with %q, want %q", id, got, group)
			}
		}
	}
	if list, err := x.Reprints(t.Context(), "don-u23-ve-nuoc"); list != nil || err != nil {
		t.Errorf("alone: %v, %v", list, err)
	}
	if _, err := x.Delete(t.Context(), "bao-yagi"); err != nil {
		t.Fatal(err)
	}
	if list, err := x.Reprints(t.Context(), "bao-yagi-2"); len(list) != 1 || err != nil || list[0].ID != "bao-yagi-3" {
		t.Errorf("one of three deleted: %v, %v", list, err)
	}
	for _, id := range []string{"bao-yagi", "none", ""} {
		if _, err := x.Reprints(t.Context(), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", id, err)
		}
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Reprints(done, "bao-yagi-2"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// The earliest come first and those without a date last.
func TestStoryOrder(t *testing.T) {
	x := storyIndex(t, syndicated(60), 13)
	dated, undated := 0, 0
	for _, ids := range storiesOf(t, x) {
		id := strings.Fields(ids)[0]
		list, err := x.Reprints(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		checkReprints(t, Request{}, Hit{ID: id, Reprints: list})
		for _, s := range list {
			if s.Published.IsZero() {
				undated++
			} else {
				dated++
			}
		}
	}
	if dated < 10 || undated < 3 {
		t.Errorf("the test has %d articles with a date and %d without", dated, undated)
	}
}
