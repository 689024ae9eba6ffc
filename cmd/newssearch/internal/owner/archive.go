package owner

import (
	"context"
	"iter"

	"github.com/newssearch/newssearch/index"
)

// Archive is a collection that commands read and change: an *index.Index, or a
// [Client] of the process that owns it. The methods are those of index.Index.
type Archive interface {
	Reader
	Put(context.Context, []index.Article) (index.PutResult, error)
	PutAll(ctx context.Context, seq iter.Seq[index.Article], done func(index.PutResult)) (index.PutResult, error)
	Delete(ctx context.Context, ids ...string) (deleted int, err error)
	Remove(ctx context.Context, ids ...string) (removed int, err error)
	Restore(ctx context.Context, ids ...string) (restored int, err error)
	Removed(context.Context) ([]index.Removal, error)
}

// Reader is the half of an Archive that changes nothing.
type Reader interface {
	Search(context.Context, index.Request) (index.Result, error)
	Get(ctx context.Context, id string) (index.Article, error)
	Related(ctx context.Context, id string, limit int) ([]index.Hit, error)
	Reprints(ctx context.Context, id string) ([]index.Reprint, error)
	Suggest(context.Context, index.SuggestRequest) ([]index.Completion, error)
	Abbreviations(context.Context) ([]index.Abbreviation, error)
	Stats(context.Context) (index.Stats, error)
	All(context.Context) iter.Seq2[index.Article, error]
	Matching(context.Context, index.Request) iter.Seq2[index.Article, error]
	Close() error
}
