package index

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/newssearch/newssearch/index/internal/wordorder"
)

// When all numbers are given out, rare terms share theirs: phrases must still be
// told apart, before and after warming up.
func TestPhrasesOfTermsThatShareANumber(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	articles := numbered(0, 1024)
	const rare = 3 * 1536 // so that each number is shared
	for i := range articles {
		for j := i; j < rare; j += len(articles) {
			articles[i].Body += fmt.Sprintf(". Hãng xqz%dk mở cửa", j)
		}
	}
	ingest(t, path, articles)
	x, err := Open(t.Context(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for i := 0; wordorder.OfOneTerm(x.sequences.Number(fmt.Sprintf("filler%d", i))); i++ {
	}
	if n := x.sequences.Number("xqz1k"); wordorder.OfOneTerm(n) {
		t.Fatalf("a late term has the number %d", n)
	}
	check := func(when string) {
		t.Helper()
		for _, j := range []int{0, 1, 77, rare - 1} {
			for query, want := range map[string]int{
				fmt.Sprintf(`"hãng xqz%dk mở"`, j):     1,
				fmt.Sprintf(`"hang xqz%dk mo cua"`, j): 1,
				fmt.Sprintf(`"mở xqz%dk"`, j):          0,
			} {
				r, err := x.Search(context.Background(), Request{Query: query, SnippetRunes: -1})
				if err != nil || r.Total != want {
					t.Errorf("%s: %s: %d articles, %v, want %d", when, query, r.Total, err, want)
				}
			}
		}
	}
	check("cold")
	if err := x.Warm(context.Background()); err != nil {
		t.Fatal(err)
	}
	check("warm")
}
