package main

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/index"
)

// engine is an open index of one of the engines. A searcher may use it from
// several goroutines; load is called once, on an empty one.
type engine interface {
	// load indexes all articles and returns when they are safe on disk.
	load(ctx context.Context, articles iter.Seq[index.Article]) error
	search(ctx context.Context, k kind, q *query) (answer, error)
	close() error
}

// finisher is an engine that has a call to make a loaded index fast.
type finisher interface {
	finish(ctx context.Context) error
}

// warmer is an engine with a call that a server makes after it has opened an index.
type warmer interface {
	warm(ctx context.Context) error
}

// mode is what an index is opened for.
type mode int

// The modes.
const (
	forLoading mode = iota
	forSearching
)

// contender is an engine with its settings: a column of the table.
type contender struct {
	name string
	// about states the settings, for the report.
	about string
	// folder holds the index. A contender that shares the folder of an earlier one
	// does not build it.
	folder string
	open   func(dir string, m mode, s settings) (engine, error)
	// build makes the program of an engine that is not part of this one. root is
	// the folder of this module.
	build func(ctx context.Context, root string) error
	// asked tells the kinds of queries that it is asked; nil: all.
	asked func(k kind) bool
	// practice is how many times more the queries are asked before they count: Java
	// compiles what it has run often.
	practice int
	// single says that it answers one searcher at a time.
	single bool
}

// settings come from the command line.
type settings struct {
	// CacheBytes is the budget of newssearch.
	CacheBytes int64
	// SQLiteMarks makes FTS5 keep marks instead of removing them.
	SQLiteMarks bool
	// Root is the folder of this module.
	Root string
}

// The names of the contenders.
const (
	nameNewssearch = "newssearch"
	nameDefault    = "newssearch-default"
	nameBleve      = "bleve"
	nameFTS5       = "fts5"
	nameLucene     = "lucene"
	nameTantivy    = "tantivy"
)

func contenders() []contender {
	return []contender{
		{
			name: nameNewssearch, folder: "newssearch", open: openNewssearch,
			about: "index.Open with a cache that holds everything, then Index.Warm, as a server does; near-duplicates collapsed, pair evidence and restoration of marks on; AND by quoting each word",
		},
		{
			name: nameDefault, folder: "newssearch", open: openNewssearchDefault,
			about: "the same index with index.DefaultCacheBytes",
		},
		{
			name: nameBleve, folder: "bleve", open: openBleve,
			about: "scorch; title, lead, body and captions as one field with bleve.NewTextFieldMapping unchanged (stored, vectors, doc values), without the _all copy; match queries, default scoring; two writers, batches of 500",
		},
		{
			name: nameFTS5, folder: "fts5", open: openFTS5,
			about: "SQLite FTS5; one column, unicode61 remove_diacritics 2 (marks do not count; đ is not d), default detail, bm25 as rank; WAL, transactions of 1,000, 'optimize' after loading; 256 MB page cache, memory-mapped",
		},
		{
			name: nameLucene, folder: "lucene", open: openLucene, build: buildLucene, asked: outsideKinds, single: true, practice: 20,
			about: "Lucene 10.5.1; one text field, StandardAnalyzer, stored; two writers, 256 MB buffer, merged to one segment; MMapDirectory, vectors on, counts to 1,000, no query cache; heap of 256 MB for searching, timed within its process, asked everything 20 times before",
		},
		{
			name: nameTantivy, folder: "tantivy", open: openTantivy, build: buildTantivy, asked: outsideKinds, single: true,
			about: "Tantivy 0.25; one text field, default tokenizer, stored; two writers, 512 MB buffer, merged to one segment; mapped files, OR not counted; timed within its process",
		},
	}
}

// chooseContenders returns those named in a list separated by commas.
func chooseContenders(list string) ([]contender, error) {
	all := contenders()
	var names []string
	for _, c := range all {
		names = append(names, c.name)
	}
	var chosen []contender
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		i := slices.Index(names, name)
		if i < 0 {
			return nil, fmt.Errorf("no engine %q; there are %s", name, strings.Join(names, ", "))
		}
		chosen = append(chosen, all[i])
	}
	slices.SortFunc(chosen, func(a, b contender) int {
		return slices.Index(names, a.name) - slices.Index(names, b.name)
	})
	return slices.CompactFunc(chosen, func(a, b contender) bool { return a.name == b.name }), nil
}

func contenderNamed(name string) (contender, error) {
	c, err := chooseContenders(name)
	if err != nil {
		return contender{}, err
	}
	return c[0], nil
}
