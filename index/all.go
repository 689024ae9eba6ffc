package index

import (
	"context"
	"iter"

	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// All yields every article of the index as it is at the first step: by time of
// publication, the earliest first and those without a date last, equal ones in
// an order of their own that does not change from one index of the same articles
// to another. An article is read when its turn comes, so that a collection larger
// than memory can be walked through; the order takes 24 bytes an article.
//
// An error is yielded once, with no article, and ends the walk: the context's,
// one that matches ErrDamaged, or ErrClosed. The body of the loop may
// use the index, change it, and close it.
func (x *Index) All(ctx context.Context) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		v, places, err := x.inOrder(ctx)
		if err != nil {
			yield(Article{}, err)
			return
		}
		defer v.release()
		for _, at := range places {
			a, err := x.next(ctx, v, at)
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}

// inOrder returns a view, to be released, and where its articles are, in the order of All.
func (x *Index) inOrder(ctx context.Context) (v *view, places []engine.Place, err error) {
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer end(&err)
	v.EachLive(func(seg int, doc uint32) { places = append(places, engine.Place{Seg: seg, Doc: doc}) })
	if err = v.inOrder(places); err != nil {
		return nil, nil, err
	}
	v.reader.AddRef() // the caller's, beyond end
	return v, places, nil
}

// inOrder sorts documents in the order of All.
func (v *view) inOrder(docs []engine.Place) error {
	return v.SortBy(docs, document.Published, document.Hash)
}

// next reads one article of a view that is held. Between two steps the index is
// not held, so that it can be closed.
func (x *Index) next(ctx context.Context, v *view, at engine.Place) (a Article, err error) {
	end, err := x.begin(ctx)
	if err != nil {
		return Article{}, err
	}
	defer end()
	defer recoverFault(x.log, x.path, &err)
	return x.article(v.Segments[at.Seg], at.Doc)
}
