package eval

import (
	"math"
	"testing"
	"time"
)

func TestMetrics(t *testing.T) {
	grades := map[string]int{"a": 3, "b": 1, "c": 0, "d": 2}
	tests := []struct {
		name               string
		ranking            []string
		grades             map[string]int
		mrr, ndcg, recall2 float64
	}{
		{"ideal", []string{"a", "d", "b"}, grades, 1, 1, 2. / 3},
		{"nothing found", nil, grades, 0, 0, 0},
		{"nothing relevant found", []string{"x", "c"}, grades, 0, 0, 0},
		// DCG = 1/log2(3) + 3/log2(4); ideal = 3 + 2/log2(3) + 1/2.
		{"second and third", []string{"x", "b", "a"}, grades, .5, (1/math.Log2(3) + 1.5) / (3.5 + 2/math.Log2(3)), 1. / 3},
		{"no judgments", []string{"a"}, nil, 0, 0, 0},
		{"all judged irrelevant", []string{"a"}, map[string]int{"a": 0, "b": -1}, 0, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := ReciprocalRank(tt.ranking, tt.grades, 10); got != tt.mrr {
				t.Errorf("reciprocal rank %v, want %v", got, tt.mrr)
			}
			if got := NDCG(tt.ranking, tt.grades, 10); math.Abs(got-tt.ndcg) > 1e-12 {
				t.Errorf("nDCG %v, want %v", got, tt.ndcg)
			}
			if got := Recall(tt.ranking, tt.grades, 2); math.Abs(got-tt.recall2) > 1e-12 {
				t.Errorf("recall at 2 %v, want %v", got, tt.recall2)
			}
		})
	}
}

func TestMetricsCutOff(t *testing.T) {
	ranking := []string{"x", "y", "a"}
	grades := map[string]int{"a": 1}
	if got := ReciprocalRank(ranking, grades, 2); got != 0 {
		t.Errorf("reciprocal rank at 2 of the third is %v, want 0", got)
	}
	if got := NDCG(ranking, grades, 2); got != 0 {
		t.Errorf("nDCG at 2 of the third is %v, want 0", got)
	}
}

func TestPercentile(t *testing.T) {
	sorted := make([]time.Duration, 100)
	for i := range sorted {
		sorted[i] = time.Duration(i + 1)
	}
	for _, tt := range []struct {
		p    float64
		want time.Duration
	}{{.5, 50}, {.95, 95}, {.99, 99}, {1, 100}, {.001, 1}} {
		if got := percentile(sorted, tt.p); got != tt.want {
			t.Errorf("percentile %v is %v, want %v", tt.p, got, tt.want)
		}
	}
	if got := percentile(nil, .5); got != 0 {
		t.Errorf("percentile of nothing is %v", got)
	}
	if got := percentile(sorted[:1], .99); got != 1 {
		t.Errorf("percentile of one is %v", got)
	}
}
