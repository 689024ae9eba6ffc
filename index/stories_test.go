package index

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/testdata"
)

// sampleArticles are the articles of the built-in sample.
func sampleArticles(t *testing.T) []Article {
	t.Helper()
	return testdata.ArticlesAs[Article]()
}

// storyIndex is an index on disk with articles, put in batches of n.
func storyIndex(t *testing.T, articles []Article, n int) *Index {
	t.Helper()
	x, err := Open(t.Context(), filepath.Join(t.TempDir(), "index"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	putInBatches(t, x, articles, n)
	return x
}

func putInBatches(t *testing.T, x *Index, articles []Article, n int) {
	t.Helper()
	for batch := range slices.Chunk(articles, n) {
		if _, err := x.Put(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
}

// storiesOf returns the stories of an index as sorted lists of IDs.
func storiesOf(t *testing.T, x *Index) []string {
	t.Helper()
	v, err := x.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer v.release()
	st, err := v.stories()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for members := range st.All {
		var ids []string
		for _, at := range members {
			id, err := v.Segments[at.Seg].ID(at.Doc)
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, id)
		}
		if len(ids) > 0 {
			slices.Sort(ids)
			all = append(all, strings.Join(ids, " "))
		}
	}
	slices.Sort(all)
	return all
}

// sampleStories are the groups of the sample's duplicates.txt, without IDs in gone.
func sampleStories(gone ...string) []string {
	var all []string
	for line := range strings.Lines(testdata.Duplicates()) {
		ids := slices.DeleteFunc(strings.Fields(line), func(id string) bool { return slices.Contains(gone, id) })
		if len(ids) > 1 {
			slices.Sort(ids)
			all = append(all, strings.Join(ids, " "))
		}
	}
	slices.Sort(all)
	return all
}

// The sample's near-duplicates are found, and nothing else is, whichever way
// the articles come in.
func TestSampleStories(t *testing.T) {
	articles := sampleArticles(t)
	for _, n := range []int{1, 7, len(articles)} {
		for seed := range uint64(3) {
			shuffled := slices.Clone(articles)
			if seed > 0 {
				r := rand.New(rand.NewPCG(seed, 0))
				r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			}
			if n == 1 && seed > 0 {
				continue // one batch an article is slow, and seven are like it
			}
			x, err := OpenMemory(Options{}) // a disk would be waited for at every batch
			if err != nil {
				t.Fatal(err)
			}
			putInBatches(t, x, shuffled, n)
			if got, want := storiesOf(t, x), sampleStories(); !slices.Equal(got, want) {
				t.Errorf("batches of %d, order %d:\n got %q\nwant %q", n, seed, got, want)
			}
		}
	}
}

// Stories stay right while articles go, come back, change and the index is
// closed and opened again.
func TestStoriesAreKeptUp(t *testing.T) {
	articles := sampleArticles(t)
	byID := map[string]Article{}
	for _, a := range articles {
		byID[a.ID] = a
	}
	path := filepath.Join(t.TempDir(), "index")
	x, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Close() }()
	put := func(a ...Article) {
		t.Helper()
		if _, err := x.Put(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	remove := func(ids ...string) {
		t.Helper()
		if n, err := x.Delete(t.Context(), ids...); err != nil || n != len(ids) {
			t.Fatalf("Delete(%q) = %d, %v", ids, n, err)
		}
	}
	check := func(when string, want []string) {
		t.Helper()
		if got := storiesOf(t, x); !slices.Equal(got, want) {
			t.Fatalf("%s:\n got %q\nwant %q", when, got, want)
		}
	}
	reopen := func() {
		t.Helper()
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
		if x, err = Open(t.Context(), path, Options{}); err != nil {
			t.Fatal(err)
		}
	}
	put(articles...)
	remove("tinh-gian-van-khe", "ma-tuy-bac-ngan-2")
	gone := []string{"tinh-gian-van-khe", "ma-tuy-bac-ngan-2"}
	check("the first article of a story and the last of another deleted", sampleStories(gone...))
	reopen()
	check("after reopening", sampleStories(gone...))
	put(byID["ma-tuy-bac-ngan-2"])
	put(byID["tinh-gian-van-khe"])
	check("both put again", sampleStories())

	changed := byID["bao-yagi"]
	changed.Title += " (cập nhật)"
	put(changed)
	check("the title of the first article changed", sampleStories())
	other := byID["messi-world-cup"]
	other.ID = "bao-yagi-2"
	put(other)
	want := append(sampleStories("bao-yagi-2"), "bao-yagi-2 messi-world-cup")
	slices.Sort(want)
	check("an article became a copy of another", want)
	reopen()
	put(byID["bao-yagi-2"])
	check("and changed back after reopening", sampleStories())
}

// A batch that is not stored leaves nothing behind.
func TestFailedPutIsForgotten(t *testing.T) {
	articles := sampleArticles(t)
	x := storyIndex(t, articles[:1], 1)
	before := x.near.Len()
	docs := x.analyse([]change{{article: &articles[1], hash: contentHash(&articles[1])}}, x.batch.Add(1))
	if err := x.decideStories(docs); err != nil {
		t.Fatal(err)
	}
	if got := x.near.Len(); got != before+1 {
		t.Fatalf("%d texts known, want %d", got, before+1)
	}
	x.near.Forget(hashesOf(docs)...)
	if got := x.near.Len(); got != before {
		t.Errorf("%d texts known, want %d", got, before)
	}
}

// syndicated makes a collection of many stories, some printed by several papers.
func syndicated(n int) []Article {
	r := rand.New(rand.NewPCG(5, 5))
	syllables := strings.Fields("bão lũ mưa nắng giá vàng cá lúa cầu đường trường thầy trò tàu xe thuyền biển sông núi rừng đồng ruộng chợ phố làng xóm nhà cửa tiền thuế luật án tòa quan dân lính")
	word := func() string { return syllables[r.IntN(len(syllables))] }
	var articles []Article
	for len(articles) < n {
		var body []string
		for range 60 + r.IntN(60) {
			body = append(body, word())
		}
		story := len(articles)
		for copy := range 1 + max(0, r.IntN(9)-4) {
			a := Article{
				ID: fmt.Sprintf("%d-%d", story, copy), Title: word() + " " + word() + " " + word(),
				Body:   strings.Join(body[:len(body)-copy], " "),
				Source: fmt.Sprintf("Báo %d", r.IntN(3)),
			}
			if r.IntN(4) > 0 {
				a.Published = time.Date(2024, 1, 1+r.IntN(300), 0, 0, 0, 0, time.UTC)
			}
			articles = append(articles, a)
		}
	}
	return articles
}

// Paged through, collapsed hits and what stands under them are the hits of
// NoCollapse: none lost, none twice, all pages but the last full.
func TestCollapseLosesAndDoublesNothing(t *testing.T) {
	x := storyIndex(t, syndicated(700), 150)
	if n := len(storiesOf(t, x)); n < 50 {
		t.Fatalf("only %d stories in the collection", n)
	}
	requests := []Request{
		{Query: "bão lũ"}, {Query: "bao mua -thuyền"}, {Query: "giá vàng", Sort: SortNewest}, {Query: "thầy trò", Sort: SortOldest},
		{Query: `"cầu đường" nguồn:"Báo 1"`}, {Query: "luật", From: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)}, {},
		{Query: "title:tàu", Sources: []string{"Báo 0", "Báo 2"}, Sort: SortNewest},
	}
	for _, r := range requests {
		r.SnippetRunes = -1
		all := map[string]int{}
		var total int
		for r := r; ; r.Offset += r.Limit {
			r.NoCollapse, r.Limit = true, 200
			res, err := x.Search(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			total = res.Total
			for _, h := range res.Hits {
				all[h.ID]++
				if len(h.Reprints) > 0 {
					t.Fatalf("%+v: NoCollapse has articles under %s", r, h.ID)
				}
			}
			if len(res.Hits) < r.Limit {
				break
			}
		}
		shown := map[string]int{}
		stories := 0
		for r := r; ; r.Offset += r.Limit {
			r.Limit = 13
			res, err := x.Search(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			if res.Total != total {
				t.Errorf("%+v: total %d, without collapsing %d", r, res.Total, total)
			}
			for _, h := range res.Hits {
				shown[h.ID]++
				checkReprints(t, r, h)
				for _, s := range h.Reprints {
					shown[s.ID]++
				}
			}
			stories += len(res.Hits)
			if len(res.Hits) < r.Limit {
				if r.Sort != SortRelevance && r.Sort != "" && res.Stories != stories {
					t.Errorf("%+v: Stories = %d, want %d", r, res.Stories, stories)
				}
				break
			}
		}
		if !maps.Equal(all, shown) {
			t.Errorf("%+v: %d articles without collapsing, %d with", r, len(all), len(shown))
		}
		for id, n := range shown {
			if n > 1 {
				t.Errorf("%+v: %s is shown %d times", r, id, n)
			}
		}
		if len(all) == 0 || stories == len(all) {
			t.Errorf("%+v: %d articles, %d stories: nothing was put to the test", r, len(all), stories)
		}
	}
}

// checkReprints checks the order under a hit: the earliest first, no date last.
func checkReprints(t *testing.T, r Request, h Hit) {
	t.Helper()
	dates := []time.Time{}
	if r.Sort == "" && r.Query != "" {
		dates = append(dates, h.Published)
	}
	for _, s := range h.Reprints {
		dates = append(dates, s.Published)
	}
	if !slices.IsSortedFunc(dates, func(a, b time.Time) int {
		if a.IsZero() != b.IsZero() {
			return cmp.Compare(b.Unix(), a.Unix())
		}
		return a.Compare(b)
	}) {
		t.Errorf("%+v: under %s not the earliest first: %v", r, h.ID, dates)
	}
}

func TestReprintsNameSources(t *testing.T) {
	x := storyIndex(t, sampleArticles(t), 100)
	res, err := x.Search(t.Context(), Request{Query: "siêu bão Yagi tàn phá"})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Hits) == 0 || res.Hits[0].ID != "bao-yagi" || len(res.Hits[0].Reprints) != 2 {
		t.Fatalf("hits: %+v", res.Hits)
	}
	stats, err := x.Stats(t.Context())
	if err != nil || stats.Stories != 6 || stats.Reprints != 10 {
		t.Errorf("Stats: %d stories, %d reprints (%v), want 6 and 10", stats.Stories, stats.Reprints, err)
	}
	if s := res.Hits[0].Reprints[1]; s.Source != "Thông tấn Lạc Việt" || s.ID != "bao-yagi-3" || s.Published.IsZero() {
		t.Errorf("second reprint: %+v", s)
	}
}
