package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/newssearch/newssearch/index/internal/wordcode"
)

// errNoStatistics is returned by Prior for an index without articles.
var errNoStatistics = errors.New("the index has no articles to count")

// Prior returns the commonest of the collection's pair counts in the form of
// the table that is built into the program (internal/language/prior.bin), of at most maxBytes: counts
// rounded to a byte, and nothing of the text but hashes of terms.
func (x *Index) Prior(ctx context.Context, maxBytes int) ([]byte, error) {
	end, err := x.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	if tokens, _ := x.model.Sizes(); tokens == 0 {
		return nil, errNoStatistics
	}
	for least := int32(2); ; least++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		table := x.model.Table(least)
		if len(table) <= maxBytes {
			return table, nil
		}
		if least > 1<<20 {
			return nil, fmt.Errorf("no table fits %d bytes", maxBytes)
		}
	}
}

// vocabularyWords is how many of the commonest words and gaps a vocabulary has.
// Twice as many would save 0.1 % of the text more, and take 60 KB of every program.
const vocabularyWords = 16_000

// Vocabulary returns the commonest words of the collection in the form of the
// table that is built into the program (internal/wordcode/vocabulary.bin), in
// which stored articles are written. Another table is another schema.
func (x *Index) Vocabulary(ctx context.Context) (data []byte, err error) {
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return nil, err
	}
	defer end(&err)
	if v.Live == 0 {
		return nil, errNoStatistics
	}
	b := wordcode.NewBuilder()
	err = x.stored(v, func(a Article) bool {
		for part := range a.searched {
			b.Add(part)
		}
		return ctx.Err() == nil
	})
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return nil, err
	}
	return b.Build(vocabularyWords), nil
}
