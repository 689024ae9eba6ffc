package index

import (
	"fmt"
	"slices"
)

// keyDictionary holds the dictionary with which indexes of schema 3 compress their articles.
var keyDictionary = []byte("newssearch/dictionary")

// loadDictionary reads the dictionary of an index of schema 3, which Reindex needs.
func (x *Index) loadDictionary() error {
	text, err := x.disk.Internal(keyDictionary)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", x.path, ErrDamaged, err)
	}
	if len(text) == 0 {
		return nil
	}
	return x.codec.UseDictionary(slices.Clone(text)) // the store may hand out mapped memory
}
