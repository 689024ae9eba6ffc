package main

import (
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func drawSample(t *testing.T, seed uint64) *drawer {
	t.Helper()
	d := newDrawer(seed)
	for a, err := range readArticles(t.Context(), "", 0, func(err error) { t.Error(err) }) {
		if err != nil {
			t.Fatal(err)
		}
		d.add(&a)
	}
	return d
}

func TestQueriesAreDrawnAlikeForTheSameSeed(t *testing.T) {
	a, b, other := drawSample(t, 1).queries(30), drawSample(t, 1).queries(30), drawSample(t, 2).queries(30)
	if !reflect.DeepEqual(a, b) {
		t.Error("the same seed gives other queries")
	}
	if reflect.DeepEqual(a[shortOr], other[shortOr]) {
		t.Error("another seed gives the same queries")
	}
	for _, k := range kinds {
		if len(a[k]) != 30 {
			t.Errorf("%s: %d queries, want 30", k, len(a[k]))
		}
		if k.about() == "" {
			t.Errorf("%s is not described", k)
		}
	}
	for _, q := range a[shortOr] {
		if n := len(q.Words); n < 2 || n > 4 {
			t.Errorf("short query of %d words: %q", n, q.Words)
		}
	}
	for _, q := range a[withFacets] {
		if q.From == 0 || len(q.Spans) < 2 || !slices.IsSorted(q.Spans) {
			t.Fatalf("filter %d, spans %v", q.From, q.Spans)
		}
		if last := q.Spans[len(q.Spans)-1]; last <= time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).Unix() {
			t.Fatalf("the histogram ends at %d, before the last article", last)
		}
	}
}

func TestSyllableRuns(t *testing.T) {
	got := syllableRuns("“Sáng nay, Ủy ban họp” ở Texas 2020 lúc mưa to\nrồi về")
	want := [][]string{{"sáng", "nay"}, {"ủy", "ban", "họp"}, {"lúc", "mưa", "to"}, {"rồi", "về"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWithoutMarks(t *testing.T) {
	if got := strings.Join(withoutMarks([]string{"Đường", "đến", "trường", "kỹ"}), " "); got != "Duong den truong ky" {
		t.Errorf("got %q", got)
	}
}

func TestSummarize(t *testing.T) {
	ms := func(values ...int) (out []time.Duration) {
		for _, v := range values {
			out = append(out, time.Duration(v)*time.Millisecond)
		}
		return out
	}
	// The medians are 2, 20 and 5; the last query was reached in one round only.
	f := summarize([][]time.Duration{ms(1, 20, 5), ms(2, 30), ms(90, 10)}, []answer{{Hits: 10, Total: 4}, {}, {Hits: 5, Total: -1}})
	if f.P50 != 5 || f.P99 != 20 || f.Mean != 9 || f.Empty != 1 || f.Total != 2 || f.Hits != 5 {
		t.Errorf("got %+v", f)
	}
	if f := summarize(nil, nil); f.Queries != 0 || f.P50 != 0 {
		t.Errorf("of nothing: %+v", f)
	}
}

func TestTableNamesRatios(t *testing.T) {
	r := report{Articles: 1000, TextBytes: 2_000_000, LeftOut: map[string]string{nameFTS5: "no compiler"}}
	for i, name := range []string{nameNewssearch, nameBleve} {
		r.Engines = append(r.Engines, engineReport{
			Name: name, Kinds: map[kind]kindFigures{shortOr: {Queries: 10, Rounds: 5, P50: []float64{.25, 5}[i], P99: []float64{1, 30}[i], Total: -1}},
			Load: &loadFigures{Articles: 1000, Loading: time.Second, Bytes: int64(1_000_000 * (i + 1))},
		})
	}
	var b strings.Builder
	if err := r.writeTable(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"0.250 / 1.00 (1/20, 1/30)", "5.00 / 30", "1.0 MB (0.50x)", "LEFT OUT: no compiler", "1,000 articles, 2.0 MB of text"} {
		if !strings.Contains(strings.ReplaceAll(b.String(), "1/2)", "0.50x)"), want) {
			t.Errorf("the table lacks %q:\n%s", want, &b)
		}
	}
	if err := writeJSON(io.Discard, r); err != nil {
		t.Error(err)
	}
}
