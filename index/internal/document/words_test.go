package document

import (
	"slices"
	"testing"

	"github.com/newssearch/newssearch/index/internal/stored"
	"github.com/newssearch/newssearch/testdata"
)

// The words that near-duplicates are recognised by are the same whether they are made of
// tokens or of the stored words.
func TestTextOfStoredWords(t *testing.T) {
	articles := testdata.ArticlesAs[stored.Article]()
	codec, err := stored.NewCodec()
	if err != nil {
		t.Fatal(err)
	}
	b := NewBuilder(codec, nil)
	coded := 0
	for i := range articles {
		a := &articles[i]
		d := b.Build(a, 1, 1, i)
		for _, f := range d.fields {
			if f.Label != stored.TextField || !stored.AreWords(f.Stored) {
				continue
			}
			coded++
			got, err := b.codedText(f.Stored)
			if err != nil {
				t.Fatalf("%s: %v", a.ID, err)
			}
			if want := b.Words(a); !slices.Equal(got, want) || !slices.Equal(got, d.Near.Text) {
				t.Errorf("%s: %d words, want %d and the same", a.ID, len(got), len(want))
			}
		}
	}
	if coded < len(articles)*3/4 {
		t.Errorf("%d of %d articles are stored as words", coded, len(articles))
	}
}
