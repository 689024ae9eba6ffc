package index

import (
	"context"
	"fmt"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// warmShare is the share of what the order of words leaves of the cache that Warm
// fills with postings; the rest is for the groups of unmarked queries.
const warmShare = 0.85

// warmDocFreq is the share of the articles from which a term's postings are
// decoded by Warm: rarer ones are read in a moment.
const warmDocFreq = 1.0 / 200

// Warm reads what queries will need into the cache, as far as Options.CacheBytes
// allows: the order of words of each article and the postings of common terms. It
// takes about a third of a second for 10,000 articles. Searches run meanwhile, and without it
// too, only the first ones are slower, and phrases of common words always. A
// program that searches for long calls it in the background after Open, and again
// after it has put many articles. It stops early with the context's error.
func (x *Index) Warm(ctx context.Context) (err error) {
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return err
	}
	defer end(&err)
	if err := x.sequences.Warm(ctx, v.Segments); err != nil {
		return fmt.Errorf("warm up: %w", x.faultOf(err))
	}
	for _, seg := range v.Segments {
		if err := x.warmPostings(ctx, seg); err != nil {
			return fmt.Errorf("warm up: %w", err)
		}
	}
	return nil
}

// warmPostings decodes the lists of a segment's common terms.
func (x *Index) warmPostings(ctx context.Context, seg *engine.Segment) error {
	words, err := seg.Words(analyzer.Fold)
	if err != nil {
		return err
	}
	for _, w := range words {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := seg.DocFreq(engine.Body, w.Term)
		if err != nil {
			return err
		}
		if float64(n) < warmDocFreq*float64(seg.Docs) || n < 2 {
			continue
		}
		if float64(x.store.Used()) > warmShare*float64(x.store.Budget()) {
			return nil
		}
		if _, err := seg.Freq(&engine.Leaf{Fields: engine.AllFields, Terms: []string{w.Term}}, 0); err != nil {
			return err
		}
	}
	return nil
}
