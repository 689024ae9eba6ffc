// Package message has the words in which readers are told about an answer of
// package index, in Vietnamese and in English: one catalogue for the command line,
// the page and any other program that embeds the index.
//
// Start with [In], which returns the [Catalogue] of a language:
//
//	m := message.In(message.Vietnamese)
//	for _, p := range result.Problems {
//		fmt.Println(m.Problem(p.Kind))
//	}
//
// Texts are plain: the caller escapes or paints them. All functions are safe for
// concurrent use.
package message
