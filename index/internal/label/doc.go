// Package label says which spellings of a source, a section, an author or a tag
// are one label. It is a pure function of the spellings that a collection has, and
// the only place with this rule: what a facet counts as one value is what a filter
// by that value finds.
//
// Spellings are equal when their terms are (see package analyzer): letter case,
// Unicode form, tone placement, spaces and punctuation make no difference, marks do.
// A spelling without any mark (The gioi) belongs to the one that has them (Thế giới)
// when the collection has exactly one such; where it has several (Lê Hà, Lệ Hà) the
// spelling without marks (Le Ha) is a label of its own.
//
// Start with [NewClass], which parts spellings of one fold into labels.
package label
