package index

import (
	"fmt"

	"github.com/newssearch/newssearch/index/internal/engine"
)

// stories are the near-duplicates of a view: which articles tell one story.
type stories struct {
	// of holds for each segment and document the number of its story, 0 for an
	// article that stands alone; a segment without stories has none.
	of [][]uint32
	// members are the articles of each story; members[0] is unused.
	members [][]place
}

// place is a document of a view.
type place struct {
	seg int
	doc uint32
}

// none reports whether every article stands alone.
func (s *stories) none() bool { return len(s.members) <= 1 }

// number is the story of a document, 0 for none.
func (s *stories) number(seg int, doc uint32) uint32 {
	if s.none() || s.of[seg] == nil {
		return 0
	}
	return s.of[seg][doc]
}

// stories returns the stories of the view. They are found once for each view,
// in 2 ns an article, from columns that stay with their segments.
func (v *view) stories() (*stories, error) {
	v.storiesMu.Lock()
	defer v.storiesMu.Unlock()
	if v.found != nil {
		return v.found, nil
	}
	s, err := findStories(v.Segments)
	if err != nil {
		return nil, err
	}
	v.found = s
	return s, nil
}

// storyFilter passes the hashes that may be those of a story: most articles
// are told apart by it without looking into a map.
type storyFilter [1 << 10]uint64

func (f *storyFilter) bit(hash uint64) (word, mask uint64) {
	return hash >> 6 % uint64(len(f)), 1 << (hash & 63)
}

func findStories(segments []*engine.Segment) (*stories, error) {
	found := &stories{members: make([][]place, 1)}
	columns := make([][]uint64, len(segments))
	numbers := map[uint64]uint32{}
	var filter storyFilter
	for i, seg := range segments {
		column, err := seg.Numbers(columnStory)
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
				word, mask := filter.bit(story)
				filter[word] |= mask
			}
		}
	}
	if found.none() {
		return found, nil
	}
	for i, seg := range segments {
		hashes, err := seg.Numbers(columnHash)
		if err != nil {
			return nil, err
		}
		for doc, hash := range hashes {
			if story := columns[i][doc]; story != 0 {
				hash = story
			}
			if word, mask := filter.bit(hash); filter[word]&mask == 0 {
				continue
			}
			if n, ok := numbers[hash]; ok && seg.IsLive(uint32(doc)) {
				found.members[n] = append(found.members[n], place{i, uint32(doc)})
			}
		}
	}
	found.enter(segments)
	return found, nil
}

// enter fills in of from members. A story that has lost its others is none.
func (s *stories) enter(segments []*engine.Segment) {
	s.of = make([][]uint32, len(segments))
	for n, members := range s.members {
		if len(members) < 2 {
			s.members[n] = nil
			continue
		}
		for _, at := range members {
			if s.of[at.seg] == nil {
				s.of[at.seg] = make([]uint32, segments[at.seg].Docs)
			}
			s.of[at.seg][at.doc] = uint32(n)
		}
	}
}

// countStories counts the stories of several articles, and the articles in them
// but for one of each.
func (v *view) countStories() (found, reprints int, err error) {
	st, err := v.stories()
	if err != nil {
		return 0, 0, fmt.Errorf("count stories: %w", err)
	}
	for _, members := range st.members {
		if len(members) > 0 {
			found++
			reprints += len(members) - 1
		}
	}
	return found, reprints, nil
}
