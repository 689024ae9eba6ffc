package engine_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newssearch/newssearch/index/internal/engine"
)

// weights are those of the tests: all different, so that no field passes for another.
var weights = engine.Weights{engine.Title: 3, engine.Lead: 2, engine.Body: 1}

// doc is a document for bleve's segments: terms with frequencies, and numbers.
type doc struct {
	id     string
	fields []*docField
}

type docField struct {
	name    string
	freqs   bleveindex.TokenFrequencies
	value   []byte
	options bleveindex.FieldIndexingOptions
}

func (f *docField) Name() string                                          { return f.name }
func (f *docField) Value() []byte                                         { return f.value }
func (f *docField) ArrayPositions() []uint64                              { return nil }
func (f *docField) EncodedFieldType() byte                                { return 't' }
func (f *docField) Analyze()                                              {}
func (f *docField) Options() bleveindex.FieldIndexingOptions              { return f.options }
func (f *docField) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.freqs }
func (f *docField) NumPlainTextBytes() uint64                             { return uint64(len(f.value)) }
func (f *docField) AnalyzedLength() int                                   { return 1 }

func (d *doc) ID() string                                      { return d.id }
func (d *doc) Size() int                                       { return 100 }
func (d *doc) VisitComposite(bleveindex.CompositeFieldVisitor) {}
func (d *doc) HasComposite() bool                              { return false }
func (d *doc) NumPlainTextBytes() uint64                       { return 100 }
func (d *doc) StoredFieldsBytes() uint64                       { return 100 }
func (d *doc) Indexed() bool                                   { return true }

func (d *doc) VisitFields(visit bleveindex.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

func (d *doc) AddIDField() {
	d.fields = append(d.fields, &docField{
		name: "_id", value: []byte(d.id), freqs: bleveindex.TokenFrequencies{d.id: {}},
		options: bleveindex.IndexField | bleveindex.StoreField,
	})
}

// The columns of the test documents besides their lengths. columnDate is
// missing in some and shared by many; columnTie is different in most.
const (
	columnDate = "date"
	columnTie  = "tie"
)

// densities are the shares of documents that hold each term: lists of every
// density, from one that is everywhere to one that is nearly nowhere.
var densities = []float64{
	1, .97, .9, .7, .55, .5, .45, .3, .26, .25, .2, .13, .12, .1, .07, .05, .03, .02, .015, .01,
	.007, .005, .003, .002, .001, .0007, .0005, .0003, .0002, .0001,
}

func term(i int) string { return fmt.Sprintf("t%02d", i) }

// randomDoc makes a document. Neighbours in time are alike, as in real
// collections: some terms come in spells.
func randomDoc(r *rand.Rand, id int) *doc {
	d := &doc{id: fmt.Sprintf("doc%06d", id)}
	fields := [3]bleveindex.TokenFrequencies{{}, {}, {}}
	var lengths engine.Lengths
	for i, density := range densities {
		if i%3 == 2 && id/700%3 != 0 {
			density /= 10 // out of its spell
		}
		if r.Float64() >= density {
			continue
		}
		f := []engine.Field{engine.Title, engine.Lead, engine.Body, engine.Body, engine.Body}[r.IntN(5)]
		for range 1 + r.IntN(2) {
			n := 1 + int(r.ExpFloat64()*1.5)
			if r.IntN(500) == 0 {
				n = []int{84, 85, 86, 127, 128, 254, 255, 256, 257, 1000, 70_000}[r.IntN(11)]
			}
			freq := &bleveindex.TokenFreq{}
			freq.SetFrequency(n)
			fields[f][term(i)] = freq
			lengths[f] += uint32(n)
			f = engine.Field(r.IntN(3))
		}
	}
	for f := range engine.AllFields.Each {
		lengths[f] += uint32(r.IntN(300))
		if len(fields[f]) > 0 {
			d.fields = append(d.fields, &docField{name: f.String(), freqs: fields[f], options: bleveindex.IndexField})
		}
	}
	numbers := bleveindex.TokenFrequencies{}
	number := func(name string, n uint64) {
		freq := &bleveindex.TokenFreq{}
		freq.SetFrequency(int(n))
		numbers[name] = freq
	}
	number(engine.LengthsTerm, lengths.Pack())
	if r.IntN(5) > 0 {
		number(columnDate, 1+uint64(r.IntN(50)))
	}
	if r.IntN(20) > 0 {
		number(columnTie, 1+r.Uint64N(1<<50))
	}
	d.fields = append(d.fields, &docField{name: engine.NumbersField, freqs: numbers, options: bleveindex.IndexField})
	return d
}

// collection is a scorch index of random documents.
type collection struct {
	*scorch.Scorch
	next int
}

// newCollection is empty, and on disk: indexes in memory are never merged.
func newCollection(t testing.TB) *collection {
	t.Helper()
	config := map[string]any{"path": filepath.Join(t.TempDir(), "index")}
	x, err := scorch.NewScorch(scorch.Name, config, bleveindex.NewAnalysisQueue(2))
	if err == nil {
		err = x.Open()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return &collection{Scorch: x.(*scorch.Scorch)}
}

// change adds some documents, replaces some and deletes some, in one batch.
func (c *collection) change(t testing.TB, r *rand.Rand, added, replaced, deleted int) {
	t.Helper()
	batch := bleveindex.NewBatch()
	for range added {
		batch.Update(randomDoc(r, c.next))
		c.next++
	}
	old := c.next - added
	for range min(replaced, old) {
		batch.Update(randomDoc(r, r.IntN(old)))
	}
	for range min(deleted, old) {
		batch.Delete(fmt.Sprintf("doc%06d", r.IntN(old)))
	}
	if err := c.Batch(batch); err != nil {
		t.Error(err)
	}
}

// merge leaves one segment, or few.
func (c *collection) merge(t testing.TB) {
	t.Helper()
	if err := c.ForceMerge(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
}

// reader is the collection as it is now.
func (c *collection) reader(t testing.TB) *scorch.IndexSnapshot {
	r, err := c.Reader()
	if err != nil {
		t.Fatal(err)
	}
	return r.(*scorch.IndexSnapshot)
}

// randomQuery has leaves of every kind and conditions of any shape over segments of these sizes.
func randomQuery(r *rand.Rand, sizes []int) *engine.Query {
	q := &engine.Query{
		K1: []float64{1.2, .9, 2}[r.IntN(3)], B: []float64{.75, 0, 1}[r.IntN(3)],
		Mass: []float64{0, 500}[r.IntN(2)], K: []int{0, 1, 3, 10, 10, 10, 100, 100, 2000}[r.IntN(9)],
		Ties: [2]string{columnDate, columnTie}, NeedScore: r.IntN(2) == 0, Allowance: 1 << 30,
	}
	if r.IntN(4) == 0 {
		q.Ties = [2]string{}
	}
	if q.Order = []engine.Order{engine.ByScore, engine.ByScore, engine.ByScore, engine.ByKeyAscending, engine.ByKeyDescending}[r.IntN(5)]; q.Order != engine.ByScore {
		q.Keys = columnDate
	}
	for range []int{0, 1, 1, 2, 2, 3, 4, 8, 20}[r.IntN(9)] {
		q.Leaves = append(q.Leaves, randomLeaf(r, q))
	}
	if len(q.Leaves) == 0 || r.IntN(3) > 0 {
		q.Must = randomExpr(r, q, sizes, 3)
	}
	if r.IntN(2) == 0 {
		q.All = randomExpr(r, q, sizes, 3)
	}
	return q
}

func randomLeaf(r *rand.Rand, q *engine.Query) engine.Leaf {
	l := engine.Leaf{
		Fields: []engine.FieldSet{engine.AllFields, engine.AllFields, engine.AllFields, engine.Only(engine.Title), engine.Only(engine.Lead), engine.Only(engine.Body), engine.Only(engine.Title) | engine.Only(engine.Lead)}[r.IntN(7)],
		Weight: []float64{1, 1, .5, .4, 0, r.Float64()}[r.IntN(6)],
		Share:  r.Float64() / 3,
		Slot:   q.Slots,
	}
	switch at := r.IntN(len(densities)); r.IntN(4) {
	case 0: // a group of up to five neighbours
		first, last := at, min(at+1+r.IntN(5), len(densities))
		for i := first; i < last; i++ {
			l.Terms = append(l.Terms, term(i))
		}
		l.Group = fmt.Sprintf("%d-%d", first, last)
	case 1:
		l.Terms = []string{term(at)}
		if r.IntN(5) == 0 {
			l.Terms[0] = "nowhere"
		}
	default:
		l.Terms = []string{term(at)}
	}
	var shared []int // leaves that score share a slot with such leaves only
	for _, other := range q.Leaves {
		if other.Slot != engine.NoSlot && other.Weight > 0 && l.Weight > 0 {
			shared = append(shared, other.Slot)
		}
	}
	switch {
	case r.IntN(6) == 0:
		l.Slot = engine.NoSlot
	case len(shared) > 0 && r.IntN(4) == 0:
		l.Slot = shared[r.IntN(len(shared))]
	default:
		q.Slots++
	}
	return l
}

// odd is a costly look into a document that some fail.
func odd(seg int, doc uint32) bool { return (doc*7+uint32(seg)*3)%5 < 3 }

func randomExpr(r *rand.Rand, q *engine.Query, sizes []int, depth int) engine.Expr {
	kind := r.IntN(10)
	if depth == 0 {
		kind = r.IntN(6)
	}
	args := func() (list []engine.Expr) {
		for range r.IntN(4) {
			list = append(list, randomExpr(r, q, sizes, depth-1))
		}
		return list
	}
	switch kind {
	case 0, 1, 2, 3, 4:
		if q.Slots > 0 {
			return engine.Slot(r.IntN(q.Slots))
		}
		fallthrough
	case 5:
		share := r.Float64()
		bits := make(engine.Bits, len(sizes))
		for i, n := range sizes {
			bits[i] = make([]uint64, (n+63)/64)
			for doc := range n {
				if r.Float64() < share {
					bits[i][doc/64] |= 1 << (doc % 64)
				}
			}
		}
		return bits
	case 6:
		return engine.Or(args())
	case 7:
		return engine.Not{Expr: randomExpr(r, q, sizes, depth-1)}
	case 8:
		return engine.Check{Expr: randomExpr(r, q, sizes, depth-1), Verify: odd}
	}
	return engine.And(args())
}
