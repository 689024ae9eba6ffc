package segment

import (
	"path/filepath"
	"testing"

	"github.com/blevesearch/bleve/v2"
)

func TestRoomFor(t *testing.T) {
	for _, test := range []struct{ docs, each, most int }{
		{750, 3000, 750 * 3375}, {1, 9 << 20, maxRoom}, {750, 9 << 20, maxRoom}, {750, 1 << 30, 0}, {750, 0, 0},
	} {
		room := roomFor(test.docs, test.each)
		if room > test.most || test.each == 3000 && room != test.most {
			t.Errorf("%d bytes for %d documents of %d", room, test.docs, test.each)
		}
	}
}

// Indexes of others in the same program keep what we have no use for:
// positions, values of documents, stored fields of other kinds.
func TestIndexesOfOthers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bleve")
	x, err := bleve.New(path, bleve.NewIndexMapping())
	if err != nil {
		t.Fatal(err)
	}
	batch := x.NewBatch()
	for id, doc := range map[string]any{
		"a": map[string]any{"text": "one two three", "kind": "red", "n": 1.5, "list": []string{"x", "y"}},
		"b": map[string]any{"text": "two one three", "kind": "red", "n": 2.5},
	} {
		if err := batch.Index(id, doc); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Batch(batch); err != nil {
		t.Fatal(err)
	}
	if err := x.Index("c", map[string]any{"text": "four", "kind": "blue", "n": 3.5}); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if x, err = bleve.Open(path); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Close() }()
	phrase := bleve.NewSearchRequest(bleve.NewMatchPhraseQuery("two three"))
	phrase.Fields, phrase.IncludeLocations = []string{"*"}, true
	found, err := x.Search(phrase)
	if err != nil || found.Total != 1 || found.Hits[0].ID != "a" {
		t.Fatalf("phrase: %v, %v", found, err)
	}
	hit := found.Hits[0]
	if hit.Fields["n"] != 1.5 || hit.Fields["kind"] != "red" || len(hit.Fields["list"].([]any)) != 2 || len(hit.Locations["text"]["two"]) != 1 {
		t.Errorf("fields %v, locations %v", hit.Fields, hit.Locations)
	}
	all := bleve.NewSearchRequest(bleve.NewMatchAllQuery())
	all.AddFacet("kinds", bleve.NewFacetRequest("kind", 5))
	all.SortBy([]string{"-n"})
	found, err = x.Search(all)
	if err != nil || found.Total != 3 || found.Hits[0].ID != "c" || found.Facets["kinds"].Terms.Terms()[0].Count != 2 {
		t.Errorf("all: %v, %v", found, err)
	}
}
