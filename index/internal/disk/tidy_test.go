package disk

import (
	"testing"
)

func TestSmallest(t *testing.T) {
	for _, test := range []struct {
		name             string
		sizes            []int
		limit            int
		number, articles int
	}{
		{"few enough", []int{5, 1, 1, 1}, 1000, 0, 0},
		{"one too many", []int{900, 50, 20, 300, 600}, 10_000, 2, 70},
		{"all alike", []int{10, 10, 10, 10, 10}, 10_000, 5, 50},
		{"a large one", []int{10, 10, 10, 10, 10, 10, 10, 1000}, 10_000, 7, 70},
		{"a small one besides", []int{2, 10, 10, 100, 100, 100, 100}, 10_000, 4, 122},
		{"more than the limit", []int{10, 10, 10, 10, 10, 10}, 25, 2, 20},
		{"much more than the limit", []int{10, 10, 10, 10, 10, 10}, 5, 0, 0},
		{"nothing", nil, 5, 0, 0},
	} {
		if number, articles := smallest(test.sizes, test.limit); number != test.number || articles != test.articles {
			t.Errorf("%s: %d segments of %d articles, want %d of %d", test.name, number, articles, test.number, test.articles)
		}
	}
}
