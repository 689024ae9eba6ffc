package index

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/stored"
)

// PutResult says what became of the articles given to Put.
type PutResult struct {
	Added     int `json:"added"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
	// Rejected are the articles that can never be indexed as they are, and those that
	// were removed on request.
	Rejected []Rejection `json:"rejected,omitempty"`
	// Settled is what PutAll adds: of its articles, in the order of seq, this many
	// from the first on are stored or rejected. Whoever has to go on with the rest
	// elsewhere need not keep these.
	Settled int `json:"-"`
}

// Rejection is one article that was not indexed; Err matches ErrInvalidArticle or
// ErrRemoved.
type Rejection struct {
	ID  string `json:"id"`
	Err error  `json:"-"`
}

// Merge adds the counts of other to r.
func (r *PutResult) Merge(other PutResult) {
	r.Added += other.Added
	r.Updated += other.Updated
	r.Unchanged += other.Unchanged
	r.Rejected = append(r.Rejected, other.Rejected...)
	r.Settled = max(r.Settled, other.Settled)
}

// Put adds articles, or replaces those that have the same ID. It is one
// transaction: when it returns without an error all of them are on disk and
// found by the next search, otherwise none is. An article equal to the one in
// the index is left alone. Of several with one ID in articles the last counts.
// Invalid articles are reported and do not keep the others out.
//
// Batches of some hundred articles are the fastest; see PutAll.
func (x *Index) Put(ctx context.Context, articles []Article) (PutResult, error) {
	return x.put(ctx, articles, disk.TooManySegments)
}

// put is Put. Afterwards segments are merged when there are more than most;
// never when most is 0.
func (x *Index) put(ctx context.Context, articles []Article, most int) (result PutResult, err error) {
	err = x.change(ctx, func() (err error) {
		result, err = x.putOnce(ctx, articles, most)
		return err
	})
	if err != nil {
		return PutResult{}, fmt.Errorf("put articles: %w", err)
	}
	return result, nil
}

func (x *Index) putOnce(ctx context.Context, articles []Article, most int) (PutResult, error) {
	changes, old, result, err := x.changes(articles)
	if err != nil || len(changes) == 0 {
		return result, err
	}
	if err := x.needRoom(changes); err != nil {
		return PutResult{}, err
	}
	x.saveWhenGrown()
	x.counting.RLock()
	defer x.counting.RUnlock()
	docs := x.analyse(changes, x.batch.Add(1))
	if err := x.write(ctx, docs); err != nil {
		x.near.Forget(hashesOf(docs)...)
		return PutResult{}, err
	}
	for i := range old {
		x.near.Forget(contentHash(&old[i]))
	}
	x.count(docs, old)
	x.tidier.Written(len(docs))
	if most > 0 {
		x.tidier.Start(most)
	}
	return result, nil
}

// roomFactor is how many bytes a byte of text may take on disk: news takes 0.7 of one,
// text without words of the vocabulary up to 2.
const roomFactor = 3

// needRoom makes sure that a batch fits the disk: after a failure the index has to
// be opened again.
func (x *Index) needRoom(changes []change) error {
	if x.path == "" {
		return nil
	}
	bytes := int64(0)
	for _, c := range changes {
		bytes += int64(c.article.bytes())
	}
	return disk.NeedRoom(x.path, roomFactor*bytes)
}

// write stores a batch of documents in one transaction.
func (x *Index) write(ctx context.Context, docs []*document.Document) error {
	if err := x.decideStories(docs); err != nil {
		return err
	}
	batch := bleveindex.NewBatch()
	for _, d := range docs {
		batch.Update(d)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := x.disk.Batch(batch); err != nil {
		return fmt.Errorf("write %d articles to %s: %w", len(docs), x.path, err)
	}
	return nil
}

// change is an article that is new or differs from the one in the index.
type change struct {
	article *Article
	hash    uint64
}

// changes picks the articles that have to be written, and returns those that they replace.
func (x *Index) changes(articles []Article) (changes []change, old []Article, result PutResult, err error) {
	last := make(map[string]int, len(articles))
	for i := range articles {
		err := articles[i].Validate()
		if err == nil && x.removed.KeepsOut(articles[i].ID, articles[i].URL) {
			err = ErrRemoved
		}
		if err != nil {
			result.Rejected = append(result.Rejected, Rejection{ID: articles[i].ID, Err: err})
			continue
		}
		last[articles[i].ID] = i
	}
	ids := make([]string, 0, len(last))
	for id := range last {
		ids = append(ids, id)
	}
	v, err := x.acquire()
	if err != nil {
		return nil, nil, PutResult{}, err
	}
	defer v.release()
	found, err := v.find(ids)
	if err != nil {
		return nil, nil, PutResult{}, x.faultOf(fmt.Errorf("look up articles: %w", err))
	}
	for i := range articles {
		a := &articles[i]
		if n, ok := last[a.ID]; !ok || n != i {
			continue
		}
		c := change{article: a, hash: contentHash(a)}
		switch before, exists := found[a.ID]; {
		case !exists:
			result.Added++
		case before.hash == c.hash:
			result.Unchanged++
			continue
		default:
			result.Updated++
			replaced, err := x.article(v.Segments[before.Seg], before.Doc)
			if err != nil {
				return nil, nil, PutResult{}, err
			}
			old = append(old, replaced)
		}
		changes = append(changes, c)
	}
	return changes, old, result, nil
}

// found is where an article is, and its contentHash.
type found struct {
	engine.Place
	hash uint64
}

// find returns where those of ids are stored that the index has.
func (v *view) find(ids []string) (map[string]found, error) {
	all := map[string]found{}
	for i, seg := range v.Segments {
		docs, err := seg.Find(ids)
		if err != nil {
			return nil, err
		}
		if len(docs) == 0 {
			continue
		}
		hashes, err := seg.Numbers(document.Hash)
		if err != nil {
			return nil, err
		}
		for _, doc := range docs {
			id, err := seg.ID(doc)
			if err != nil {
				return nil, err
			}
			all[id] = found{engine.Place{Seg: i, Doc: doc}, hashes[doc]}
		}
	}
	return all, nil
}

// analyse builds the documents of changes on all processors.
func (x *Index) analyse(changes []change, batch uint64) []*document.Document {
	docs := make([]*document.Document, len(changes))
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(changes))
	for w := range workers {
		wg.Go(func() {
			b := x.pool.Get().(*document.Builder)
			defer x.pool.Put(b)
			for i := w; i < len(changes); i += workers {
				docs[i] = b.Build((*stored.Article)(changes[i].article), changes[i].hash, batch, i)
			}
		})
	}
	wg.Wait()
	return docs
}

// Delete removes the articles with the given IDs, in one transaction, and
// returns how many there were.
func (x *Index) Delete(ctx context.Context, ids ...string) (deleted int, err error) {
	err = x.change(ctx, func() (err error) {
		deleted, err = x.deleteOnce(ids)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("delete articles: %w", err)
	}
	return deleted, nil
}

func (x *Index) deleteOnce(ids []string) (int, error) {
	v, err := x.acquire()
	if err != nil {
		return 0, err
	}
	defer v.release()
	found, err := v.find(ids)
	if err != nil {
		return 0, x.faultOf(fmt.Errorf("look up articles: %w", err))
	}
	if len(found) == 0 {
		return 0, nil
	}
	batch := bleveindex.NewBatch()
	var old []Article
	for id, at := range found {
		a, err := x.article(v.Segments[at.Seg], at.Doc)
		if err != nil {
			return 0, err
		}
		old = append(old, a)
		batch.Delete(id)
	}
	x.counting.RLock()
	defer x.counting.RUnlock()
	if err := x.disk.Batch(batch); err != nil {
		return 0, fmt.Errorf("delete %d articles from %s: %w", len(found), x.path, err)
	}
	for _, at := range found {
		x.near.Forget(at.hash)
	}
	x.count(nil, old)
	x.tidier.Written(len(found))
	return len(found), nil
}

// Get returns the article with the given ID, or an error that matches ErrNotFound.
func (x *Index) Get(ctx context.Context, id string) (a Article, err error) {
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return Article{}, err
	}
	defer end(&err)
	for _, seg := range v.Segments {
		docs, err := seg.Find([]string{id})
		if err != nil {
			return Article{}, x.faultOf(fmt.Errorf("look up article %q: %w", id, err))
		}
		if len(docs) > 0 {
			a, err := x.article(seg, docs[0])
			if err == nil && a.ID != id {
				err = x.damage(fmt.Errorf("article %q is stored as %q", id, a.ID))
			}
			return a, err
		}
	}
	return Article{}, fmt.Errorf("article %q: %w", id, ErrNotFound)
}
