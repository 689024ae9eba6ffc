package index

import (
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/stored"
)

// article reads the stored article of a document.
func (x *Index) article(seg *engine.Segment, doc uint32) (Article, error) {
	return x.read(seg, doc, stored.All)
}

// head reads what a list of hits shows of an article: ID, URL, title, source,
// category and time.
func (x *Index) head(seg *engine.Segment, doc uint32) (Article, error) {
	return x.read(seg, doc, stored.Title)
}

func (x *Index) read(seg *engine.Segment, doc uint32, parts stored.Parts) (Article, error) {
	a, err := x.codec.Read(seg, doc, parts)
	if err != nil {
		return Article{}, x.damage(err)
	}
	return Article(a), nil
}
