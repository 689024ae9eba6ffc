// Package testdata is the built-in sample: Vietnamese news articles written for
// this project, queries over them, and judgments of which article answers which
// query. The command line searches the sample when there is no index yet; tests
// and evaluations use it so that a fresh clone needs no other data.
//
// Start with [Articles]. The package hands out raw text and imports nothing of
// this module, so every other package may import it. See README.md for what the
// sample holds and where it comes from.
package testdata

import (
	"embed"
	"encoding/json"
	"io/fs"
	"strings"
)

//go:embed sample/articles.jsonl
var articles string

//go:embed sample/queries.tsv
var queries string

//go:embed sample/qrels.txt
var qrels string

//go:embed sample/duplicates.txt
var duplicates string

//go:embed sample/text
var texts embed.FS

// Articles returns the sample as JSON Lines in UTF-8, oldest article first, one
// object a line with the fields id, title, lead, body, captions, author, source,
// category, tags, url and published (RFC 3339); an empty field is left out.
// Some articles are in NFD on purpose, others use no-break spaces or Ð for Đ.
func Articles() string { return articles }

// ArticlesAs returns the sample as values of a type that encoding/json can read its
// objects into, such as index.Article.
func ArticlesAs[T any]() []T {
	var list []T
	for line := range strings.Lines(articles) {
		var a T
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			panic(err) // a type that is not made for it
		}
		list = append(list, a)
	}
	return list
}

// Queries returns one query a line: identifier, query and kind, separated by
// tabs. The kinds are those of README.md.
func Queries() string { return queries }

// Qrels returns the judgments in TREC form, "query 0 article grade" a line, with
// grades 1 (mentions it), 2 (answers in part) and 3 (is about it). An article
// without a judgment does not answer the query.
func Qrels() string { return qrels }

// Duplicates returns the groups of near-duplicates, one a line: the identifier of
// the first report and then those of its reprints, separated by spaces. Every
// article not listed is a story of its own, however much it looks like another.
func Duplicates() string { return duplicates }

// Texts returns articles as plain text files, as copied from a newspaper's page,
// at the root of a read-only file system. They are not part of [Articles].
func Texts() fs.FS {
	sub, err := fs.Sub(texts, "sample/text")
	if err != nil { // unreachable: the path is a valid constant
		panic(err)
	}
	return sub
}
