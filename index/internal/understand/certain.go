package understand

import (
	"slices"

	"github.com/newssearch/newssearch/index/internal/language"
)

// A word with marks that the collection has is read as another one (biên chê as
// biên chế) only if what was typed never stands beside its neighbours, here or in
// articles at large, the other one stands there often, and is certain to be meant.
const (
	// often is how many times in the collection; once is enough where articles at
	// large have it, too.
	often = 5
	// certainly is how likely, given all words and how many marks are left out in
	// the others.
	certainly = 0.99
)

// certain reports whether word i of a run can only be what it was found to be.
func (r *run) certain(i int, found []weighed) bool {
	p := &r.words[i]
	if found[i].Likelihood[found[i].Best] < certainly {
		return false
	}
	typed, other := slices.Index(p.candidates, p.term.Canonical), found[i].columns[found[i].Best]
	beside := 0.0
	for _, side := range [...]int{i - 1, i + 1} {
		if side < 0 || side == len(r.words) {
			continue
		}
		read := found[side].columns[found[side].Best]
		if n := r.pair(i, other, side, read); n > 0 && r.atLarge(i, other, side, read) {
			beside = often
		} else {
			beside = max(beside, n)
		}
		asTyped := slices.Index(r.words[side].candidates, r.words[side].term.Canonical)
		for _, neighbour := range [...]int{read, asTyped} {
			if neighbour >= 0 && r.stand(i, typed, side, neighbour) {
				return false
			}
		}
	}
	return beside >= often
}

// stand reports whether candidate a of word i ever stands beside candidate b of the
// next or previous word, as they do here.
func (r *run) stand(i, a, side, b int) bool {
	return r.pair(i, a, side, b) > 0 || r.atLarge(i, a, side, b)
}

// atLarge reports whether articles at large have candidate a of word i beside
// candidate b of word side.
func (r *run) atLarge(i, a, side, b int) bool {
	first, second := r.words[i].candidates[a], r.words[side].candidates[b]
	if side < i {
		first, second = second, first
	}
	return language.Neighbours(first, second)
}

// pair is how often candidate a of word i stands beside candidate b of word side in
// the collection.
func (r *run) pair(i, a, side, b int) float64 {
	if side < i {
		return r.evidence.Pair[i][b*len(r.evidence.Single[i])+a]
	}
	return r.evidence.Pair[side][a*len(r.evidence.Single[side])+b]
}
