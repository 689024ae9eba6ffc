package index

import (
	"context"
	"errors"
	"fmt"

	"github.com/newssearch/newssearch/index/internal/pairs"
)

// errNoStatistics is returned by Prior for an index without articles.
var errNoStatistics = errors.New("the index has no articles to count")

// Prior returns the commonest of the collection's pair counts in the form of
// the table that is built into the program (prior.bin), of at most maxBytes: counts
// rounded to a byte, and nothing of the text but hashes of terms.
func (x *Index) Prior(ctx context.Context, maxBytes int) ([]byte, error) {
	end, err := x.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	if tokens, _ := x.model.sizes(); tokens == 0 {
		return nil, errNoStatistics
	}
	for least := int32(2); ; least++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		table := x.model.prior(least)
		if len(table) <= maxBytes {
			return table, nil
		}
		if least > 1<<20 {
			return nil, fmt.Errorf("no table fits %d bytes", maxBytes)
		}
	}
}

// prior freezes what occurs at least that often.
func (m *model) prior(least int32) []byte {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return pairs.Freeze(m.base, m.recent, m.tokens, least, false)
}
