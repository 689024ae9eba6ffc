package index

import (
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
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
	fieldSource   = "source"
	fieldCategory = "category"
	fieldAuthor   = "author"
	fieldTag      = "tag"
	fieldID       = "_id"
	// fieldAddress: see address.go.
	fieldAddress = "_address"
	// fieldAbbreviation holds abbrev.Entries.
	fieldAbbreviation = "_abbr"
)

// The reserved terms of engine.NumbersField besides engine.LengthsTerm.
const (
	// columnPublished is the time of publication in seconds, moved by publishedOffset; 0 when unknown.
	columnPublished = "published"
	// columnHash is contentHash of the article.
	columnHash = "hash"
	// columnBatch is the number of the batch that the article came in, from 1.
	columnBatch = "batch"
	// columnStory is the contentHash of the first article of the story that the
	// article is a near-duplicate in; none for that first one, nor for articles
	// without near-duplicates. Besides, columnSketch holds what near-duplicates
	// are found by.
	columnStory = "story"
)

// schemaVersion changes whenever a term, a column or the stored form of an
// article changes: indexes of another version are refused.
const schemaVersion = "5"

// Keys of values the index keeps beside the articles. Changes to them are
// atomic with the batch they come in.
var keySchema = []byte("newssearch/schema")

// newMapping describes the fields to bleve, so that a program that has bleve and
// package analyzer, but not this one, can open the index and search title, lead and body.
func newMapping() mapping.IndexMapping {
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
	for _, f := range labelFields {
		article.AddFieldMappingsAt(f.field, label)
	}
	m := bleve.NewIndexMapping()
	m.DefaultMapping = article
	m.DefaultAnalyzer = analyzer.Name
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m
}
