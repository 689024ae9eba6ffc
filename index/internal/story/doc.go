// Package story says which articles tell one story: those that are nearly the same
// text (package dup). A [Decider] decides for each article that is put, which goes
// into columns of the index; [Find] reads the stories of an index from them.
package story
