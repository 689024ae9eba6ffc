package complete

// run is a run of words that occurs in enough articles.
type run struct {
	articles, seen int32
	last           int32 // the article counted last
	capitals       int32 // occurrences with every word in capitals
	// upper and lower count the occurrences within a sentence by their first letter.
	upper, lower int32
	// estimate and weight are of all articles, those not read too.
	estimate, weight float32
	at               uint32 // one place: the first token
	// left and right are the same run without its last and without its first word,
	// among the runs that are one word shorter.
	left, right int32
	shown       bool // it begins with a capital there
	drop        bool
}

// level holds the runs of one length; the first one stands for none.
type level struct {
	runs []run
	at   []int32 // of each token, the run that begins there, 0 if it is too rare
}

// singles counts the words.
func (b *Builder) singles(shares []share, least int32) level {
	l := level{runs: make([]run, len(b.terms)), at: make([]int32, len(b.tokens))}
	at := 0
	for i := range shares {
		for end := int(b.parts[i].end); at < end; at++ {
			if t := b.tokens[at]; t != 0 {
				l.at[at] = int32(b.forms[t.form()].word)
				b.count(&l.runs[l.at[at]], &shares[i], at, 1)
			}
		}
	}
	l.prune(least)
	return l
}

// longer counts the runs of n words both of whose parts of n-1 words are in shorter.
func (b *Builder) longer(shorter *level, n int, shares []share, least int32) level {
	// Most runs occur once: a sketch of all keeps them out of the table.
	b.sketch.reset(least)
	for at := 0; at+1 < len(shorter.at); at++ {
		if left, right := shorter.at[at], shorter.at[at+1]; left != 0 && right != 0 {
			b.sketch.add(mix(left, right))
		}
	}
	l := level{runs: make([]run, 1, b.sketch.full+b.sketch.full/8+2), at: make([]int32, len(b.tokens))}
	numbers := newNumbers(cap(l.runs))
	at := 0
	for i := range shares {
		end := int(b.parts[i].end)
		for ; at+1 < end; at++ {
			left, right := shorter.at[at], shorter.at[at+1]
			if left == 0 || right == 0 {
				continue
			}
			h := mix(left, right)
			if !b.sketch.has(h) {
				continue
			}
			r := numbers.number(h, left, right)
			if int(r) == len(l.runs) {
				l.runs = append(l.runs, run{left: left, right: right})
			}
			l.at[at] = r
			b.count(&l.runs[r], &shares[i], at, n)
		}
		at = end
	}
	l.prune(least)
	return l
}

// prune forgets the runs that are too rare, where they begin.
func (l *level) prune(least int32) {
	for at, r := range l.at {
		if r != 0 && l.runs[r].articles < least {
			l.at[at] = 0
		}
	}
}

// share is what an occurrence in a part counts.
type share struct {
	article          int32
	estimate, weight float32
}

func (b *Builder) shares() []share {
	shares := make([]share, len(b.parts))
	for i, p := range b.parts {
		shares[i] = share{p.article, p.stands, p.stands * b.weight(p.published)}
	}
	return shares
}

// count counts the run of n words at a token.
func (b *Builder) count(r *run, s *share, at, n int) {
	tokens := b.tokens
	r.seen++
	capital := tokens[at].capital()
	if capital && (n == 1 || capitals(tokens[at+1:at+n])) {
		r.capitals++
	}
	if r.articles == 0 {
		r.at, r.shown = uint32(at), capital
	}
	if at > 0 && tokens[at-1] != 0 {
		if capital {
			r.upper++
		} else {
			r.lower++
		}
		// The place shown is one written as most are.
		most := r.upper != r.lower && capital == (r.upper > r.lower)
		if most && r.shown != capital || r.upper+r.lower == 1 {
			r.at, r.shown = uint32(at), capital
		}
	}
	if r.last == s.article {
		return
	}
	r.last = s.article
	r.articles++
	r.estimate += s.estimate
	r.weight += s.weight
}

// capitals reports whether every word begins with a capital.
func capitals(tokens []token) bool {
	for _, t := range tokens {
		if !t.capital() {
			return false
		}
	}
	return true
}
