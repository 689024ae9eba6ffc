package index

import (
	"slices"
	"testing"

	"github.com/newssearch/newssearch/index/internal/stored"
)

// TestTextOfStoredWords compares what near-duplicates are recognised by when it
// is made of tokens and of the stored words.
func TestTextOfStoredWords(t *testing.T) {
	articles := sampleArticles(t)
	x, err := OpenMemory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	b := newDocumentBuilder(x.codec)
	coded := 0
	for i := range articles {
		a := &articles[i]
		d := b.build(a, 1, 1)
		for _, f := range d.fields {
			if f.Label != stored.TextField || !stored.AreWords(f.Stored) {
				continue
			}
			coded++
			got, err := b.codedText(f.Stored)
			if err != nil {
				t.Fatalf("%s: %v", a.ID, err)
			}
			if want := b.words(a); !slices.Equal(got, want) || !slices.Equal(got, d.near.Text) {
				t.Errorf("%s: %d words, want %d and the same", a.ID, len(got), len(want))
			}
		}
	}
	if coded < len(articles)*3/4 {
		t.Errorf("%d of %d articles are stored as words", coded, len(articles))
	}
}
