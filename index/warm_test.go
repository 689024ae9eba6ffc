package index_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// Warm changes nothing but the time: phrases take another way then.
func TestWarmAnswersAlike(t *testing.T) {
	words := strings.Fields("tinh giản biên chế cán bộ tỉnh giá vàng trong nước tăng gian bien che bản bán bạn cá cà mưa bão Beyoncé Zürich zurich")
	rng := rand.New(rand.NewPCG(9, 9))
	articles := make([]index.Article, 3000)
	for i := range articles {
		var body []string
		for range 5 + rng.IntN(60) {
			body = append(body, words[rng.IntN(len(words))])
		}
		articles[i] = index.Article{ID: fmt.Sprint(i), Title: words[rng.IntN(len(words))], Body: strings.Join(body, " ")}
	}
	cold, warm := open(t, t.TempDir(), index.Options{}), open(t, t.TempDir(), index.Options{})
	for _, x := range []*index.Index{cold, warm} {
		put(t, x, articles...)
	}
	if err := warm.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{
		`"tinh giản"`, `"biên chế cán bộ"`, `"bien che"`, `"gian bien che"`, `"giá vàng" tăng`, `bão -"mưa bão"`,
		`"ca ca"`, `title:"giá vàng" OR "cán bộ tỉnh"`, `"tỉnh giá vàng trong nước tăng"`, `tinh gian bien che`,
		`"beyonce zurich"`, `"Beyoncé Zürich"`, `"zürich ban"`, `"bán bạn bản"`, `"ban ban"`,
	} {
		r := index.Request{Query: q, Limit: 1000, SnippetRunes: -1, NoCollapse: true}
		want, got := search(t, cold, r), search(t, warm, r)
		if want.Total != got.Total || want.TotalIs != got.TotalIs || !reflect.DeepEqual(ids(want), ids(got)) {
			t.Errorf("%s: warm %d (%s) articles, %d hits; cold %d (%s), %d hits",
				q, got.Total, got.TotalIs, len(got.Hits), want.Total, want.TotalIs, len(want.Hits))
		}
	}
}

func TestWarmStops(t *testing.T) {
	x := sampleIndex(t, 84)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := x.Warm(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("warming with a context that has ended: %v", err)
	}
}
