package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func sampleGenerator(t *testing.T, seed uint64) *generator {
	t.Helper()
	g, err := newGenerator(t.Context(), io.Discard, "", seed)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestGeneratedArticleDependsOnSeedAndNumberOnly(t *testing.T) {
	a, b, other := sampleGenerator(t, 1), sampleGenerator(t, 1), sampleGenerator(t, 2)
	for _, n := range []int{7, 0, 99} {
		if got, want := a.article(n), b.article(n); !reflect.DeepEqual(got, want) {
			t.Errorf("article %d differs between two generators", n)
		}
	}
	if a.article(5).Body == other.article(5).Body {
		t.Error("another seed gives the same body")
	}
	if a.article(5).Body == a.article(6).Body {
		t.Error("two articles have the same body")
	}
}

func TestGeneratedArticlesAreLikeTheOriginals(t *testing.T) {
	g := sampleGenerator(t, 1)
	original := 0
	for _, s := range g.shapes {
		original += s.bodyBytes
	}
	const n = 500
	size, sources := 0, map[string]bool{}
	for i := range n {
		a := g.article(i)
		if err := a.Validate(); err != nil {
			t.Fatal(err)
		}
		if a.Title == "" || a.Published.IsZero() {
			t.Fatalf("article %d lacks a title or a date", i)
		}
		size += len(a.Body)
		sources[a.Source] = true
	}
	mean, want := float64(size)/n, float64(original)/float64(len(g.shapes))
	if mean < 0.85*want || mean > 1.15*want {
		t.Errorf("bodies have %.0f bytes on average, the originals %.0f", mean, want)
	}
	if len(sources) < generatedSources/2 {
		t.Errorf("only %d sources", len(sources))
	}
}

func TestGenerateWritesTheSameFileTwice(t *testing.T) {
	var files [2][]byte
	for i := range files {
		out := filepath.Join(t.TempDir(), "a.jsonl.gz")
		if err := runGenerate(t.Context(), io.Discard, generateOptions{out: out, count: 20, seed: 3}); err != nil {
			t.Fatal(err)
		}
		var err error
		if files[i], err = os.ReadFile(out); err != nil {
			t.Fatal(err)
		}
		n := 0
		for a, err := range readArticles(t.Context(), out, 0, func(err error) { t.Error(err) }) {
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(a.ID, "gen-") {
				t.Errorf("ID %q", a.ID)
			}
			n++
		}
		if n != 20 {
			t.Errorf("%d articles, want 20", n)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the files differ")
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string][]string{
		"":                               nil,
		"Một câu":                        {"Một câu"},
		"Một câu. Hai câu? Ba câu!":      {"Một câu.", "Hai câu?", "Ba câu!"},
		"Giá 1.200 đồng. 3 người đến.":   {"Giá 1.200 đồng.", "3 người đến."},
		"Ở TP. hay quê.\nDòng sau. Hết…": {"Ở TP. hay quê.", "Dòng sau.", "Hết…"},
	} {
		if got := sentences(text); !slices.Equal(got, want) {
			t.Errorf("sentences(%q) = %q, want %q", text, got, want)
		}
	}
}
