package index

import (
	"context"
	"fmt"
	"slices"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// warmShare is the share of its part of the cache that Warm fills with
// postings; the rest is left for the groups of unmarked queries.
const warmShare = 0.6

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
	x.forward.warming.Lock()
	defer x.forward.warming.Unlock()
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return err
	}
	defer end(&err)
	x.forward.needFolds()
	for _, seg := range v.Segments {
		if err := x.forward.warm(ctx, seg); err != nil {
			return fmt.Errorf("warm up: %w", err)
		}
	}
	for _, seg := range v.Segments {
		if err := x.warmPostings(ctx, seg); err != nil {
			return fmt.Errorf("warm up: %w", err)
		}
	}
	return nil
}

// warm reads the sequences of a segment, block by block, and makes its slices,
// while there is room. Slices come first: they spare looking into articles at all.
func (f *forward) warm(ctx context.Context, seg *engine.Segment) error {
	done, made := f.beginWarm(seg)
	err := f.warmFrom(ctx, seg, done, made)
	if made == nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch s := f.segments[seg.Number()]; {
	case s == nil || s.making != made: // the segment has left the index
	case err == nil:
		s.slices, s.making = made, nil
	default:
		s.making = nil
		s.bytes -= slicesSize(seg.Docs)
		f.bytes -= slicesSize(seg.Docs)
	}
	return err
}

// beginWarm returns the block of the segment to begin with, the first that is not
// kept yet, or the first of all with empty slices, whose room is taken, when they
// are to be made.
func (f *forward) beginWarm(seg *engine.Segment) (done int, made *pairSlices) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s, size := f.segment(seg.Number()), slicesSize(seg.Docs)
	if s.slices != nil || seg.Docs < minSliced || !f.fits(size) {
		return len(s.blocks), nil
	}
	s.bytes += size
	f.bytes += size
	s.making = newPairSlices(seg.Docs)
	return 0, s.making
}

func (f *forward) warmFrom(ctx context.Context, seg *engine.Segment, block int, made *pairSlices) error {
	b := f.index.pool.Get().(*documentBuilder)
	defer f.index.pool.Put(b)
	keeping := true
	for ; block*engine.BlockDocs < seg.Docs && (keeping || made != nil); block++ {
		read, kept := f.block(seg.Number(), block) // by a Warm that was stopped
		if !kept {
			var err error
			if read, err = f.readBlock(ctx, seg, block, b); err != nil {
				return err
			}
		}
		if made != nil {
			f.slice(made, block, &read)
		}
		keeping = kept || keeping && f.keepBlock(seg.Number(), block, read)
	}
	return nil
}

// block returns a block that is kept.
func (f *forward) block(number uint64, block int) (kept wordBlock, ok bool) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if s := f.segments[number]; s != nil && block < len(s.blocks) {
		return s.blocks[block], true
	}
	return kept, false
}

// readBlock reads the documents of a block; deleted ones are left empty.
func (f *forward) readBlock(ctx context.Context, seg *engine.Segment, block int, b *documentBuilder) (wordBlock, error) {
	first := block * engine.BlockDocs
	docs := min(seg.Docs-first, engine.BlockDocs)
	read := wordBlock{starts: make([]uint32, 1, docs+1)}
	words := f.scratch[:0]
	for doc := first; doc < first+docs; doc++ {
		if err := ctx.Err(); err != nil {
			return wordBlock{}, err
		}
		if seg.IsLive(uint32(doc)) {
			seq, err := f.read(seg, uint32(doc), b)
			if err != nil {
				return wordBlock{}, err
			}
			words = append(words, seq...)
		}
		read.starts = append(read.starts, uint32(len(words)))
	}
	read.words = slices.Clone(words)
	f.scratch = words
	return read, nil
}

// keepBlock adds the next block of a segment, and reports whether there was room.
func (f *forward) keepBlock(number uint64, block int, read wordBlock) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	s := f.segment(number)
	if len(s.blocks) != block || !f.fits(read.bytes()) {
		return false
	}
	s.blocks = append(s.blocks, read)
	size := read.bytes()
	for doc, seq := range s.some {
		if int(doc/engine.BlockDocs) == block {
			size -= int64(2*cap(seq) + someOverhead)
			delete(s.some, doc)
		}
	}
	s.bytes += size
	f.bytes += size
	return true
}

// slice sets the bits of a block.
func (f *forward) slice(made *pairSlices, block int, read *wordBlock) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	for i := range len(read.starts) - 1 {
		made.add(uint32(block*engine.BlockDocs+i), read.words[read.starts[i]:read.starts[i+1]], &f.folds)
	}
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
		if float64(x.store.Used()) > warmShare*float64(x.opts.CacheBytes/listShare) {
			return nil
		}
		if _, err := seg.Freq(&engine.Leaf{Fields: engine.AllFields, Terms: []string{w.Term}}, 0); err != nil {
			return err
		}
	}
	return nil
}
