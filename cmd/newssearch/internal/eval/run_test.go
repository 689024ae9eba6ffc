package eval

import (
	"bytes"
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// searcher answers from a table, as an index with a fault might: it finds nothing for
// queries without marks.
func searcher(asked *[]index.Request) Searcher {
	answers := map[string][]string{
		"biên chế": {"x", "a"},
		"giá vàng": {"b"},
		"gia vang": {"x", "b"},
	}
	return func(_ context.Context, r index.Request) (index.Result, error) {
		*asked = append(*asked, r)
		var res index.Result
		for i, id := range answers[r.Query] {
			res.Hits = append(res.Hits, index.Hit{ID: id, Score: 10 - float64(i)})
		}
		return res, nil
	}
}

var (
	testQueries = []Query{{ID: "q1", Text: "biên chế"}, {ID: "q2", Text: "giá vàng"}, {ID: "q3", Text: "không ai"}}
	testQrels   = Qrels{"q1": {"a": 1}, "q2": {"b": 2, "c": 1}}
)

func TestRun(t *testing.T) {
	var asked []index.Request
	var run bytes.Buffer
	perturbations, _ := ParsePerturbations("unmarked")
	rep, err := Run(t.Context(), searcher(&asked), testQueries, testQrels, Options{
		Perturbations: perturbations,
		Ranked: func(p string, q Query, hits []index.Hit) error {
			if p != Clean {
				return nil
			}
			return WriteRun(&run, q.ID, hits)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if rep.Queries != 3 || rep.Unjudged != 1 || len(rep.Scores) != 2 {
		t.Fatalf("report %+v", rep)
	}
	clean, unmarked := rep.Scores[0], rep.Scores[1]
	if clean.MRR != .75 || clean.Recall != .75 || clean.Changed != 0 || clean.OfClean != 1 || clean.Empty != 1 {
		t.Errorf("clean: %+v", clean)
	}
	if unmarked.MRR != .25 || unmarked.Changed != 3 || unmarked.Empty != 2 ||
		math.Abs(unmarked.OfClean-1./3) > 1e-12 || unmarked.Loss != .5 {
		t.Errorf("unmarked: %+v", unmarked)
	}
	if want := "q1 Q0 x 1 10.000000 newssearch\nq1 Q0 a 2 9.000000 newssearch\nq2 Q0 b 1 10.000000 newssearch\n"; run.String() != want {
		t.Errorf("run:\n%swant:\n%s", run.String(), want)
	}
	if first := asked[0]; first.Limit != recallDepth || !first.NoCollapse || first.SnippetRunes >= 0 {
		t.Errorf("a ranking was asked for as %+v", first)
	}
}

func TestRunText(t *testing.T) {
	var asked []index.Request
	var out bytes.Buffer
	for _, qrels := range []Qrels{testQrels, nil} {
		rep, err := Run(t.Context(), searcher(&asked), testQueries, qrels, Options{})
		if err != nil {
			t.Fatal(err)
		}
		out.Reset()
		if err := rep.WriteText(&out); err != nil {
			t.Fatal(err)
		}
		if scored := strings.Contains(out.String(), "MRR@10"); scored != (qrels != nil) {
			t.Errorf("with judgments %v the report is:\n%s", qrels != nil, &out)
		}
	}
}

func TestRunErrors(t *testing.T) {
	down := errors.New("down")
	failing := func(context.Context, index.Request) (index.Result, error) { return index.Result{}, down }
	if _, err := Run(t.Context(), failing, testQueries, testQrels, Options{}); !errors.Is(err, down) {
		t.Errorf("a failing search gives %v", err)
	}
	if _, err := Run(t.Context(), failing, testQueries, Qrels{"z": {"a": 1}}, Options{}); err == nil ||
		!strings.Contains(err.Error(), "none of the queries") {
		t.Errorf("judgments of other queries give %v", err)
	}
}

// A perturbation may make a query that cannot be read; that is a loss, not a failure.
func TestRunUnreadable(t *testing.T) {
	search := func(_ context.Context, r index.Request) (index.Result, error) {
		if r.Query == "gia" {
			return index.Result{}, &index.QueryError{Kind: index.ProblemNoWords}
		}
		return index.Result{Hits: []index.Hit{{ID: "a"}}}, nil
	}
	perturbations, _ := ParsePerturbations("unmarked")
	qrels := Qrels{"q": {"a": 1}}
	rep, err := Run(t.Context(), search, []Query{{ID: "q", Text: "giá"}}, qrels, Options{Perturbations: perturbations})
	if err != nil || rep.Scores[1].MRR != 0 || rep.Scores[1].Loss != 1 {
		t.Errorf("report %+v, error %v", rep, err)
	}
	if _, err := Run(t.Context(), search, []Query{{ID: "q", Text: "gia"}}, qrels, Options{}); err == nil {
		t.Error("an unreadable clean query is no error")
	}
}

func TestWriteRunSpaces(t *testing.T) {
	var b strings.Builder
	if err := WriteRun(&b, "q", []index.Hit{{ID: "a b\tc", Score: 1}}); err != nil || b.String() != "q Q0 a%20b%09c 1 1.000000 newssearch\n" {
		t.Errorf("%q, %v", b.String(), err)
	}
}
