package message

// Language is a language of readers.
type Language string

// The languages.
const (
	Vietnamese Language = "vi"
	English    Language = "en"
)

// Catalogue has the words in one language: fields are texts, methods are texts with
// numbers, times or names in them.
type Catalogue struct {
	Lang Language
	Answer
	Page
	Command
	Upkeep

	in pick
}

// pick chooses between the two forms of a text, so that neither can be forgotten.
type pick func(english, vietnamese string) string

var (
	vietnamese = newCatalogue(Vietnamese, func(_, vi string) string { return vi })
	english    = newCatalogue(English, func(en, _ string) string { return en })
)

func newCatalogue(l Language, in pick) Catalogue {
	return Catalogue{Lang: l, Answer: answerIn(in), Page: pageIn(in), Command: commandIn(in), Upkeep: upkeepIn(in), in: in}
}

// In returns the catalogue of a language: the Vietnamese one for any that is not English.
func In(l Language) *Catalogue {
	if l == English {
		return &english
	}
	return &vietnamese
}
