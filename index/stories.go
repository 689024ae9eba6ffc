package index

import (
	"fmt"

	"github.com/newssearch/newssearch/index/internal/dup"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/story"
)

// storyColumns are where near-duplicates are kept.
var storyColumns = story.Columns{
	Hash: columnHash, Story: columnStory, Sketch: [...]string{"near0", "near1", "near2", "near3", "near4", "near5"},
}

// addSketch puts the sketch of the article's text into its columns.
func (d *document) addSketch() {
	d.near.Sketch = d.near.Text.Sketch()
	if d.near.Sketch.IsZero() {
		return
	}
	for i, n := range d.near.Sketch.Pack() {
		d.addNumber(storyColumns.Sketch[i], n)
	}
}

// decideStories puts into the columns of a batch which stories its documents belong to.
func (x *Index) decideStories(docs []*document) error {
	near := make([]story.Document, len(docs))
	for i, d := range docs {
		near[i] = d.near
	}
	stories, err := x.near.Assign(near)
	if err != nil {
		return fmt.Errorf("%s: %w", x.path, err)
	}
	for i, d := range docs {
		d.addNumber(columnStory, stories[i])
	}
	return nil
}

func hashesOf(docs []*document) []uint64 {
	hashes := make([]uint64, len(docs))
	for i, d := range docs {
		hashes[i] = d.near.Hash
	}
	return hashes
}

// storyView is the index as package story sees it.
func (x *Index) storyView() (story.View, error) {
	v, err := x.acquire()
	if err != nil {
		return story.View{}, err
	}
	b := x.pool.Get().(*documentBuilder)
	return story.View{
		Segments: v.Segments,
		Text:     func(seg *engine.Segment, doc uint32) (dup.Text, error) { return x.storedText(b, seg, doc) },
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
		if v.found, err = story.Find(v.Segments, &storyColumns); err != nil {
			return nil, err
		}
	}
	return v.found, nil
}
