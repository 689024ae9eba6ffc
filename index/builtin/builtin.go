// Package builtin makes the two tables that are built into the program from the
// articles of a collection: [Prior] the counts by which a small collection restores
// marks, [Vocabulary] the words in which stored articles are written. It is for
// people who build newssearch from news of their own; CONTRIBUTING.md says how.
package builtin

import (
	"errors"
	"fmt"
	"iter"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/pairs"
	"github.com/newssearch/newssearch/index/internal/wordcode"
)

// ErrNoArticles means that there is nothing to make a table of.
var ErrNoArticles = errors.New("no articles to count")

// The least count that a table can be cut at: past it no collection has a pair left.
const mostCut = 1 << 20

// Prior returns the commonest counts of words and of pairs of neighbours in the
// form of the table in internal/language/prior.bin, of at most maxBytes: counts
// rounded to a byte, and nothing of the text but hashes of terms.
func Prior(articles iter.Seq2[index.Article, error], maxBytes int) ([]byte, error) {
	model := language.NewModel(nil)
	tokenizer := analyzer.NewTokenizer()
	var tokens []analyzer.Token
	var hashes []uint64
	err := each(articles, func(parts []string) {
		var counts language.Counts
		for _, part := range parts {
			tokens, hashes = tokenizer.Append(tokens[:0], part), hashes[:0]
			for i := range tokens {
				hashes = append(hashes, pairs.Term(tokens[i].Term))
			}
			counts.Add(tokens, hashes)
		}
		model.Apply(&counts, 1)
	})
	if err != nil {
		return nil, err
	}
	for least := int32(2); least <= mostCut; least++ {
		if table := model.Table(least); len(table) <= maxBytes {
			return table, nil
		}
	}
	return nil, fmt.Errorf("no table fits %d bytes", maxBytes)
}

// vocabularyWords is how many of the commonest words and gaps a vocabulary has.
// Twice as many would save 0.1 % of the text more, and take 60 KB of every program.
const vocabularyWords = 16_000

// Vocabulary returns the commonest words in the form of the table in
// internal/wordcode/vocabulary.bin. Another table is another schema of the index.
func Vocabulary(articles iter.Seq2[index.Article, error]) ([]byte, error) {
	b := wordcode.NewBuilder()
	err := each(articles, func(parts []string) {
		for _, part := range parts {
			b.Add(part)
		}
	})
	if err != nil {
		return nil, err
	}
	return b.Build(vocabularyWords), nil
}

// each calls f with the texts of each article that are searched.
func each(articles iter.Seq2[index.Article, error], f func(parts []string)) error {
	any := false
	var parts []string
	for a, err := range articles {
		if err != nil {
			return err
		}
		any = true
		parts = append(parts[:0], a.Title, a.Lead, a.Body)
		f(append(append(parts, a.Captions...), a.Tags...))
	}
	if !any {
		return ErrNoArticles
	}
	return nil
}
