package index

import (
	"fmt"
	"slices"
	"sync"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// keyDictionary holds the compression dictionary of the index: text of its
// first articles. Newspaper Vietnamese repeats itself so much from one article to
// the next that it saves a sixth of the stored text.
var keyDictionary = []byte("newssearch/dictionary")

const (
	// dictionaryBytes is the size of the dictionary. 200 KB would save 0.1 % of the text more.
	dictionaryBytes = 112 << 10
	// dictionaryArticles is the least number of articles in a batch to make one of.
	dictionaryArticles = 100
	// dictionaryShare is the most that one article gives to it.
	dictionaryShare = 1500
)

// dictionary makes the compression dictionary of an index and sees to it that it is stored.
type dictionary struct {
	mu     sync.Mutex
	text   []byte
	stored bool
}

// loadDictionary reads the dictionary of an existing index.
func (x *Index) loadDictionary() error {
	text, err := x.bleve.GetInternal(keyDictionary)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", x.path, ErrDamaged, err)
	}
	if len(text) == 0 {
		return nil
	}
	text = slices.Clone(text) // the store may hand out mapped memory
	x.dictionary.text, x.dictionary.stored = text, true
	return x.codec.useDictionary(text)
}

// prepare makes a dictionary of the articles of a batch when the index has
// none and they are enough.
func (d *dictionary) prepare(c *codec, changes []change) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.text != nil || len(changes) < dictionaryArticles {
		return nil
	}
	var text []byte
	for _, ch := range changes {
		body := ch.article.Body
		text = append(text, body[:min(len(body), dictionaryShare)]...)
		if len(text) >= dictionaryBytes {
			text = text[:dictionaryBytes]
			break
		}
	}
	if len(text) < dictionaryBytes/4 {
		return nil
	}
	d.text = text
	return c.useDictionary(text)
}

// attach stores the dictionary with a batch, unless an earlier one has, and
// reports whether it did.
func (d *dictionary) attach(batch *bleveindex.Batch) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.text == nil || d.stored {
		return false
	}
	batch.SetInternal(keyDictionary, d.text)
	return true
}

// written is told that a batch with the dictionary is on disk.
func (d *dictionary) written() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.stored = true
}
