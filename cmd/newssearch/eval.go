package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/eval"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/testdata"
)

type evalOptions struct {
	location
	queries string
	qrels   string
	perturb string
	run     string
	depth   int
	json    bool
}

func newEvalCommand() *cobra.Command {
	var o evalOptions
	var list strings.Builder
	for _, p := range eval.Perturbations() {
		fmt.Fprintf(&list, "  %-9s %s\n", p.Name, p.What)
	}
	cmd := &cobra.Command{
		Use:   "eval [flags]",
		Short: "Score the search against judged queries",
		Long: `Ask judged queries, as they stand and typed in other ways, and print MRR@10, nDCG@10,
recall@100, what each way of typing loses, and how long a page takes (p50, p95, p99).
Without --queries and without an index, the built-in sample and its judgments are used.

Perturbations:
` + list.String() + `
` + exitHelp("done", ""),
		Example: `  newssearch eval --perturb all
  newssearch eval --index idx --queries queries.tsv --qrels qrels.txt --run run.txt`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runEval(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o)
		},
	}
	o.addFlags(cmd)
	return cmd
}

func (o *evalOptions) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	o.location.addFlags(flags)
	flags.StringVar(&o.queries, "queries", "", "file of queries: id, tab, query")
	flags.StringVar(&o.qrels, "qrels", "", "file of judgments in TREC form: query 0 article grade")
	flags.StringVar(&o.perturb, "perturb", eval.Clean, "ways of typing to run besides the clean one, parted by commas, or all")
	flags.StringVar(&o.run, "run", "", "write the rankings as a TREC run to this file; those of perturbations to FILE.NAME")
	flags.IntVar(&o.depth, "depth", 0, fmt.Sprintf("hits of each ranking, at most %d (default 100)", index.MaxLimit))
	flags.BoolVar(&o.json, "json", false, "print JSON for programs")
	var names []string
	for _, p := range eval.Perturbations() {
		names = append(names, p.Name)
	}
	completeFrom(cmd, "perturb", append(names, "all")...)
}

func runEval(ctx context.Context, w, notes io.Writer, o evalOptions) (err error) {
	perturbations, err := eval.ParsePerturbations(o.perturb)
	if err != nil {
		return usagef("--perturb: %w", err)
	}
	if o.depth < 0 || o.depth > index.MaxLimit {
		return usagef("--depth %d is not between 1 and %d", o.depth, index.MaxLimit)
	}
	if o.queries == "" && o.qrels != "" {
		return usagef("--qrels without --queries: judgments of which queries?")
	}
	idx, sample, err := o.openForReading(ctx, notes)
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	queries, qrels, err := o.judged(sample)
	if err != nil {
		return err
	}
	runs := runFiles{path: o.run}
	bar := newProgress(notes, int64(2*len(queries)*len(perturbations)), false, "queries")
	rep, err := eval.Run(ctx, idx.Search, queries, qrels, eval.Options{
		Perturbations: perturbations,
		Depth:         o.depth,
		Ranked:        runs.write,
		Progress:      func(done, _ int) { bar.at(int64(done)) },
	})
	bar.end()
	if err = closeAfter(&runs, err); err != nil {
		return err
	}
	if o.json {
		return writeJSON(w, rep)
	}
	return rep.WriteText(w)
}

// judged reads the queries and judgments; those of the sample if none are named.
// Without a file of judgments they are nil.
func (o *evalOptions) judged(sample bool) ([]eval.Query, eval.Qrels, error) {
	switch {
	case o.queries == "" && !sample:
		return nil, nil, usagef("--queries is missing: an index of your own has no built-in judgments")
	case o.queries == "":
		return sampleJudgments()
	}
	queries, err := readFrom(o.queries, eval.ReadQueries)
	if err != nil || o.qrels == "" {
		return queries, nil, err
	}
	qrels, err := readFrom(o.qrels, eval.ReadQrels)
	return queries, qrels, err
}

func sampleJudgments() ([]eval.Query, eval.Qrels, error) {
	queries, err := eval.ReadQueries(strings.NewReader(testdata.Queries()), "sample queries")
	if err != nil {
		return nil, nil, err
	}
	qrels, err := eval.ReadQrels(strings.NewReader(testdata.Qrels()), "sample judgments")
	return queries, qrels, err
}

func readFrom[T any](path string, read func(io.Reader, string) (T, error)) (v T, err error) {
	f, err := os.Open(path)
	if err != nil {
		return v, &usageError{err}
	}
	defer closing(f, &err)
	if v, err = read(f, path); err != nil {
		err = &usageError{err}
	}
	return v, err
}

// runFiles writes rankings to path, those of perturbations to path.name. With
// an empty path it writes nothing.
type runFiles struct {
	path string
	name string
	file *os.File
}

func (r *runFiles) write(perturbation string, q eval.Query, hits []index.Hit) error {
	if r.path == "" {
		return nil
	}
	if r.file == nil || r.name != perturbation {
		if err := r.Close(); err != nil {
			return err
		}
		path := r.path
		if perturbation != eval.Clean {
			path += "." + perturbation
		}
		f, err := os.Create(path)
		if err != nil {
			return usagef("--run: %w", err)
		}
		r.file, r.name = f, perturbation
	}
	return eval.WriteRun(r.file, q.ID, hits)
}

// Close closes the file that is being written, if there is one.
func (r *runFiles) Close() error {
	if r.file == nil {
		return nil
	}
	f := r.file
	r.file = nil
	return f.Close()
}
