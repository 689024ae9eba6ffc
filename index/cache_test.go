package index

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// Whatever is asked, by several at once, and while articles change: the caches
// together keep within CacheBytes, and nothing is left of them after Close.
func TestCacheKeepsItsBudget(t *testing.T) {
	const budget = 4 << 20 // slices of 2,048 articles take 2 MB
	x, err := Open(t.Context(), filepath.Join(t.TempDir(), "index"), Options{CacheBytes: budget})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Close() }()
	c := &changing{t: t, index: x, r: rand.New(rand.NewPCG(5, 6)), texts: map[string]string{}}
	within := func(when string) {
		t.Helper()
		if lists, words := x.store.Used(), x.sequences.Used(); lists+words > budget {
			t.Errorf("%s: %d bytes of postings and %d of words are kept, of %d", when, lists, words, budget)
		}
	}
	for round := range 4 {
		c.put(round*slicedDocs, 2*slicedDocs)
		if err := x.Warm(t.Context()); err != nil {
			t.Fatal(err)
		}
		within("warm")
		var searchers sync.WaitGroup
		for seed := range uint64(3) {
			searchers.Go(func() {
				r := rand.New(rand.NewPCG(seed, uint64(round)))
				for range 40 {
					words := make([]string, 1+r.IntN(4))
					for i := range words {
						words[i] = phraseWords[r.IntN(len(phraseWords))]
					}
					q := strings.Join(words, " ")
					if r.IntN(2) == 0 {
						q = `"` + q + `"`
					}
					if _, err := x.Search(context.Background(), Request{Query: q}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		searchers.Wait()
		within("asked")
		if round%2 == 1 {
			x.tidier.Start(1)
			x.tidier.Wait()
		}
		c.check("changed")
	}
	if x.sequences.Used() < 1<<20 {
		t.Errorf("only %d bytes of words are kept", x.sequences.Used())
	}
	if err := x.Close(); err != nil || x.store.Used() != 0 || x.sequences.Used() != 0 {
		t.Errorf("after Close %d and %d bytes are kept, %v", x.store.Used(), x.sequences.Used(), err)
	}
}
