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

// A headline has quotation marks around single words, which its article may lack. All pages come from one list.
func TestLoosenedHeadline(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer func() { _ = x.Close() }()
	put(t, x,
		index.Article{ID: "a", Title: "Ba cầu thủ Hồng Vĩnh rời đội sau mùa giải", Body: "Huấn luyện viên loại ba cầu thủ."},
		index.Article{ID: "b", Title: "Cú sốc ở Lam Điền", Body: "Người xem bị sốc khi trận đấu bị hoãn."},
		index.Article{ID: "c", Title: "Đội Hồng Vĩnh thua", Body: "Một mùa giải buồn."},
	)
	const headline = `Đội Hồng Vĩnh "sốc" khi ba cầu thủ rời sân`
	var pages []string
	for i := range 3 {
		r := search(t, x, index.Request{Query: headline, Limit: 1, Offset: i})
		if !slices.Equal(r.Loosened, []string{"sốc"}) {
			t.Errorf("page %d: loosened %q", i+1, r.Loosened)
		}
		pages = append(pages, ids(r)...)
	}
	first := pages[0]
	slices.Sort(pages)
	if first != "a" || !slices.Equal(pages, []string{"a", "b", "c"}) {
		t.Errorf("pages: %q", pages)
	}
	if r := search(t, x, index.Request{Query: `cầu thủ "sốc"`}); !slices.Equal(ids(r), []string{"b"}) || r.Loosened != nil {
		t.Errorf("among few words: %q, loosened %q", ids(r), r.Loosened)
	}
}
