package understand

import (
	"context"

	"github.com/newssearch/newssearch/index/internal/language"
)

// Dictionary tells what a collection has. Each method is called at most once a
// query, in the order in which they stand here, and each takes all questions at
// once: a remote engine answers a query in at most three round trips.
//
// A Dictionary is safe for concurrent use. What it returns is not changed.
type Dictionary interface {
	// Words looks words up.
	Words(ctx context.Context, ask Ask) (*Found, error)
	// Evidence counts, for each run of neighbouring words, the terms that each of
	// them may stand for, and their pairs.
	Evidence(ctx context.Context, runs [][][]string) ([]*language.Evidence, error)
	// Meanings looks abbreviations up from both sides.
	Meanings(ctx context.Context, ask AskMeanings) (*FoundMeanings, error)
}

// Ask is what Dictionary.Words is asked.
type Ask struct {
	Words []Word
	// Prefixes are beginnings of words as typed, whose terms are wanted.
	Prefixes []string
	// Marked: some word of the query has marks, see Word.Doubtful.
	Marked bool
}

// Word is a term to look up. Terms are those of package analyzer.
type Word struct {
	Term string
	// Keys is the term that it may be raw Telex or VNI keys for, or empty. It is
	// looked up too.
	Keys string
	// Doubted: it may be a slip, if hardly any article has it.
	Doubted bool
}

// Found answers an Ask.
type Found struct {
	// Docs is the number of articles of the collection.
	Docs int
	// Words has an entry for each term asked for.
	Words map[string]Entry
	// Prefixed holds the terms of the collection that each prefix stands for, the
	// commonest first: those that begin with it, where marks left out are free.
	Prefixed map[string][]string
}

// Entry is what a collection says about a term.
type Entry struct {
	// Articles that have the term itself, at least approximately; 0 for none.
	Articles int
	// Agreeing are the terms of the collection that it stands for when some or all
	// marks were left out (analyzer.Variants), itself among them where it occurs.
	Agreeing []Known
	// Slips are what it may be a slip for (language.Misspell), the likeliest first;
	// none where it is not Doubtful.
	Slips []language.Slip
}

// Known is a term of the collection with the number of articles that have it.
type Known struct {
	Term     string
	Articles int
}

// Doubtful reports whether the slips of a word are wanted, when e has the rest and
// keys is the entry of w.Keys: a word that the collection has is not doubted, unless
// hardly any article has it, nor one that it has when it is decoded.
// People who leave out marks write words that nobody has; only among marks is a
// word without them suspicious.
func (a *Ask) Doubtful(w Word, e, keys Entry, docs int) bool {
	if !w.Doubted || e.Articles > Rare(docs) || e.Articles == 0 && keys.Articles > 0 {
		return false
	}
	if !a.Marked {
		for _, k := range e.Agreeing {
			if k.Articles > Rare(docs) {
				return false
			}
		}
	}
	return true
}

// A word is rare in a collection up to one in rareShare of its articles, and up to
// rareArticles in a small one.
const (
	rareShare    = 2000
	rareArticles = 2
)

// Rare is in how many articles a rare word is at most.
func Rare(docs int) int { return max(rareArticles, docs/rareShare) }

// AskMeanings is what Dictionary.Meanings is asked.
type AskMeanings struct {
	// Shorts are words as typed that may abbreviate something.
	Shorts []string
	// Runs are neighbouring terms that may be or hold the long form of something,
	// of MinLong to MaxLong terms.
	Runs [][]string
	// Beside are the words of the query, to tell which of several meanings of a
	// short form goes with them.
	Beside []Beside
	// Own: the user has meanings as well, so With is wanted of the only one, too.
	Own bool
}

// Beside is a word of the query, searched for in the text field of that name or,
// when it is empty, in all.
type Beside struct {
	Term, Field string
}

// FoundMeanings answers an AskMeanings.
type FoundMeanings struct {
	// Shorts holds what each short form that was asked for means, the meaning that
	// most articles explain first.
	Shorts map[string][]*Meaning
	// Longs holds the meanings whose long form stands in a run, whatever its marks,
	// by the terms of the run joined by spaces, sorted alike.
	Longs map[string][]*Meaning
	// Usual[i] is in how many of all articles Beside[i].Term is.
	Usual []int
}
