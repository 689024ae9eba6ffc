package engine_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/newssearch/newssearch/index/internal/engine"
)

// seed gives other collections and queries.
var seed = flag.Uint64("seed", 1, "seed of the random collections and queries")

// Every answer is the oracle's, to the last bit of every score: over
// collections of one and of several blocks and segments, while documents are
// added, replaced, deleted and merged, with caches that hold everything,
// something and nothing.
func TestRunIsTheOracles(t *testing.T) {
	for _, c := range []struct {
		batches []int // documents added by each
		budget  int64
		queries int // after each batch
	}{
		{batches: []int{0, 1, 2, 60, 300}, budget: 64 << 20, queries: 60},
		{batches: []int{700, 900, 50, 1}, budget: 20_000, queries: 60},
		{batches: []int{4096, 1, 4095, 130}, budget: 64 << 20, queries: 30},
		{batches: []int{9000, 5000, 2500}, budget: 90_000, queries: 30},
		{batches: []int{4097, 20}, budget: 0, queries: 20},
	} {
		t.Run(fmt.Sprintf("%v in %d bytes", c.batches, c.budget), func(t *testing.T) {
			r := rand.New(rand.NewPCG(*seed, uint64(c.budget)))
			x := newCollection(t)
			store := engine.NewStore(weights, c.budget)
			for step, n := range c.batches {
				x.change(t, r, n, n/10, n/7)
				compare(t, r, x, store, c.budget, c.queries)
				if step == len(c.batches)-2 {
					x.merge(t)
					compare(t, r, x, store, c.budget, c.queries/2)
				}
			}
		})
	}
}

// compare asks both some random queries about the collection as it is.
func compare(t *testing.T, r *rand.Rand, x *collection, store *engine.Store, budget int64, queries int) {
	t.Helper()
	reader := x.reader(t)
	defer reader.Close()
	snap, err := store.Snapshot(reader)
	if err != nil {
		t.Fatal(err)
	}
	o := newOracle(t, reader)
	for range queries {
		q := randomQuery(r, sizesOf(reader))
		if !agree(t, snap, o, q) || !agreeWithin(t, snap, o, q, []int{0, 1, 20}[r.IntN(3)]) {
			return
		}
		if store.Used() > budget {
			t.Fatalf("%d bytes are kept, at most %d are allowed", store.Used(), budget)
		}
	}
}

func sizesOf(reader *scorch.IndexSnapshot) (sizes []int) {
	for _, s := range reader.Segments() {
		sizes = append(sizes, int(s.Segment().Count()))
	}
	return sizes
}

// agree runs a query and compares everything that comes of it.
func agree(t *testing.T, snap *engine.Snapshot, o *oracle, q *engine.Query) bool {
	t.Helper()
	var counted [][2]int
	each := *q
	each.Each = func(seg int, doc uint32) { counted = append(counted, [2]int{seg, int(doc)}) }
	want := o.ask(q)
	for _, asked := range []*engine.Query{q, &each} {
		got, err := snap.Run(context.Background(), asked)
		if err != nil {
			t.Errorf("%s: %v", describe(q), err)
			return false
		}
		if fault := compareOutcome(got, want, q.K); fault != "" {
			t.Errorf("%s, each %t, segments %d, docs %d: %s", describe(q), asked.Each != nil, len(o.segments), o.docs, fault)
			return false
		}
	}
	slices.SortFunc(counted, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	if !slices.Equal(counted, want.counted) {
		t.Errorf("%s: Each saw %d documents, want %d", describe(q), len(counted), len(want.counted))
		return false
	}
	for _, p := range want.probed {
		probe, err := snap.Probe(q, p.seg, p.doc)
		if err != nil {
			t.Fatal(err)
		}
		if got := (probed{p.seg, p.doc, q.Must == nil || probe.Holds(q.Must), q.All == nil || probe.Holds(q.All), probe.Scores()}); got != p {
			t.Errorf("%s: of one document %+v, want %+v", describe(q), got, p)
			return false
		}
	}
	return true
}

// agreeWithin runs a query with an allowance for its checks, under Or and Not too: the
// best are the same, the count is right or a lower bound and says which. With a bound
// on the questions as well, whatever is found is right.
func agreeWithin(t *testing.T, snap *engine.Snapshot, o *oracle, q *engine.Query, allowance int) bool {
	t.Helper()
	want := o.ask(q)
	few := *q
	few.Allowance = allowance
	got, err := snap.Run(context.Background(), &few)
	if err != nil {
		t.Errorf("%s: %v", describe(q), err)
		return false
	}
	if got.AtLeast && got.Total <= len(want.counted) {
		got.Total = len(want.counted)
	}
	if fault := compareOutcome(got, want, q.K); fault != "" {
		t.Errorf("%s, with an allowance of %d: %s", describe(q), allowance, fault)
		return false
	}
	few.MaxAsks = 1 + allowance
	asked := 0
	few.Must, few.All = counting(q.Must, &asked), counting(q.All, &asked)
	if got, err = snap.Run(context.Background(), &few); err != nil || asked > few.MaxAsks || got.Total > len(want.counted) {
		t.Errorf("%s: %d questions of %d, %d found of %d, %v", describe(q), asked, few.MaxAsks, got.Total, len(want.counted), err)
		return false
	}
	if !got.AtLeast {
		if fault := compareOutcome(got, want, q.K); fault != "" {
			t.Errorf("%s, with %d questions: %s", describe(q), few.MaxAsks, fault)
			return false
		}
	}
	for _, g := range got.Best {
		if g.All && !slices.Contains(want.counted, [2]int{g.Seg, int(g.Doc)}) {
			t.Errorf("%s: with %d questions %d/%d is found", describe(q), few.MaxAsks, g.Seg, g.Doc)
			return false
		}
	}
	return true
}

// counting is e with checks that count how often they are asked.
func counting(e engine.Expr, asked *int) engine.Expr {
	switch e := e.(type) {
	case engine.Check:
		return engine.Check{Expr: counting(e.Expr, asked), Verify: func(seg int, doc uint32) bool {
			*asked++
			return e.Verify(seg, doc)
		}}
	case engine.Not:
		return engine.Not{Expr: counting(e.Expr, asked)}
	case engine.And:
		var args engine.And
		for _, arg := range e {
			args = append(args, counting(arg, asked))
		}
		return args
	case engine.Or:
		var args engine.Or
		for _, arg := range e {
			args = append(args, counting(arg, asked))
		}
		return args
	}
	return e
}

// A look into a document that takes long does not keep a query from stopping.
func TestChecksStop(t *testing.T) {
	x := newCollection(t)
	x.change(t, rand.New(rand.NewPCG(5, 5)), 4000, 0, 0)
	reader := x.reader(t)
	defer reader.Close()
	snap, err := engine.NewStore(weights, 1<<20).Snapshot(reader)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	asked := 0
	q := &engine.Query{K: 10, Order: engine.ByKeyDescending, Keys: columnDate, Must: engine.Or{engine.Check{Expr: engine.And{}, Verify: func(int, uint32) bool {
		if asked++; asked == 100 {
			cancel()
		}
		return false
	}}}}
	if _, err := snap.Run(ctx, q); !errors.Is(err, context.Canceled) || asked > 200 {
		t.Errorf("%d looks after the context ended, %v", asked-100, err)
	}
}

// compareOutcome names the first difference.
func compareOutcome(got *engine.Outcome, want *answer, k int) string {
	if got.Total != len(want.counted) {
		return fmt.Sprintf("total %d, want %d", got.Total, len(want.counted))
	}
	if !slices.Equal(got.DocFreqs, want.docFreqs) {
		return fmt.Sprintf("document frequencies %v, want %v", got.DocFreqs, want.docFreqs)
	}
	if n := min(k, len(want.best)); len(got.Best) != n {
		return fmt.Sprintf("%d documents, want %d", len(got.Best), n)
	}
	for i, g := range got.Best {
		if w := want.best[i]; g.Seg != w.seg || g.Doc != w.doc || g.Score != w.score || g.All != w.all {
			return fmt.Sprintf("place %d: %d/%d score %v all %t, want %d/%d score %v all %t", i, g.Seg, g.Doc, g.Score, g.All, w.seg, w.doc, w.score, w.all)
		}
	}
	return ""
}

// describe is a query in short.
func describe(q *engine.Query) string {
	var b strings.Builder
	fmt.Fprintf(&b, "K %d order %d needScore %t ties %q mass %g", q.K, q.Order, q.NeedScore, q.Ties, q.Mass)
	for _, l := range q.Leaves {
		fmt.Fprintf(&b, " (%s of %s ×%.2f slot %d)", strings.Join(l.Terms, "/"), l.Fields, l.Weight, l.Slot)
	}
	fmt.Fprintf(&b, " must %s all %s", exprString(q.Must), exprString(q.All))
	return b.String()
}

func exprString(e engine.Expr) string {
	list := func(args []engine.Expr) (s []string) {
		for _, a := range args {
			s = append(s, exprString(a))
		}
		return s
	}
	switch e := e.(type) {
	case engine.Slot:
		return fmt.Sprint(int(e))
	case engine.Bits:
		return "bits"
	case engine.Not:
		return "not " + exprString(e.Expr)
	case engine.Check:
		return "check " + exprString(e.Expr)
	case engine.And:
		return "and" + fmt.Sprint(list(e))
	case engine.Or:
		return "or" + fmt.Sprint(list(e))
	}
	return "none"
}

// A check is a look into a document: only documents that pass everything
// before it are looked into, each once.
func TestCheckComesLast(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	x := newCollection(t)
	x.change(t, r, 6000, 0, 0)
	x.change(t, r, 100, 50, 50)
	reader := x.reader(t)
	defer reader.Close()
	snap, err := engine.NewStore(weights, 1<<20).Snapshot(reader)
	if err != nil {
		t.Fatal(err)
	}
	o := newOracle(t, reader)
	pair := engine.And{engine.Slot(0), engine.Slot(1)}
	q := &engine.Query{
		Leaves: []engine.Leaf{
			{Fields: engine.AllFields, Terms: []string{term(4)}, Weight: 1, Slot: 0},
			{Fields: engine.AllFields, Terms: []string{term(13)}, Weight: 1, Slot: 1},
		},
		Slots: 2, K1: 1.2, B: .75, K: 10, Must: pair, Allowance: 1 << 30,
	}
	want := map[[2]int]bool{}
	for _, at := range o.ask(q).counted {
		want[at] = true
	}
	seen := map[[2]int]int{}
	q.Must = append(slices.Clone(pair), engine.Check{Expr: pair, Verify: func(seg int, doc uint32) bool {
		seen[[2]int{seg, int(doc)}]++
		return true
	}})
	out, err := snap.Run(context.Background(), q)
	if err != nil || out.Total != len(want) {
		t.Fatalf("total %d, %v, want %d", out.Total, err, len(want))
	}
	for at, n := range seen {
		if !want[at] || n > 1 {
			t.Errorf("document %v was looked into %d times, it should be %t", at, n, want[at])
		}
	}
}

// Queries stop with their context.
func TestRunStops(t *testing.T) {
	x := newCollection(t)
	x.change(t, rand.New(rand.NewPCG(1, 1)), 5000, 0, 0)
	reader := x.reader(t)
	defer reader.Close()
	snap, err := engine.NewStore(weights, 1<<20).Snapshot(reader)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	q := &engine.Query{
		Leaves: []engine.Leaf{{Fields: engine.AllFields, Terms: []string{term(2)}, Weight: 1, Slot: 0}},
		Slots:  1, K1: 1.2, B: .75, K: 10,
		Each: func(int, uint32) { cancel() },
	}
	if _, err := snap.Run(ctx, q); !errors.Is(err, context.Canceled) {
		t.Errorf("a query cut short gives %v", err)
	}
	// What it left behind does not show in the next one.
	q.Each = nil
	if fault := !agree(t, snap, newOracle(t, reader), q); fault {
		t.Error("after a query that was cut short")
	}
}

// Searches see one moment of the collection each, whatever is written meanwhile.
func TestRunWhileWriting(t *testing.T) {
	x := newCollection(t)
	r := rand.New(rand.NewPCG(7, 7))
	x.change(t, r, 4500, 0, 0)
	store := engine.NewStore(weights, 60_000)
	done := make(chan struct{})
	var searchers sync.WaitGroup
	for seed := range uint64(3) {
		searchers.Go(func() {
			r := rand.New(rand.NewPCG(seed, 9))
			for range 1000 {
				select {
				case <-done:
					return
				default:
				}
				reader := x.reader(t)
				snap, err := store.Snapshot(reader)
				if err != nil {
					t.Error(err)
					return
				}
				o := newOracle(t, reader)
				ok := true
				for range 6 {
					ok = ok && agree(t, snap, o, randomQuery(r, sizesOf(reader)))
				}
				if err := reader.Close(); err != nil || !ok {
					t.Error("while writing", err)
					return
				}
			}
		})
	}
	for range 25 {
		x.change(t, r, 40, 30, 20)
	}
	x.merge(t)
	close(done)
	searchers.Wait()
}
