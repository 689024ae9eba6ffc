package engine

// Probe evaluates conditions of a query on one document, by the same code as Run
// does on all. It is not safe for concurrent use.
type Probe struct {
	runner runner
	at     blockSet // the document
	left   blockSet // of at, where a condition holds
	block  int
	hasAny bool
}

// Probe looks a document up in the leaves of q.
func (snap *Snapshot) Probe(q *Query, seg int, doc uint32) (*Probe, error) {
	defer snap.store.guard.Leave(snap.store.guard.Enter())
	s := snap.Segments[seg]
	p := &Probe{runner: runner{query: q, seg: s, segNum: seg, slots: make([]*blockSet, q.Slots)}, block: int(doc >> blockBits)}
	p.at[doc/64%blockWords] = 1 << (doc % 64)
	for i := range q.Leaves {
		l := &q.Leaves[i]
		if l.Slot == NoSlot || p.runner.slots[l.Slot] != nil && (l.Weight == 0 || p.hasAny) {
			continue
		}
		list, err := s.list(l.key(), l.Terms)
		if err != nil {
			return nil, err
		}
		if list.Freq(doc) > 0 {
			p.runner.slots[l.Slot] = &p.at
			p.hasAny = p.hasAny || l.Weight > 0
		}
	}
	return p, nil
}

// Holds reports whether e holds for the document.
func (p *Probe) Holds(e Expr) bool {
	p.left = p.at
	p.runner.narrow(e, p.block, &p.left)
	return p.left != blockSet{}
}

// Scores reports whether the document has a term that counts for its score.
func (p *Probe) Scores() bool { return p.hasAny }
