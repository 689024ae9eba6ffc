package builtin

import (
	"errors"
	"iter"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
)

func articles(list ...index.Article) iter.Seq2[index.Article, error] {
	return func(yield func(index.Article, error) bool) {
		for _, a := range list {
			if !yield(a, nil) {
				return
			}
		}
	}
}

var harvest = articles(
	index.Article{ID: "1", Title: "Mùa gặt", Body: strings.Repeat("Đồng bằng vào mùa gặt. ", 9), Tags: []string{"mùa gặt"}},
	index.Article{ID: "2", Title: "Mùa gieo", Lead: "Mùa gieo bắt đầu.", Captions: []string{"Mùa gieo"}},
)

func TestPrior(t *testing.T) {
	whole, err := Prior(harvest, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	less, err := Prior(harvest, len(whole)-1)
	if err != nil || len(less) >= len(whole) {
		t.Errorf("%d bytes of %d: %v", len(less), len(whole), err)
	}
	if _, err := Prior(harvest, 1); err == nil {
		t.Error("a table of one byte")
	}
}

func TestVocabulary(t *testing.T) {
	table, err := Vocabulary(harvest)
	if err != nil || !strings.Contains(string(table), "gặt") {
		t.Errorf("the table of %d bytes lacks the commonest word: %v", len(table), err)
	}
}

func TestNothingToCount(t *testing.T) {
	if _, err := Prior(articles(), 1<<20); !errors.Is(err, ErrNoArticles) {
		t.Error(err)
	}
	fault := errors.New("unreadable")
	bad := func(yield func(index.Article, error) bool) { yield(index.Article{}, fault) }
	if _, err := Vocabulary(bad); !errors.Is(err, fault) {
		t.Error(err)
	}
}
