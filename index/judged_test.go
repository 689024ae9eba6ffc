package index

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/dup"
	"github.com/newssearch/newssearch/index/internal/stored"
)

// judgedPair is two articles and whether they tell the same news.
type judgedPair struct {
	a, b string
	same bool
	// weight is how many pairs of the collection the pair stands for.
	weight float64
}

func judgedPairs(t *testing.T) []judgedPair {
	t.Helper()
	data, err := os.ReadFile("testdata/near-duplicates.txt")
	if err != nil {
		t.Fatal(err)
	}
	var pairs []judgedPair
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var p judgedPair
		var same int
		var jaccard, stratum, judged float64
		if _, err := fmt.Sscan(line, &p.a, &p.b, &same, &jaccard, &stratum, &judged); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		p.a, p.b, p.same, p.weight = "baomoi-"+p.a, "baomoi-"+p.b, same == 1, stratum/judged
		pairs = append(pairs, p)
	}
	return pairs
}

// TestJudgedPairs measures how well near-duplicates are told from look-alikes,
// on 300 pairs of real news drawn by layers of likeness (from 0.15 on) and
// judged by reading titles, leads and numbers. The articles are not part of this project:
// NEWSSEARCH_NEWS names the file with them (JSON lines, gzip).
//
//	NEWSSEARCH_NEWS=baomoi2017.jsonl.gz go test ./index -run TestJudgedPairs -v
func TestJudgedPairs(t *testing.T) {
	path := os.Getenv("NEWSSEARCH_NEWS")
	if path == "" {
		t.Skip("NEWSSEARCH_NEWS names no collection")
	}
	pairs := judgedPairs(t)
	articles := readNews(t, path)
	x := storyIndex(t, articles, 500)
	b := document.NewBuilder(x.codec, labels())
	sets := map[string]dup.Set{}
	for i := range articles {
		sets[articles[i].ID] = b.Words((*stored.Article)(&articles[i])).Set()
	}
	story := map[string]int{}
	for n, ids := range storiesOf(t, x) {
		for _, id := range strings.Fields(ids) {
			story[id] = n + 1
		}
	}
	t.Logf("%d articles, %d stories of several, %d articles in them", len(articles), len(storiesOf(t, x)), len(story))
	report := func(name string, near func(p judgedPair, l dup.Likeness) bool) {
		var found, right, sameAlike, rightAlike, sameHalf, rightHalf float64
		for _, p := range pairs {
			l := dup.Compare(sets[p.a], sets[p.b])
			hit := near(p, l)
			if hit {
				found += p.weight
			}
			if !p.same {
				continue
			}
			right += one(hit, p.weight)
			if l.Jaccard >= 0.35 {
				sameAlike += p.weight
				rightAlike += one(hit, p.weight)
			}
			if l.Jaccard >= 0.5 {
				sameHalf += p.weight
				rightHalf += one(hit, p.weight)
			}
		}
		t.Logf("%-28s precision %.3f; recall of pairs that share 0.35: %.3f, 0.5: %.3f",
			name, right/found, rightAlike/sameAlike, rightHalf/sameHalf)
	}
	for _, least := range []float64{0.3, 0.35, 0.38, 0.4, 0.45, 0.5, 0.6} {
		report(fmt.Sprintf("words, from %.2f on", least), func(_ judgedPair, l dup.Likeness) bool { return l.Jaccard >= least })
		report(fmt.Sprintf("words and numbers, %.2f", least), func(_ judgedPair, l dup.Likeness) bool {
			sure := l
			sure.Jaccard = max(l.Jaccard, 0.38) // the least that Near takes
			return l.Jaccard >= least && sure.Near()
		})
	}
	report("Near", func(_ judgedPair, l dup.Likeness) bool { return l.Near() })
	report("one story in the index", func(p judgedPair, _ dup.Likeness) bool {
		return story[p.a] != 0 && story[p.a] == story[p.b]
	})
}

// one is weight when hit, else 0.
func one(hit bool, weight float64) float64 {
	if hit {
		return weight
	}
	return 0
}

func readNews(t *testing.T, path string) []Article {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var articles []Article
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, MaxArticleBytes)
	for lines.Scan() {
		var a struct{ ID, Title, Lead, Body string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		articles = append(articles, Article{ID: a.ID, Title: a.Title, Lead: a.Lead, Body: a.Body})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return articles
}
