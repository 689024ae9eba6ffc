package engine

import "strings"

// What a program that has just started asks of a dictionary, it asks of the
// segment's own: a walk along the few paths that can still match takes a few
// milliseconds, while [Segment.Words] reads all of it. Once the words are there
// they are quicker. Both give the same.

// Near calls yield with every word whose fold is one slip away from fold, or equal
// to it, as [Near] does. folder is the function that makes folds.
func (s *Segment) Near(fold string, folder func(string) string, yield func(Word)) error {
	letters := []rune(fold)
	if words := s.knownWords(); words != nil || len(letters) > maxPathLetters {
		return s.ofWords(words, folder, func(words []Word) { Near(words, fold, yield) })
	}
	return s.walk(newPaths(letters, folder, oneSlipAway), func(w Word) {
		if isNear(letters, []rune(w.Fold)) {
			yield(w)
		}
	})
}

// Exactly calls yield with every word of that fold.
func (s *Segment) Exactly(fold string, folder func(string) string, yield func(Word)) error {
	letters := []rune(fold)
	if words := s.knownWords(); words != nil || len(letters) > maxPathLetters {
		return s.ofWords(words, folder, func(words []Word) { Exactly(words, fold, yield) })
	}
	return s.walk(newPaths(letters, folder, equal), func(w Word) {
		if w.Fold == fold {
			yield(w)
		}
	})
}

// WithPrefix calls yield with every word whose fold begins with prefix.
func (s *Segment) WithPrefix(prefix string, folder func(string) string, yield func(Word)) error {
	letters := []rune(prefix)
	if words := s.knownWords(); words != nil || len(letters) > maxPathLetters {
		return s.ofWords(words, folder, func(words []Word) {
			for _, w := range WithPrefix(words, prefix) {
				yield(w)
			}
		})
	}
	return s.walk(newPaths(letters, folder, beginning), func(w Word) {
		if strings.HasPrefix(w.Fold, prefix) {
			yield(w)
		}
	})
}

// knownWords are the words of the segment, nil when they have not been read.
func (s *Segment) knownWords() []Word {
	s.data.mu.RLock()
	defer s.data.mu.RUnlock()
	return s.data.words
}

// ofWords calls f with the words, which it reads when there are none.
func (s *Segment) ofWords(words []Word, folder func(string) string, f func([]Word)) error {
	if words == nil {
		var err error
		if words, err = s.Words(folder); err != nil {
			return err
		}
	}
	f(words)
	return nil
}

// walk calls yield with the words that a walk comes to, each once.
func (s *Segment) walk(p *paths, yield func(Word)) error {
	seen := map[string]bool{}
	for f := range AllFields.Each {
		dict, err := s.dictionary(f.String())
		if err != nil {
			return err
		}
		if dict == nil {
			continue
		}
		it := dict.AutomatonIterator(p, nil, nil)
		for {
			entry, err := it.Next()
			if err != nil {
				return unread(err)
			}
			if entry == nil {
				break
			}
			if !seen[entry.Term] {
				seen[entry.Term] = true
				yield(Word{Fold: p.folder(entry.Term), Term: entry.Term})
			}
		}
	}
	return nil
}
