package main

import (
	"bytes"
	"encoding/gob"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// loadSample indexes the built-in sample and opens it for searching.
func loadSample(t *testing.T, c contender) engine {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	s := settings{CacheBytes: 1 << 20, Root: "."}
	if c.build != nil && !exists(filepath.Join(c.name, "target")) {
		t.Skip("not built yet, and tests build nothing: run the comparison first")
	}
	e, err := c.open(dir, forLoading, s)
	if errors.Is(err, errNoFTS5) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	err = e.load(t.Context(), func(yield func(index.Article) bool) {
		for a, err := range readArticles(t.Context(), "", 0, func(err error) { t.Error(err) }) {
			if err != nil || !yield(a) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if f, ok := e.(finisher); ok {
		if err := f.finish(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.close(); err != nil {
		t.Fatal(err)
	}
	if e, err = c.open(dir, forSearching, s); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// Every query was taken from an article, so that every engine has to find it,
// and what is counted has to agree between conjunction and facets.
func TestEnginesFindWhatTheQueriesWereDrawnFrom(t *testing.T) {
	queries := drawSample(t, 1).queries(25)
	for _, c := range contenders() {
		t.Run(c.name, func(t *testing.T) {
			e := loadSample(t, c)
			for _, k := range kinds {
				if c.asked != nil && !c.asked(k) {
					continue
				}
				bars := 0
				for i := range queries[k] {
					a, err := e.search(t.Context(), k, &queries[k][i])
					if err != nil {
						t.Fatal(err)
					}
					bars += a.Buckets
					// đ is a letter of its own to FTS5, and a date may leave nothing.
					if k != withFacets && a.Hits == 0 && (c.name != nameFTS5 || k != unmarkedOr) {
						t.Errorf("%s: nothing for %q", k, queries[k][i].Words)
					}
					if a.Hits > resultSize {
						t.Errorf("%s: %d hits", k, a.Hits)
					}
				}
				if k == withFacets && bars == 0 {
					t.Error("no histogram")
				}
			}
		})
	}
}

// The conjunction of newssearch has to be one: as many hits as bleve's, but for
// what it finds in another spelling and collapses.
func TestConjunctionsAreConjunctions(t *testing.T) {
	queries := drawSample(t, 1).queries(25)[shortAnd]
	ours, bleves := loadSample(t, contenders()[0]), loadSample(t, contenders()[2])
	for i := range queries {
		a, err := ours.search(t.Context(), shortAnd, &queries[i])
		if err != nil {
			t.Fatal(err)
		}
		b, err := bleves.search(t.Context(), shortAnd, &queries[i])
		if err != nil {
			t.Fatal(err)
		}
		if a.Hits > a.Total {
			t.Errorf("%q: %d hits of %d", queries[i].Words, a.Hits, a.Total)
		}
		if a.Total < b.Total {
			t.Errorf("%q: %d articles, bleve finds %d", queries[i].Words, a.Total, b.Total)
		}
	}
}

func TestWorkerReportsErrors(t *testing.T) {
	var in, out bytes.Buffer
	enc := gob.NewEncoder(&in)
	for _, task := range []task{{Run: &runTask{Kind: shortOr}}, {}, {Open: &openTask{Contender: "none"}}, {Memory: &memoryTask{}}} {
		if err := enc.Encode(&task); err != nil {
			t.Fatal(err)
		}
	}
	if err := serveTasks(t.Context(), &in, &out); err != nil {
		t.Fatal(err)
	}
	dec := gob.NewDecoder(&out)
	for _, want := range []string{errNotOpen.Error(), "empty task", `no engine "none"`, ""} {
		var o outcome
		if err := dec.Decode(&o); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(o.Error, want) || want == "" && o.Error != "" {
			t.Errorf("error %q, want %q", o.Error, want)
		}
	}
}

func TestBadFlagsAreErrors(t *testing.T) {
	for _, args := range [][]string{
		{"--engines", "none"}, {"--queries", "0"}, {"--rounds", "0"}, {"--seconds", "-1"},
		{"generate", "--out", "-", "--count", "0"}, {"generate", "--out", "-", "--from", "missing.jsonl"}, {"curve", "--limit", "0"}, {"--articles", "missing.jsonl"},
	} {
		cmd := newCommand()
		cmd.SetArgs(args)
		cmd.SetOut(io.Discard)
		cmd.SetErr(io.Discard)
		if err := cmd.ExecuteContext(t.Context()); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}
