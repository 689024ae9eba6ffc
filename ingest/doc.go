// Package ingest turns files, folders, feeds and streams into articles.
//
// Start with [Files], or with [Read] for one stream; both yield a [Record] for
// every article found and for every problem met, and go on after a problem:
//
//	for rec := range ingest.Files(ctx, []string{"news/", "feed.xml"}, ingest.Options{}) {
//		if rec.Err != nil {
//			log.Printf("%v: skipped: %v", rec.Origin, rec.Err)
//			continue
//		}
//		batch = append(batch, rec.Article)
//	}
//
// # Formats
//
//	.txt                plain text as copied from a newspaper page, see [PlainText]
//	.jsonl .ndjson      one JSON object a line
//	.json               one object, several, or an array of objects
//	.html .htm .xhtml   one article page
//	.rss .atom .rdf     feeds; .xml as well, unless it holds a page
//	….gz                any of them compressed
//
// Standard input, and files of another name that are given by name, are judged
// by their first bytes. Compression is always judged by the bytes.
//
// # Fields of a JSON record
//
// id, title, lead, body, captions, author, source, category, tags, url and
// published. Common other names are understood where they can mean one thing
// only; fields.go has the table. The ID is the id field, else the URL, else the
// hash of the content.
//
// # Encodings
//
// UTF-8, UTF-16, windows-1258 and the older Vietnamese encodings TCVN3, VNI,
// VISCII and VPS, declared or recognised by the words they give. What is
// not readable as text is refused with a reason rather than indexed as noise.
//
// # What is changed in a text
//
// Text is put in NFC; no-break and other odd spaces become spaces, runs of them
// one space; invisible and control characters go; the end mark "./." becomes a
// full stop; a credit such as "(Theo VOV)" that ends a body becomes the source of
// an article that names no other. Words, numbers, dates and marks stay as they are.
//
// # Hostile input
//
// Nothing is fetched. A stream of records is read in bounded memory whatever its
// size; single documents are bounded by [MaxDocumentBytes]. Every article that is
// yielded passes [index.Article.Validate].
package ingest
