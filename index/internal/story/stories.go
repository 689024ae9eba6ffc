package story

import (
	"github.com/newssearch/newssearch/index/internal/engine"
)

// Stories are the near-duplicates of a snapshot: which articles tell one story.
type Stories struct {
	// of holds for each segment and document the number of its story, 0 for an
	// article that stands alone; a segment without stories has none.
	of [][]uint32
	// members are the articles of each story; members[0] is unused.
	members [][]engine.Place
}

// None reports whether every article stands alone.
func (s *Stories) None() bool { return len(s.members) <= 1 }

// Number is the story of a document, 0 for none.
func (s *Stories) Number(at engine.Place) uint32 {
	if s.None() || s.of[at.Seg] == nil {
		return 0
	}
	return s.of[at.Seg][at.Doc]
}

// Members are the articles of a story in no particular order. They are shared:
// copy them before changing anything.
func (s *Stories) Members(number uint32) []engine.Place { return s.members[number] }

// All yields the members of each story.
func (s *Stories) All(yield func(members []engine.Place) bool) {
	for _, members := range s.members {
		if len(members) > 0 && !yield(members) {
			return
		}
	}
}

// Count counts the stories of several articles, and the articles in them except for
// one of each.
func (s *Stories) Count() (found, reprints int) {
	for members := range s.All {
		found++
		reprints += len(members) - 1
	}
	return found, reprints
}

// Find finds the stories of a snapshot, in 2 ns an article.
func Find(segments []*engine.Segment, c *Columns) (*Stories, error) {
	found := &Stories{members: make([][]engine.Place, 1)}
	columns := make([][]uint64, len(segments))
	numbers := map[uint64]uint32{}
	var filter sieve
	for i, seg := range segments {
		column, err := seg.Numbers(c.Story)
		if err != nil {
			return nil, err
		}
		columns[i] = column
		for doc, story := range column {
			if story == 0 || !seg.IsLive(uint32(doc)) {
				continue
			}
			if _, ok := numbers[story]; !ok {
				numbers[story] = uint32(len(found.members))
				found.members = append(found.members, nil)
				filter.add(story)
			}
		}
	}
	if found.None() {
		return found, nil
	}
	for i, seg := range segments {
		hashes, err := seg.Numbers(c.Hash)
		if err != nil {
			return nil, err
		}
		for doc, hash := range hashes {
			if story := columns[i][doc]; story != 0 {
				hash = story
			}
			if !filter.has(hash) {
				continue
			}
			if n, ok := numbers[hash]; ok && seg.IsLive(uint32(doc)) {
				found.members[n] = append(found.members[n], engine.Place{Seg: i, Doc: uint32(doc)})
			}
		}
	}
	found.enter(segments)
	return found, nil
}

// enter fills in of from members. A story that has lost its others is none.
func (s *Stories) enter(segments []*engine.Segment) {
	s.of = make([][]uint32, len(segments))
	for n, members := range s.members {
		if len(members) < 2 {
			s.members[n] = nil
			continue
		}
		for _, at := range members {
			if s.of[at.Seg] == nil {
				s.of[at.Seg] = make([]uint32, segments[at.Seg].Docs)
			}
			s.of[at.Seg][at.Doc] = uint32(n)
		}
	}
}
