package engine

import (
	"context"
	"math/bits"
)

// verifier decides about documents for which a Check has to be asked.
type verifier struct {
	ctx       context.Context
	checkMust bool
	checkAll  bool
	// allowance is how many documents may still be verified for the count; then the
	// documents of a block are unsure.
	allowance int
	unsure    bool
	asks      int // how often a Check was asked
	maxAsks   int
	spent     bool
	stopped   error // of ctx
}

// asksPerLook is how often a Check is asked before the context is looked at: a
// look into a document that is not in memory takes some microseconds.
const asksPerLook = 64

func newVerifier(ctx context.Context, q *Query) verifier {
	return verifier{ctx: ctx, checkMust: hasCheck(q.Must), checkAll: hasCheck(q.All), allowance: q.Allowance, maxAsks: q.MaxAsks}
}

// ask asks a Check, unless there were too many questions or the context has ended: the
// answer counts for nothing then.
func (r *runner) ask(c Check, doc uint32) bool {
	if r.spent || r.stopped != nil {
		return false
	}
	r.asks++
	if r.maxAsks > 0 && r.asks > r.maxAsks {
		r.spent = true
		return false
	}
	if r.asks%asksPerLook == 0 {
		if r.stopped = r.ctx.Err(); r.stopped != nil {
			return false
		}
	}
	return c.Verify(r.segNum, doc)
}

// exact decides about one document for which r.must holds, and r.all if possible is set.
func (r *runner) exact(doc uint32, possible bool) (must, all bool) {
	must = !r.checkMust || r.holds(r.query.Must, doc)
	all = must && possible && (!r.checkAll || r.holds(r.query.All, doc))
	if r.spent || r.stopped != nil {
		r.out.AtLeast = true
		return false, false
	}
	return must, all
}

// verifyBlock decides about the candidates while the allowance lasts, and leaves in
// both sets those that belong there. From then on documents are decided about only
// when they would be among the best.
func (r *runner) verifyBlock(block int, candidates, all *blockSet) {
	r.unsure = false
	if !r.checkMust && !r.checkAll {
		return
	}
	if r.allowance <= 0 || r.spent {
		r.unsure = true
		for _, word := range all {
			r.out.AtLeast = r.out.AtLeast || word != 0
		}
		return
	}
	onlyAll := r.query.K == 0 || r.query.Order != ByScore
	for w := range candidates {
		word := candidates[w]
		if onlyAll {
			word = all[w]
		}
		var must, counted uint64
		for ; word != 0; word &= word - 1 {
			bit := bits.TrailingZeros64(word)
			r.allowance--
			m, a := r.exact(uint32(block<<blockBits+w*64+bit), all[w]>>bit&1 == 1)
			if m {
				must |= 1 << bit
			}
			if a {
				counted |= 1 << bit
			}
		}
		candidates[w], all[w] = must, counted
	}
}

// verified decides about a document that would be among the best, if that is not done.
func (r *runner) verified(doc uint32, possible bool) (must, all bool) {
	if !r.unsure {
		return true, possible
	}
	return r.exact(doc, possible)
}

// holds evaluates a condition for one document of the block at hand.
func (r *runner) holds(e Expr, doc uint32) bool {
	switch e := e.(type) {
	case Slot:
		set := r.slots[e]
		return set != nil && set[doc/64%blockWords]>>(doc%64)&1 == 1
	case And:
		for _, arg := range e {
			if !r.holds(arg, doc) {
				return false
			}
		}
		return true
	case Or:
		for _, arg := range e {
			if r.holds(arg, doc) {
				return true
			}
		}
		return false
	case Not:
		return !r.holds(e.Expr, doc)
	case Check:
		return r.holds(e.Expr, doc) && r.ask(e, doc)
	case Blocks:
		words := e(r.segNum, int(doc>>blockBits))
		return words == nil || words[doc/64%blockWords]>>(doc%64)&1 == 1
	case Bits:
		return e[r.segNum][doc/64]>>(doc%64)&1 == 1
	}
	return true
}

// hasCheck reports whether a Check has to be asked for e.
func hasCheck(e Expr) bool {
	switch e := e.(type) {
	case Check:
		return true
	case Not:
		return hasCheck(e.Expr)
	case And:
		return anyHasCheck(e)
	case Or:
		return anyHasCheck(e)
	}
	return false
}

func anyHasCheck(args []Expr) bool {
	for _, arg := range args {
		if hasCheck(arg) {
			return true
		}
	}
	return false
}

// Possible is e without any Check: it holds wherever e may hold, nil for nil.
func Possible(e Expr) Expr {
	if e == nil || !hasCheck(e) {
		return e
	}
	return without(e, false)
}

// without leaves the checks of e out: where negated is set those count as failed.
func without(e Expr, negated bool) Expr {
	switch e := e.(type) {
	case Check:
		if negated {
			return Or{}
		}
		return without(e.Expr, negated)
	case Not:
		return Not{without(e.Expr, !negated)}
	case And:
		args := make(And, len(e))
		for i, arg := range e {
			args[i] = without(arg, negated)
		}
		return args
	case Or:
		args := make(Or, len(e))
		for i, arg := range e {
			args[i] = without(arg, negated)
		}
		return args
	}
	return e
}
