package engine

import "strings"

// Field is one indexed text field of an article.
type Field uint8

// The text fields, in the order of the lengths in a [Lengths].
const (
	Title Field = iota
	Lead
	Body
	numFields
)

// String returns the name of the field in the index.
func (f Field) String() string {
	return [numFields]string{"title", "lead", "body"}[f]
}

// FieldSet is a set of text fields a leaf looks into.
type FieldSet uint8

// AllFields is every text field.
const AllFields = FieldSet(1<<numFields - 1)

// Only is the set of f alone.
func Only(f Field) FieldSet { return 1 << f }

// Has reports whether f is in the set.
func (s FieldSet) Has(f Field) bool { return s&(1<<f) != 0 }

// Weights says how many occurrences in the body one occurrence in each field is
// worth. Frequencies and lengths are weighted alike, which is BM25F with one
// length normalisation (Robertson, Zaragoza & Taylor, CIKM 2004).
type Weights [numFields]uint16

// Lengths is the number of syllables in each field of one article.
type Lengths [numFields]uint32

// lengthBits is the room of each field in a packed length: three fields in 63
// bits. An article of two million syllables is eight times the largest accepted.
const lengthBits = 21

// Pack returns the lengths as one number, never zero.
func (l Lengths) Pack() uint64 {
	var packed uint64 = 1
	shift := 1
	for f := range numFields {
		// The body comes first: it is the longest, and a short number is stored in few bytes.
		packed |= min(uint64(l[numFields-1-f]), 1<<(lengthBits-1)-1) << shift
		shift += lengthBits - 1
	}
	return packed
}

// UnpackLengths is the inverse of [Lengths.Pack].
func UnpackLengths(packed uint64) Lengths {
	var l Lengths
	packed >>= 1
	for f := range numFields {
		l[numFields-1-f] = uint32(packed & (1<<(lengthBits-1) - 1))
		packed >>= lengthBits - 1
	}
	return l
}

// Weighted is the weighted sum of the lengths.
func (l Lengths) Weighted(w Weights) float64 {
	sum := 0.0
	for f := range numFields {
		sum += float64(l[f]) * float64(w[f])
	}
	return sum
}

// Each yields the fields of the set.
func (s FieldSet) Each(yield func(Field) bool) {
	for f := range numFields {
		if s.Has(f) && !yield(f) {
			return
		}
	}
}

// String lists the fields of the set.
func (s FieldSet) String() string {
	if s == AllFields {
		return "title, lead and body"
	}
	var names []string
	for f := range s.Each {
		names = append(names, f.String())
	}
	return strings.Join(names, " and ")
}
