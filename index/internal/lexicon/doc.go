// Package lexicon numbers the terms of the articles that are put and counts them
// field by field, so that an article is a list of numbers and counts, and what is asked
// of a word again and again is looked up once. Start with [New].
package lexicon
