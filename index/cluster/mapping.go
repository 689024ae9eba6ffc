package cluster

// The fields of an article in the cluster:
//
//	field     holds                                          why
//	seq       title 3 times, lead twice, body, captions,     ranking, phrases
//	          tags as terms; at each place the term, its
//	          second form, and its fold behind an underscore
//	tseq      the title in the same form                     title:
//	lseq      the lead in the same form                      lead:
//	source, category, author, tag
//	          fold, NUL, value as written                    filters, facets
//	pub       seconds since 1970                             dates
//	hash      hash of the content                            an equal article is left alone
//	near      the keys of the article's sketch               near-duplicates
//	story     hash of the first article of its story         near-duplicates
//	abbr      fold of a short form, NUL, it, NUL, long form  abbreviations
//	article   the article as it was put, not searched        hits, passages, Get
//
// To repeat a title is to weigh it: term frequency and length come out as in
// the embedded index (package index, fieldWeights), and BM25 over one field is
// then BM25F. seq, tseq and lseq are not part of _source, so an article must
// never be changed by _update, which would lose them: it is put whole.
const (
	fieldSeq      = "seq"
	fieldTitleSeq = "tseq"
	fieldLeadSeq  = "lseq"
	fieldPub      = "pub"
	fieldHash     = "hash"
	fieldNear     = "near"
	fieldStory    = "story"
	fieldAbbr     = "abbr"
	fieldArticle  = "article"
)

// mappingVersion changes with the fields or what stands in them. It is part of
// the name of the index behind the alias, so an old one is never misread.
const mappingVersion = "1"

// foldMark begins the fold of a term. No term begins with it.
const foldMark = "_"

// alternative separates the terms of one place.
const alternative = "|"

// k1 and b of BM25. Package index has k*(1-b) = 0.3 and k*b = 0.9 of the length
// against the average. Lucene's average counts the fold at each place and the
// length of a document does not, so the average is twice what it should be, and
// k*b is 1.8 here. Measured on XQuAD-vi: MRR@10 .9629, in the embedded index .9630.
const (
	similarityK1 = 2.1
	similarityB  = 1.8 / 2.1
)

type object map[string]any

// indexSettings is the body of the request that creates an index.
func indexSettings(shards, replicas int) object {
	text := object{
		"type": "text", "analyzer": "places", "similarity": "weighted",
		"index_options": "positions", "position_increment_gap": positionGap,
	}
	keyword := object{"type": "keyword"}
	return object{
		"settings": object{
			"index": object{
				"number_of_shards": shards, "number_of_replicas": replicas,
				"codec":            "best_compression",
				"refresh_interval": "1s",
				"similarity":       object{"weighted": object{"type": "BM25", "k1": similarityK1, "b": similarityB}},
			},
			"analysis": object{
				"tokenizer": object{"spaces": object{"type": "whitespace", "max_token_length": maxPlaceLength}},
				"filter": object{"alternatives": object{
					"type": "pattern_capture", "preserve_original": false, "patterns": []string{"([^|]+)"},
				}},
				"analyzer": object{"places": object{
					"type": "custom", "tokenizer": "spaces", "filter": []string{"alternatives"},
				}},
			},
		},
		"mappings": object{
			"dynamic": "strict",
			"_meta":   object{"newssearch": mappingVersion},
			"_source": object{"excludes": []string{fieldSeq, fieldTitleSeq, fieldLeadSeq, fieldNear, fieldAbbr}},
			"properties": object{
				fieldSeq: text, fieldTitleSeq: text, fieldLeadSeq: text,
				"source": keyword, "category": keyword, "author": keyword, "tag": keyword,
				fieldPub:  object{"type": "date", "format": "epoch_second"},
				fieldHash: keyword, fieldStory: keyword,
				fieldNear: keyword, fieldAbbr: keyword,
				fieldArticle: object{"type": "object", "enabled": false},
			},
		},
	}
}

const (
	// positionGap keeps a phrase from matching across two parts of a text.
	positionGap = 16
	// maxPlaceLength is longer than any token with its forms.
	maxPlaceLength = 100_000
)
