package document

import (
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/stored"
	"github.com/newssearch/newssearch/index/internal/story"
)

// The fields of an article in the index:
//
//	field     terms                              frequencies  why
//	title     syllables of the title             yes          title: and ranking
//	lead      syllables of the lead              yes          lead: and ranking
//	body      body, captions, tags               yes          ranking
//	source    fold, NUL, value as written        no           filter, facet
//	category  fold, NUL, value as written        no           filter, facet
//	author    fold, NUL, value as written        no           filter, facet
//	tag       fold, NUL, value, one each         no           filter, facet
//	_address  hosts and words of the address     no           site:, url:
//	_abbr     an abbreviation it explains, twice no           abbreviations
//	_n        the reserved terms of columns      the numbers  lengths, date, hash, near-duplicates
//	_head     none; what a list of hits shows    -            hits
//	_article  none; the texts as coded words     -            Get, passages, phrases
//
// Text is indexed by term (see package analyzer) once; everything about marks
// is decided when a query is run. Positions are not indexed: they would double
// the size, and the order of words is read from the articles themselves.
const (
	idField = "_id"
	// Address holds the terms of address.go.
	Address = "_address"
	// Abbreviation holds abbrev.Entries.
	Abbreviation = "_abbr"
)

// The reserved terms of engine.NumbersField besides engine.LengthsTerm: columns.
const (
	// Published is the PublishedNumber of the article's time.
	Published = "published"
	// Hash stands for the content of the article.
	Hash = "hash"
	// Batch is the number of the batch that the article came in, from 1.
	Batch = "batch"
)

// Story are the columns where near-duplicates are kept: the Hash of the first article of
// the story that an article is a near-duplicate in, none for that first one and for articles
// without near-duplicates; and what near-duplicates are found by.
var Story = story.Columns{
	Hash: Hash, Story: "story", Sketch: [...]string{"near0", "near1", "near2", "near3", "near4", "near5"},
}

// Label is a field of labels: values that are equal or not, in contrast to text.
type Label struct {
	// Name is that of the field in the index.
	Name string
	// Of are the labels that an article has in it.
	Of func(a *stored.Article) []string
}

// Mapping describes the fields to bleve, so that a program that has bleve and
// package analyzer, but not this one, can open the index and search title, lead and body.
func Mapping(labels []Label) mapping.IndexMapping {
	text := bleve.NewTextFieldMapping()
	text.Analyzer = analyzer.Name
	text.Store, text.IncludeTermVectors, text.IncludeInAll, text.DocValues = false, false, false, false

	label := bleve.NewTextFieldMapping()
	label.Analyzer = keyword.Name
	label.Store, label.IncludeTermVectors, label.IncludeInAll, label.DocValues = false, false, false, false

	article := bleve.NewDocumentStaticMapping()
	for f := range engine.AllFields.Each {
		article.AddFieldMappingsAt(f.String(), text)
	}
	for _, l := range labels {
		article.AddFieldMappingsAt(l.Name, label)
	}
	m := bleve.NewIndexMapping()
	m.DefaultMapping = article
	m.DefaultAnalyzer = analyzer.Name
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m
}
