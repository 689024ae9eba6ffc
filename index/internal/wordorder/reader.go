package wordorder

import (
	"fmt"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/stored"
)

// reader makes sequences of stored articles. It is not safe for concurrent use.
type reader struct {
	sequences *Sequences
	tokenizer *analyzer.Tokenizer
	tokens    []analyzer.Token
	numbers   []uint16
}

// read makes the sequence of a stored article, which is valid until r is used again.
func (r *reader) read(seg *engine.Segment, doc uint32) ([]uint16, error) {
	r.numbers = r.numbers[:0]
	coded, err := stored.VisitWords(seg, doc, r.appendWords)
	if err != nil || coded {
		return r.numbers, err
	}
	a, err := r.sequences.codec.Read(seg, doc, stored.All)
	if err != nil {
		return nil, err
	}
	for part := range a.Searched {
		r.appendText(part)
	}
	return r.numbers, nil
}

// appendText numbers the terms of a part.
func (r *reader) appendText(part string) {
	r.tokens = r.tokenizer.Append(r.tokens[:0], part)
	for i := range r.tokens {
		if t := &r.tokens[i]; !t.Compound {
			r.numbers = append(r.numbers, r.sequences.Number(t.Term))
		}
	}
	r.numbers = append(r.numbers, FieldEnd)
}

// appendWords appends the numbers of an article that is stored as words.
func (r *reader) appendWords(field []byte) error {
	w, err := stored.OpenWords(field)
	if err != nil {
		return err
	}
	for range 3 + w.Captions + w.Tags {
		if r.numbers, err = w.Words(r.numbers, r.number); err != nil {
			return fmt.Errorf("%w: %w", stored.ErrForm, err)
		}
		r.numbers = append(r.numbers, FieldEnd)
	}
	return nil
}

// number numbers a word that the vocabulary lacks.
func (r *reader) number(word []byte, isTerm bool) uint16 {
	s := r.sequences
	if isTerm {
		return s.Number(string(word))
	}
	s.mu.RLock()
	n := s.spelt[string(word)]
	s.mu.RUnlock()
	if n != 0 {
		return n
	}
	surface := string(word)
	r.tokens = r.tokenizer.Append(r.tokens[:0], surface)
	if len(r.tokens) == 0 {
		return FieldEnd // not written by us
	}
	n = s.Number(r.tokens[0].Term)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.spelt) >= maxSpelt {
		clear(s.spelt)
	}
	s.spelt[surface] = n
	return n
}

// maxSpelt bounds the spelt words that are remembered, some 60 bytes each.
const maxSpelt = 1 << 15
