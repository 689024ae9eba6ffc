package index_test

import (
	"slices"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// Phrases that keep the only good article away are read as words, which is said and can be undone.
func TestLoosenedPhrases(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer func() { _ = x.Close() }()
	put(t, x,
		index.Article{ID: "a", Title: "Bộ trưởng hứa xử nghiêm vụ xả thải ở sông Hồng Vĩnh", Body: "Ông nói sẽ xử lý thật nghiêm."},
		index.Article{ID: "b", Title: "Sông Hồng Vĩnh lại đầy", Body: "Nước lên."},
	)
	const headline = `Bộ trưởng: “xử thật nghiêm” vụ xả thải sông Hồng Vĩnh`
	r := search(t, x, index.Request{Query: headline})
	if len(r.Hits) == 0 || r.Hits[0].ID != "a" || !slices.Equal(r.Loosened, []string{"xử thật nghiêm"}) {
		t.Errorf("%q, loosened %q", ids(r), r.Loosened)
	}
	if r := search(t, x, index.Request{Query: headline, AllWords: true}); len(r.Hits) != 0 || r.Loosened != nil {
		t.Errorf("with all words: %q, loosened %q", ids(r), r.Loosened)
	}
	if r := search(t, x, index.Request{Query: `“xử thật nghiêm”`}); len(r.Hits) != 0 || r.Loosened != nil {
		t.Errorf("alone: %q, loosened %q", ids(r), r.Loosened)
	}
}
