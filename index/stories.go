package index

import (
	"fmt"

	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/dup"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/story"
)

// decideStories puts into the columns of a batch which stories its documents belong to.
func (x *Index) decideStories(docs []*document.Document) error {
	near := make([]story.Document, len(docs))
	for i, d := range docs {
		near[i] = d.Near
	}
	stories, err := x.near.Assign(near)
	if err != nil {
		return fmt.Errorf("%s: %w", x.path, err)
	}
	for i, d := range docs {
		d.SetStory(stories[i])
	}
	return nil
}

func hashesOf(docs []*document.Document) []uint64 {
	hashes := make([]uint64, len(docs))
	for i, d := range docs {
		hashes[i] = d.Near.Hash
	}
	return hashes
}

// storyView is the index as package story sees it.
func (x *Index) storyView() (story.View, error) {
	v, err := x.acquire()
	if err != nil {
		return story.View{}, err
	}
	b := x.pool.Get().(*document.Builder)
	return story.View{
		Segments: v.Segments,
		Text: func(seg *engine.Segment, doc uint32) (dup.Text, error) {
			text, err := b.StoredWords(seg, doc)
			if err != nil {
				return nil, x.damage(err)
			}
			return text, nil
		},
		Release: func() {
			x.pool.Put(b)
			v.release()
		},
	}, nil
}

// stories returns the stories of the view. They are found once for each view,
// from columns that stay with their segments.
func (v *view) stories() (*story.Stories, error) {
	v.storiesMu.Lock()
	defer v.storiesMu.Unlock()
	if v.found == nil {
		var err error
		if v.found, err = story.Find(v.Segments, &document.Story); err != nil {
			return nil, err
		}
	}
	return v.found, nil
}
