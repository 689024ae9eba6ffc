package eval

import (
	"reflect"
	"strings"
	"testing"
)

func TestReadQueries(t *testing.T) {
	in := "\ufeffq1\ttinh giản biên chế\ttopic\r\n\n# note\nq2\tcovid-19\n"
	got, err := ReadQueries(strings.NewReader(in), "f")
	want := []Query{{"q1", "tinh giản biên chế", "topic"}, {"q2", "covid-19", ""}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestReadErrors(t *testing.T) {
	queries := func(s string) error { _, err := ReadQueries(strings.NewReader(s), "f.tsv"); return err }
	qrels := func(s string) error { _, err := ReadQrels(strings.NewReader(s), "f.txt"); return err }
	tests := []struct {
		name, in, want string
		read           func(string) error
	}{
		{"no tab", "q1\ta\nq2 b\n", "f.tsv:2: no tab", queries},
		{"twice", "q1\ta\nq1\tb\n", "f.tsv:2: query q1 stands on line 1", queries},
		{"empty id", "\ta\n", "f.tsv:1: id", queries},
		{"empty query", "q1\t \n", "f.tsv:1: query q1 is empty", queries},
		{"none", "\n", "f.tsv: no queries", queries},
		{"line too long", strings.Repeat("x", maxLineBytes+1), "f.tsv:1: ", queries},
		{"fields", "q1 0 a 1\nq1 0 a\n", "f.txt:2: 3 fields", qrels},
		{"grade", "q1 0 a x\n", `f.txt:1: grade "x"`, qrels},
		{"no judgments", "", "f.txt: no judgments", qrels},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.read(tt.in); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got error %v, want one that begins %q", err, tt.want)
			}
		})
	}
}

func TestReadQrels(t *testing.T) {
	got, err := ReadQrels(strings.NewReader("q1 0 a 2\nq1\t0\tb\t0\nq2 0 a 1\n"), "f")
	want := Qrels{"q1": {"a": 2, "b": 0}, "q2": {"a": 1}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	if n := got.Relevant("q1"); n != 1 {
		t.Errorf("q1 has %d relevant articles, want 1", n)
	}
}
