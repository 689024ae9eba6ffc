package index_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

// listHead is how many articles lead the list whatever words they lack.
const listHead = 100

// The pages of a query hold every counted article exactly once, those with all the words before place count + listHead; they end
// where More says so.
func TestPagesHoldWhatIsCounted(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 4))
	for round := range 3 {
		articles := dated(r, 400, 900*24*time.Hour)
		for i := range articles { // some tell the story of another
			if i > 20 && r.IntN(8) == 0 {
				articles[i].Body = strings.Repeat("bão số mười hai đổ bộ vào Hồng Vĩnh sáng nay gây mưa to gió lớn nhiều nhà tốc mái ", 3) + articles[r.IntN(20)].Body
			}
		}
		x := datedIndex(t, articles)
		for range 25 {
			var words []string
			for _, w := range []string{"mưa", "bão", "lũ", "nắng", "hạn"} {
				if r.IntN(2) == 0 {
					words = append(words, w)
				}
			}
			if len(words) == 0 {
				words = []string{"tin"}
			}
			request := index.Request{
				Query: strings.Join(words, " "), Limit: 37, SnippetRunes: -1, NoCollapse: r.IntN(2) == 0, AllWords: r.IntN(4) == 0,
				Sort: []index.Sort{"", "", index.SortNewest, index.SortOldest}[r.IntN(4)],
			}
			if r.IntN(3) == 0 {
				request.Fresh, request.Now = 1000*time.Hour, articles[0].Published
			}
			if round == 2 && r.IntN(3) == 0 {
				request.Query += ` "tin thời tiết"`
			}
			checkList(t, x, articles, request, words)
			if t.Failed() {
				t.Fatalf("%+v", request)
			}
		}
	}
}

// checkList reads all pages of r, whose articles with all of words are counted.
func checkList(t *testing.T, x *index.Index, articles []index.Article, r index.Request, words []string) {
	t.Helper()
	seen, full, place := map[string]bool{}, 0, 0
	var total int
	for {
		result := search(t, x, r)
		total = result.Total
		words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(result.Dropped, w) })
		for _, h := range result.Hits {
			ids := []string{h.ID}
			for _, other := range h.Reprints {
				ids = append(ids, other.ID)
			}
			for _, id := range ids {
				if seen[id] {
					t.Errorf("%s comes twice", id)
				}
				seen[id] = true
				i := slices.IndexFunc(articles, func(a index.Article) bool { return a.ID == id })
				has := hasAll(&articles[i], words...) || slices.Equal(words, []string{"tin"})
				if has {
					full++
				}
				if has && place >= total+listHead {
					t.Errorf("%s, with all the words, has place %d of %d that are counted", id, place, total)
				}
				if !has && r.AllWords {
					t.Errorf("%s lacks a word", id)
				}
			}
			place++
		}
		if more := len(result.Hits) == r.Limit; result.More && !more {
			t.Errorf("%d hits of %d, and more", len(result.Hits), r.Limit)
		}
		if r.Offset += len(result.Hits); !result.More {
			break
		}
	}
	if full != total {
		t.Errorf("%d articles with all the words in the list, %d counted", full, total)
	}
}

// How many stories a query finds is told as long as its list is no longer than the head,
// however few of them are looked for at first.
func TestStoriesOfShortLists(t *testing.T) {
	x := sampleIndex(t, 84)
	for _, query := range []string{"của", "một", "trong", "người", "năm nay", "thành phố"} {
		all := search(t, x, index.Request{Query: query, Limit: listHead})
		first := search(t, x, index.Request{Query: query, Limit: 3})
		if all.Stories == 0 || first.Stories != all.Stories {
			t.Errorf("%q: %d stories on a short page, %d on a page of everything", query, first.Stories, all.Stories)
		}
	}
}
