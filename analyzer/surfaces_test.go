package analyzer

import (
	"fmt"
	"testing"
)

func TestSurfaces(t *testing.T) {
	tokenizer := NewTokenizer()
	type seen struct {
		surface, term string
		kind          Kind
	}
	known := map[uint32]seen{}
	oldest := uint32(0)
	for i := range 3 * cacheSlots / 2 { // the cache starts anew twice
		text := fmt.Sprintf("Từ số %d, ngày 11/3/2018, Covid-%d và một-từ-rất-dài-có-nhiều-âm-tiết", i, i%7)
		tokens := tokenizer.Append(nil, text)
		numbers, first := tokenizer.Surfaces()
		if len(numbers) != len(tokens) {
			t.Fatalf("%d numbers of %d tokens", len(numbers), len(tokens))
		}
		if first < oldest {
			t.Fatalf("the oldest number fell from %d to %d", oldest, first)
		}
		oldest = first
		for k, n := range numbers {
			now := seen{text[tokens[k].Start:tokens[k].End], tokens[k].Term, tokens[k].Kind}
			if before, ok := known[n]; ok && before != now && n != 0 {
				t.Fatalf("number %d was %v, is %v", n, before, now)
			}
			known[n] = now
			if n == 0 && len(now.surface) <= maxShortBytes {
				t.Fatalf("no number for %q", now.surface)
			}
		}
	}
	if oldest < 2*cacheSlots/2 {
		t.Errorf("the oldest number is %d: the cache did not start anew twice", oldest)
	}
}
