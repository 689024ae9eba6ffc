package engine_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// A walk along the dictionary finds the words that a search in the list of all
// of them does, marked letters, foreign ones and i for y among them.
func TestWalkIsTheLists(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	letters := []rune("aiyktê ệđéø7")
	random := func(longest int) string {
		word := make([]rune, 1+r.IntN(longest))
		for i := range word {
			word[i] = letters[r.IntN(len(letters))]
		}
		return analyzer.Lower(string(word))
	}
	x := newCollection(t)
	for i := range 3 {
		batch := bleveindex.NewBatch()
		for j := range 40 {
			d := &doc{id: string(rune('a'+i)) + string(rune('0'+j))}
			for f := range engine.AllFields.Each {
				freqs := bleveindex.TokenFrequencies{}
				for range 12 {
					freqs[random(5)] = &bleveindex.TokenFreq{}
				}
				d.fields = append(d.fields, &docField{name: f.String(), freqs: freqs, options: bleveindex.IndexField})
			}
			batch.Update(d)
		}
		if err := x.Batch(batch); err != nil {
			t.Fatal(err)
		}
	}
	reader := x.reader(t)
	defer reader.Close()
	fresh := func() *engine.Snapshot {
		snap, err := engine.NewStore(weights, 1<<20).Snapshot(reader)
		if err != nil {
			t.Fatal(err)
		}
		return snap
	}
	walked, listed := fresh(), fresh()
	for _, seg := range listed.Segments {
		if words, err := seg.Words(analyzer.Fold); err != nil || len(words) < 100 {
			t.Fatal(len(words), err)
		}
	}
	found := 0
	for range 300 {
		fold := analyzer.Fold(random(4))
		for name, ask := range map[string]func(*engine.Segment, func(engine.Word)) error{
			"Near":    func(s *engine.Segment, yield func(engine.Word)) error { return s.Near(fold, analyzer.Fold, yield) },
			"Exactly": func(s *engine.Segment, yield func(engine.Word)) error { return s.Exactly(fold, analyzer.Fold, yield) },
			"WithPrefix": func(s *engine.Segment, yield func(engine.Word)) error {
				return s.WithPrefix(fold, analyzer.Fold, yield)
			},
		} {
			answers := func(snap *engine.Snapshot) (words []string) {
				for _, seg := range snap.Segments {
					if err := ask(seg, func(w engine.Word) { words = append(words, w.Fold+" "+w.Term) }); err != nil {
						t.Fatal(err)
					}
				}
				slices.Sort(words)
				return slices.Compact(words)
			}
			got, want := answers(walked), answers(listed)
			found += len(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s(%q) walks to %q, the list has %q", name, fold, got, want)
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d words were found in all", found)
	}
}
