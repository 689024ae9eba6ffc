package index_test

import (
	"testing"

	"github.com/newssearch/newssearch/index"
)

// The parts of an address are not read as syllables without their marks: org is not ông, com not cơm.
func TestAddressesAreNotRestored(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer func() { _ = x.Close() }()
	put(t, x,
		index.Article{ID: "a", Title: "Ông bán cơm ở Hồng Vĩnh", Body: "Ông nấu cơm bán cho người đi chợ. Ông nói cơm ngon, báo mới đăng."},
		index.Article{ID: "b", Title: "Trang wikipedia.org và baomoi.com", Body: "Hai trang được nhiều người đọc."},
	)
	for _, q := range []string{"wikipedia.org", "baomoi.com", "https://bao.com/?q=x", "tuoi.com.vn", "www.com.org", "abc@bao.com"} {
		r := search(t, x, index.Request{Query: q})
		for _, reading := range r.Readings {
			if reading.Kind == index.MatchMarks || reading.Kind == index.MatchKeys || reading.Kind == index.MatchSpelling {
				t.Errorf("%q: %q is read as %q", q, reading.Typed, reading.Read)
			}
		}
	}
	// The words of a path are words without their marks.
	if r := search(t, x, index.Request{Query: "https://baomoi.com/ong-ban-com"}); len(r.Readings) == 0 || len(r.Hits) == 0 {
		t.Errorf("a path: %+v", r.Readings)
	}
	if r := search(t, x, index.Request{Query: "wikipedia.org"}); len(r.Hits) == 0 || r.Hits[0].ID != "b" {
		t.Errorf("wikipedia.org: %q", ids(r))
	}
}
