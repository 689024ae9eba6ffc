package mark

// Kind is how what was typed became what was found.
type Kind int

// The kinds, from the nearest to the farthest.
const (
	Exact        Kind = iota // letter for letter, except for capitals and Unicode form
	Tone                     // the other tone placement or i/y spelling
	Spacing                  // joined or apart
	Marks                    // marks were left out and restored
	Keys                     // raw Telex or VNI keys were decoded
	Abbreviation             // an abbreviation for its meaning, or the other way
	Spelling                 // one letter off
	// None: nothing was found.
	None
)

// Query is what texts are marked for: the words to be found, not those to be left out.
type Query struct {
	Terms []Term
	Forms []Form
}

// Term is a word of a query.
type Term struct {
	// Typed is the word as it was typed, Canonical the term of the index for that
	// and Read the one that it was understood as.
	Typed, Canonical, Read string
	// Group are other terms that it could be.
	Group []string
	// Prefix: each of Group is what was meant.
	Prefix bool
	// Kind is the step from Typed to Read.
	Kind Kind
	// Joined: a compound over several other terms.
	Joined bool
	// Before is the place of the term directly before this one in the query, -1 for none.
	Before int
}

// Form is another form of words of a query, such as an abbreviation in full. It is
// marked only where all its terms stand side by side.
type Form struct {
	// First is the place of its first term in Query.Terms, Len how many there are.
	First, Len int
	// Of are the places of the terms that it stands for.
	Of []int
}

// Texts are the parts of an article that are marked.
type Texts struct {
	Title, Lead, Body string
	Captions          []string
}
