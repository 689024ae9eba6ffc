package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/eval"
	"github.com/newssearch/newssearch/index"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// goldenHits is how much of a ranking the golden file shows.
const goldenHits = 5

// TestRanking compares the rankings of the built-in judged queries with a golden
// file, so that a change of ranking is a difference that a person can read. After
// a change that is meant, run go test ./cmd/newssearch -run TestRanking -update.
func TestRanking(t *testing.T) {
	idx, err := openSample(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer idx.Close()
	queries, qrels, err := sampleJudgments()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	writeGoldenScores(t, &b, idx, queries, qrels)
	for _, q := range queries {
		res, err := idx.Search(t.Context(), index.Request{Query: q.Text, Limit: 10 * goldenHits, SnippetRunes: -1, NoCollapse: true})
		if err != nil {
			t.Errorf("query %s %q: %v", q.ID, q.Text, err)
			continue
		}
		// Articles that score the same come in the order they are stored in, which
		// differs from time to time: the file has them by ID.
		slices.SortStableFunc(res.Hits, func(a, b index.Hit) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
		})
		res.Hits = res.Hits[:min(len(res.Hits), goldenHits)]
		writeGoldenQuery(&b, q, res, qrels[q.ID])
	}
	compareGolden(t, filepath.Join("testdata", "ranking.golden"), b.String())
}

func writeGoldenScores(t *testing.T, b *strings.Builder, idx *index.Index, queries []eval.Query, qrels eval.Qrels) {
	t.Helper()
	rep, err := eval.Run(t.Context(), idx.Search, queries, qrels, eval.Options{Perturbations: eval.Perturbations()})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(b, "# The best %d of each judged query; a star for each grade of relevance.\n", goldenHits)
	for _, s := range rep.Scores {
		fmt.Fprintf(b, "%-9s MRR@10 %.3f  nDCG@10 %.3f  recall@100 %.3f  empty %d\n", s.Perturbation, s.MRR, s.NDCG, s.Recall, s.Empty)
	}
}

func writeGoldenQuery(b *strings.Builder, q eval.Query, res index.Result, grades map[string]int) {
	fmt.Fprintf(b, "\n%s [%s] %s\n", q.ID, q.Kind, q.Text)
	if res.Understood != "" {
		fmt.Fprintf(b, "     as %s\n", res.Understood)
	}
	relevant := eval.Qrels{q.ID: grades}.Relevant(q.ID)
	fmt.Fprintf(b, "     %d found, %d relevant\n", res.Total, relevant)
	for i, h := range res.Hits {
		line := fmt.Sprintf("  %d  %-3s %s %s", i+1, strings.Repeat("*", max(grades[h.ID], 0)), h.ID, h.Match)
		fmt.Fprintln(b, strings.TrimRight(line, " "))
	}
}

func compareGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	shown := 0
	for i := range max(len(gotLines), len(wantLines)) {
		g, w := lineAt(gotLines, i), lineAt(wantLines, i)
		if g == w {
			continue
		}
		if shown++; shown > 10 {
			break
		}
		t.Errorf("%s:%d: got %q, want %q", path, i+1, g, w)
	}
	t.Log("if the change is meant, run the test with -update and read the difference")
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}
