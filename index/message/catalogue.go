package message

// Language is a language of readers.
type Language string

// The languages.
const (
	Vietnamese Language = "vi"
	English    Language = "en"
)

// Catalogue has the words in one language. Its zero value is in English.
type Catalogue struct {
	vietnamese bool
}

var vietnamese, english = Catalogue{vietnamese: true}, Catalogue{}

// In returns the catalogue of a language: the Vietnamese one for any that is not English.
func In(l Language) *Catalogue {
	if l == English {
		return &english
	}
	return &vietnamese
}

// text is a text in both languages.
type text struct{ english, vietnamese string }

func (c *Catalogue) of(t text) string {
	if c.vietnamese {
		return t.vietnamese
	}
	return t.english
}
