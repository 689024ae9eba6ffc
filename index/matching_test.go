package index_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/newssearch/newssearch/index"
)

func matching(t *testing.T, x *index.Index, r index.Request) (ids []string) {
	t.Helper()
	for a, err := range x.Matching(t.Context(), r) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, a.ID)
	}
	return ids
}

// Matching finds what Search counts, beyond the last page of it, and no looser matches.
func TestMatching(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer x.Close()
	var articles []index.Article
	for i := range 2500 {
		a := index.Article{ID: fmt.Sprint("m", i), Title: "Giá vàng tăng", Body: fmt.Sprintf("Phiên thứ %d, giá vàng trong nước tăng nhẹ.", i), Source: "VOV"}
		if i%2 == 1 {
			a.Title, a.Body, a.Source = "Giá dầu giảm", fmt.Sprintf("Phiên thứ %d, vàng đứng giá.", i), "TTXVN"
		}
		articles = append(articles, a)
	}
	put(t, x, articles...)
	for _, c := range []struct {
		request index.Request
		want    int
	}{
		{index.Request{Query: "giá vàng trong nước"}, 1250},
		{index.Request{Query: `"giá vàng"`}, 1250},
		{index.Request{Query: "gia vang", Sources: []string{"VOV"}}, 1250},
		{index.Request{Query: "dầu vàng"}, 1250},
		{index.Request{Query: "giá OR vàng"}, 2500},
		{index.Request{Query: "giá -dầu"}, 1250},
		{index.Request{Sources: []string{"TTXVN"}}, 1250},
		{index.Request{}, 2500},
		{index.Request{Query: "không có từ nào thế này"}, 0},
		{index.Request{Query: "giá", Limit: 1, Offset: 7}, 2500},
	} {
		got := matching(t, x, c.request)
		slices.Sort(got)
		if len(got) != c.want || len(slices.Compact(got)) != c.want {
			t.Errorf("%+v: %d articles, want %d", c.request, len(got), c.want)
		}
	}
	if all := collect(t, x); matching(t, x, index.Request{})[0] != all[0].ID {
		t.Error("the order is not that of All")
	}
	var query *index.QueryError
	for _, err := range x.Matching(t.Context(), index.Request{Query: "title:"}) {
		if err != nil && !errors.As(err, &query) {
			t.Error(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range x.Matching(ctx, index.Request{}) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	}
}
