package complete

// Kind says what a completion is.
type Kind uint8

// The kinds.
const (
	Phrase Kind = iota
	Name
	Headline
	Word
	kindCount
)

// String returns the English name of the kind.
func (k Kind) String() string {
	names := [kindCount]string{"phrase", "name", "headline", "word"}
	if k >= kindCount {
		return "?"
	}
	return names[k]
}
