package engine

import "math"

// Leaf is one scored list: a term, or a group of terms scored as one.
type Leaf struct {
	Fields FieldSet
	// Terms are the members of the group; one for an exact term.
	Terms []string
	// Group names a group in the cache; it is empty for a single term.
	Group string
	// Share is the share of documents that hold the leaf in text of this kind
	// at large, 0 when unknown; see Query.Mass.
	Share float64
	// Weight multiplies the leaf's contribution; 0 matches without scoring.
	Weight float64
	// Slot is the match slot the leaf sets for its documents, or NoSlot. Several
	// leaves may set the same slot.
	Slot int
}

// NoSlot marks a leaf that scores only.
const NoSlot = -1

func (l *Leaf) key() listKey {
	if l.Group != "" {
		return listKey{fields: l.Fields, group: true, text: l.Group}
	}
	return listKey{fields: l.Fields, text: l.Terms[0]}
}

// Expr is a condition over the match slots of a document.
type Expr interface{ expr() }

type (
	// Slot holds where a leaf of that slot matched.
	Slot int
	// And holds where all hold; an empty And always holds.
	And []Expr
	// Or holds where any holds; an empty Or never holds.
	Or []Expr
	// Not holds where the other does not.
	Not struct{ Expr Expr }
	// Check holds where Expr does and Verify says yes: the costly look into a
	// document, asked only when everything else of its And holds.
	Check struct {
		Expr   Expr
		Verify func(seg int, doc uint32) bool
	}
	// Bits holds where the bit of the document is set: one set of words a segment.
	Bits [][]uint64
	// Blocks holds where the words it returns for a block have a bit, BlockWords
	// of them, and everywhere in a block for which it returns nil. The words
	// are read before it is called again.
	Blocks func(seg, block int) []uint64
)

func (Slot) expr()   {}
func (And) expr()    {}
func (Or) expr()     {}
func (Not) expr()    {}
func (Check) expr()  {}
func (Bits) expr()   {}
func (Blocks) expr() {}

// Order is what the best documents are chosen by.
type Order uint8

// The orders.
const (
	ByScore Order = iota
	ByKeyDescending
	ByKeyAscending
)

// Query is what [Snapshot.Run] executes.
type Query struct {
	Leaves []Leaf
	// Slots is the number of match slots.
	Slots int
	// Must holds for every document that may be returned. nil: any document
	// that a leaf matches.
	Must Expr
	// All holds for the documents that are counted, and that an order other
	// than ByScore returns. nil: the same as Must.
	All Expr
	// Allowance bounds the documents of which every Check in Must and All is asked,
	// wherever it stands in them, for the sake of the count. From then on it is asked only
	// about those that would be among the best; the count is a lower bound then.
	Allowance int
	// MaxAsks bounds how often a Check is asked at all, 0 for no bound. Documents that
	// are not decided by then are left out, and the count is a lower bound.
	MaxAsks int
	// K is how many documents are wanted.
	K     int
	Order Order
	// Keys names the column to order by when Order is not ByScore.
	Keys string
	// Ties name the columns by which documents of equal score or key are
	// ordered, the greater number first.
	Ties [2]string
	// NeedScore leaves out the documents that meet Must but that no leaf scores.
	NeedScore bool
	// K1 and B are the constants of BM25.
	K1, B float64
	// Mass is the number of documents of text at large, described by
	// Leaf.Share, that document frequencies are mixed with: a small collection
	// does not know which words are common.
	Mass float64
	// Each, when not nil, is called for every counted document.
	Each func(seg int, doc uint32)
}

// Place is a document of a snapshot: the number of its segment and its own there.
type Place struct {
	Seg int
	Doc uint32
}

// Scored is one document with its score or key.
type Scored struct {
	Place
	Score float64
	// All reports that Query.All holds for it.
	All bool
}

// Outcome is what [Snapshot.Run] found.
type Outcome struct {
	// Best are the best K documents, best first.
	Best []Scored
	// Total is how many documents Query.All holds for; at least so many when
	// AtLeast is set.
	Total   int
	AtLeast bool
	// Candidates is how many documents Query.Must holds for, or may hold for where it has checks.
	Candidates int
	// DocFreqs is for each leaf in how many documents it occurs.
	DocFreqs []int
}

// IDF is the inverse document frequency of BM25 as Lucene computes it: never negative.
func IDF(docs, docFreq float64) float64 {
	return math.Log(1 + (docs-docFreq+0.5)/(docFreq+0.5))
}

// MixedIDF is the IDF of a leaf that docFreq of docs documents hold, mixed with q.Mass documents at large.
func (q *Query) MixedIDF(l *Leaf, docs, docFreq int) float64 {
	return IDF(float64(docs)+q.Mass, float64(docFreq)+q.Mass*l.Share)
}

// Gain is the saturated share of BM25: from 0 for no occurrence towards k1+1.
// freq and length are weighted alike; average is the mean length.
func Gain(freq, length, average, k1, b float64) float64 {
	return freq * (k1 + 1) / (freq + k1*(1-b+b*length/average))
}
