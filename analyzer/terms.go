package analyzer

// Terms returns the terms of a text in order, compounds left out: of "TP.HCM" its parts.
func Terms(text string) []string {
	var terms []string
	for _, t := range Tokenize(text) {
		if !t.Compound {
			terms = append(terms, t.Term)
		}
	}
	return terms
}
