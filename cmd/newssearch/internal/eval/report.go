package eval

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// Report is the outcome of a run. Its JSON form is what "eval --json" prints.
type Report struct {
	// Queries is their number; Unjudged those of them without a relevant
	// article, which are left out of the scores.
	Queries  int `json:"queries"`
	Unjudged int `json:"unjudged"`
	// Judged is unset when there were no judgments: then only times are meant.
	Judged bool    `json:"judged"`
	Scores []Score `json:"scores"`
}

// Score is what one perturbation scored, as means over the judged queries.
type Score struct {
	Perturbation string `json:"perturbation"`
	// Changed counts the queries that the perturbation altered.
	Changed int `json:"changed"`
	// Empty counts the queries that found nothing at all.
	Empty  int     `json:"empty"`
	MRR    float64 `json:"mrr_10"`
	NDCG   float64 `json:"ndcg_10"`
	Recall float64 `json:"recall_100"`
	// OfClean is MRR as a share of that of the clean queries; Loss is what is
	// missing of theirs, negative for a gain.
	OfClean float64 `json:"mrr_of_clean"`
	Loss    float64 `json:"mrr_loss"`
	// Times of one page with passages, on the warm index, in milliseconds.
	P50 float64 `json:"p50_ms"`
	P95 float64 `json:"p95_ms"`
	P99 float64 `json:"p99_ms"`
}

// compare fills in what the first score, the clean one, has to do with the others.
func (r *Report) compare() {
	for i := range r.Scores {
		s, clean := &r.Scores[i], r.Scores[0].MRR
		s.Loss = clean - s.MRR
		if clean > 0 {
			s.OfClean = s.MRR / clean
		}
	}
}

// WriteText writes the report as a table for people.
func (r Report) WriteText(w io.Writer) error {
	fmt.Fprintf(w, "%d queries", r.Queries)
	if r.Judged && r.Unjudged > 0 {
		fmt.Fprintf(w, ", %d of them without a judgment and not scored", r.Unjudged)
	}
	fmt.Fprint(w, "; times in ms for a page of ten with passages, warm, one at a time\n\n")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	head := "\tchanged\tempty\t"
	if r.Judged {
		head += "MRR@10\tof clean\tloss\tnDCG@10\trecall@100\t"
	}
	fmt.Fprintln(t, head+"p50\tp95\tp99\t")
	for _, s := range r.Scores {
		fmt.Fprintf(t, "%s\t%d\t%d\t", s.Perturbation, s.Changed, s.Empty)
		if r.Judged {
			fmt.Fprintf(t, "%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t", s.MRR, s.OfClean, s.Loss, s.NDCG, s.Recall)
		}
		fmt.Fprintf(t, "%.2f\t%.2f\t%.2f\t\n", s.P50, s.P95, s.P99)
	}
	return t.Flush()
}
