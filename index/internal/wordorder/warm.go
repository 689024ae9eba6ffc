package wordorder

import (
	"context"

	"github.com/newssearch/newssearch/index/internal/engine"
)

// Warm reads the sequences of segments, and makes slices of those of many documents,
// while there is room. It stops early with the context's error.
func (s *Sequences) Warm(ctx context.Context, segments []*engine.Segment) error {
	s.warming.Lock()
	defer s.warming.Unlock()
	s.needFolds()
	for _, seg := range segments {
		if err := s.warm(ctx, seg); err != nil {
			return err
		}
	}
	return nil
}

// warm reads the sequences of a segment, block by block, and makes its slices,
// while there is room. Slices come first: they spare looking into articles at all.
func (s *Sequences) warm(ctx context.Context, seg *engine.Segment) error {
	done, made := s.beginWarm(seg)
	err := s.warmFrom(ctx, seg, done, made)
	if made == nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch w := s.segments[seg.Number()]; {
	case w == nil || w.making != made: // the segment has left the index
		made.region.Free()
	case err == nil:
		w.slices, w.making = made, nil
	default:
		w.making = nil
		made.region.Free()
		s.take(w, -slicesSize(seg.Docs))
	}
	return err
}

// beginWarm returns the block of the segment to begin with, the first that is not
// kept yet, or the first of all with empty slices, whose room is taken, when they
// are to be made.
func (s *Sequences) beginWarm(seg *engine.Segment) (done int, made *pairSlices) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w, size := s.segment(seg.Number()), slicesSize(seg.Docs)
	if w.slices != nil || seg.Docs < minSliced || !s.fits(size) {
		return len(w.blocks), nil
	}
	s.take(w, size)
	w.making = newPairSlices(seg.Docs)
	return 0, w.making
}

func (s *Sequences) warmFrom(ctx context.Context, seg *engine.Segment, block int, made *pairSlices) error {
	r := s.readers.Get().(*reader)
	defer s.readers.Put(r)
	keeping := true
	for ; block*engine.BlockDocs < seg.Docs && (keeping || made != nil); block++ {
		read, kept := s.block(seg.Number(), block) // by a Warm that was stopped
		if !kept {
			var err error
			if read, err = s.readBlock(ctx, seg, block, r); err != nil {
				return err
			}
		}
		if made != nil {
			s.slice(made, block, &read)
		}
		if kept {
			continue
		}
		if keeping = keeping && s.keepBlock(seg.Number(), block, read); !keeping {
			read.region.Free()
		}
	}
	return nil
}

// block returns a block that is kept.
func (s *Sequences) block(number uint64, block int) (kept wordBlock, ok bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if w := s.segments[number]; w != nil && block < len(w.blocks) {
		return w.blocks[block], true
	}
	return kept, false
}

// readBlock reads the documents of a block; deleted ones are left empty.
func (s *Sequences) readBlock(ctx context.Context, seg *engine.Segment, block int, r *reader) (wordBlock, error) {
	first := block * engine.BlockDocs
	docs := min(seg.Docs-first, engine.BlockDocs)
	starts := make([]uint32, 1, docs+1)
	words := s.scratch[:0]
	for doc := first; doc < first+docs; doc++ {
		if err := ctx.Err(); err != nil {
			return wordBlock{}, err
		}
		if seg.IsLive(uint32(doc)) {
			seq, err := r.read(seg, uint32(doc))
			if err != nil {
				return wordBlock{}, err
			}
			words = append(words, seq...)
		}
		starts = append(starts, uint32(len(words)))
	}
	s.scratch = words
	return newWordBlock(starts, words), nil
}

// keepBlock adds the next block of a segment, and reports whether there was room.
func (s *Sequences) keepBlock(number uint64, block int, read wordBlock) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.segment(number)
	size := read.region.Size()
	if len(w.blocks) != block || !s.fits(size) {
		return false
	}
	w.blocks = append(w.blocks, read)
	for doc := range w.some {
		if int(doc/engine.BlockDocs) == block {
			s.drop(w, doc)
		}
	}
	s.take(w, size)
	return true
}

// slice sets the bits of a block.
func (s *Sequences) slice(made *pairSlices, block int, read *wordBlock) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for i := range len(read.starts) - 1 {
		made.add(uint32(block*engine.BlockDocs+i), read.words[read.starts[i]:read.starts[i+1]], &s.folds)
	}
}
