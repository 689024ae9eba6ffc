package understand

import (
	"context"
	"slices"

	"github.com/newssearch/newssearch/index/internal/language"
)

// run is neighbouring words with what they may stand for.
type run struct {
	words    []position
	evidence *language.Evidence // of all candidates; nil where nothing is ambiguous
}

// split groups the terms into runs of neighbours, compounds left out, and finds what
// each may stand for.
func (u *Understood) split() []run {
	var runs [][]*Term
	for _, t := range u.Terms {
		switch {
		case t.Joined || t.Prefix:
		case t.Before == nil || len(runs) == 0:
			runs = append(runs, []*Term{t})
		default:
			runs[len(runs)-1] = append(runs[len(runs)-1], t)
		}
	}
	out := make([]run, len(runs))
	for i, terms := range runs {
		for _, t := range terms {
			out[i].words = append(out[i].words, u.positionOf(t, len(terms) == 1))
		}
	}
	return out
}

// ambiguous reports whether any word of the run may stand for several terms, or for
// another than was typed.
func (r *run) ambiguous() bool {
	return slices.ContainsFunc(r.words, func(p position) bool { return len(p.candidates) > 1 || p.candidates[0] != p.term.Canonical })
}

func (r *run) candidates() [][]string {
	all := make([][]string, len(r.words))
	for i := range r.words {
		all[i] = r.words[i].candidates
	}
	return all
}

// restoreMarks finds for each term the terms that agree with the marks typed
// and the one that is meant.
func (u *Understood) restoreMarks(ctx context.Context, d Dictionary) error {
	u.runs = u.split()
	var ask [][][]string
	for i := range u.runs {
		if u.runs[i].ambiguous() {
			ask = append(ask, u.runs[i].candidates())
		}
	}
	restored := len(ask)
	splits := u.splits()
	for _, s := range splits {
		ask = append(ask, s.candidates)
	}
	if len(ask) == 0 {
		return nil
	}
	evidence, err := d.Evidence(ctx, ask)
	if err != nil {
		return err
	}
	for i, s := range splits {
		s.evidence = evidence[restored+i]
	}
	for i := range u.runs {
		if r := &u.runs[i]; r.ambiguous() {
			r.evidence, evidence = evidence[0], evidence[1:]
			r.restore()
		}
	}
	return nil
}

// maxRounds bounds how often a run is weighed; two are enough for most. From
// that round on no protected word is read differently.
const maxRounds = 5

// restore decides what each word of the run is read as. Words that have to be
// respected are kept one after the other, until no other is read differently without
// being certain: what one is read as is the evidence for its neighbours.
func (r *run) restore() {
	for round := 1; ; round++ {
		found := r.weigh()
		kept := false
		for i := range r.words {
			p := &r.words[i]
			if p.keep != protected || found[i].read() == p.term.Canonical || round < maxRounds && r.certain(i, found) {
				continue
			}
			if p.offered == "" {
				p.offered, p.likeliest = found[i].read(), found[i].Likelihood[found[i].Best]
			}
			p.keep, kept = settled, true
		}
		if kept {
			continue
		}
		for i := range r.words {
			r.words[i].understand(found[i].Restoration)
		}
		return
	}
}

// weighed is the Restoration of a word with the places of its candidates among those
// of the position.
type weighed struct {
	language.Restoration
	columns []int
}

func (w *weighed) read() string { return w.Candidates[w.Best] }

// weigh finds how likely each candidate is. A settled word has only itself.
func (r *run) weigh() []weighed {
	n := len(r.words)
	typed, candidates := make([]string, n), make([][]string, n)
	slips, columns := make([][]language.Slip, n), make([][]int, n)
	for i, p := range r.words {
		typed[i] = p.term.Canonical
		if p.keep == settled {
			candidates[i], columns[i] = []string{p.term.Canonical}, []int{slices.Index(p.candidates, p.term.Canonical)}
			continue
		}
		candidates[i], slips[i] = p.candidates[:p.agreeing+len(p.slips)], p.slips
		for j := range candidates[i] {
			columns[i] = append(columns[i], j)
		}
	}
	out := make([]weighed, n)
	for i, found := range language.Restore(typed, candidates, slips, r.evidence.Pick(columns)) {
		out[i] = weighed{found, columns[i]}
	}
	return out
}

// understand sets what the word is read as.
func (p *position) understand(found language.Restoration) {
	switch {
	case p.keep == free:
		p.term.understand(found, p.agreeing)
	case found.Candidates[found.Best] != p.term.Canonical: // certain
		p.term.understand(language.Restoration{
			Candidates: []string{found.Candidates[found.Best], p.term.Canonical},
			Likelihood: []float64{found.Likelihood[found.Best], 1 - found.Likelihood[found.Best]},
		}, 2)
	}
}
