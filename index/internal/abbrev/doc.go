// Package abbrev finds in a text where an abbreviation is explained, as
// newspapers do at its first use:
//
//	Ủy ban nhân dân (UBND) tỉnh     UBND = Ủy ban nhân dân
//	UBND (Ủy ban nhân dân)          the same
//	Bộ Giáo dục và Đào tạo (GD&ĐT)  GD&ĐT = Giáo dục và Đào tạo
//	Sở Tài nguyên (Sở TN)           TN = Tài nguyên
//
// Start with [Find]. What it takes for an explanation is checked letter by
// letter: every letter of the short form begins a word of the long one, in
// order, the first letter the first word and the last letter the last (see
// align.go). No list of abbreviations is involved.
package abbrev
