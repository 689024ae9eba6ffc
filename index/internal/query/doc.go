// Package query reads what a person types into a search box: a string in, a
// query tree out. It knows nothing of indexes. Start with Parse.
//
// # The language
//
//	biên chế               both words
//	"tinh giản biên chế"   the words side by side; also “…” „…“ «…» and full-width quotes
//	-"bóng đá" -thể        without these; also NOT, KHÔNG; capitals only
//	giá vàng OR giá dầu    either side; also HOẶC; capitals only
//	(a OR b) c             a group
//	tinh*                  words that begin so
//	title:x                only in the title: tiêu đề, tiêu_đề, tựa, tựa đề, intitle
//	lead:x                 in the standfirst: sapo
//	source:x               nguồn
//	category:x             mục, chuyên mục
//	author:x               tác giả, tác_giả
//	tag:x
//	site:vov.vn            articles of a host: domain
//	url:x                  words of the address: inurl
//	after:D before:D       sau, trước, since, until
//
// AND and VÀ, in capitals, say what holds anyway. Fields of other programs (filetype:pdf) are reported and left out with their
// values. A dash before a number that goes on a short name ("F -35") excludes nothing.
//
// OR binds loosest, "giá vàng OR giá dầu" means "(giá vàng) OR (giá dầu)":
// Vietnamese writes a space inside words, so the tighter binding that English
// search engines use would tear words apart.
//
// Field names are read in any case, composed or decomposed, with all, some or
// none of their marks. A colon after anything else is plain text: 10:30,
// http://…, "Kết quả: …". One space may follow the colon of a field (people
// put it there by habit) except after mục, which ends too many ordinary words
// ("ngoạn mục: …"), and after sau and trước unless a date follows.
//
// A date D is a day (2018-03-31, 31/3/2018), a month (2018-03, 3/2018) or a
// year (2018). Both bounds include the period that is named: "sau:3/2018
// trước:3/2018" is the whole of March. Dates restrict the whole query, so they
// may not stand in a group with OR, nor be negated.
//
// In a query written all in capitals with Vietnamese marks ("SỐNG HOẶC CHẾT")
// all of them but OR are words, not operators.
//
// # Grammar
//
//	query    = either .
//	either   = all { or all } .
//	or       = "OR" | "HOẶC" .
//	all      = { [ "AND" | "VÀ" ] item } .
//	item     = [ "NOT" | "KHÔNG" ] [ "-" ] ( date | [ field ] value ) .
//	field    = name ( ":" | "：" ) [ space ] [ "-" ] .
//	date     = ( "after" | "before" | … ) ":" ( day | month | year ) .
//	value    = phrase | group | prefix | word .
//	phrase   = quote { any character but quote } quote .
//	group    = "(" either ")" .
//	prefix   = word "*" .
//	word     = character { character }, at least one letter or digit; no space, quote or parenthesis .
//
// Parse recovers from every slip of the fingers: an open quote runs to the end,
// a stray parenthesis, a dash or an operator without operands is left out, and
// what is worth telling is in Query.Problems with its place. Only what has no
// sensible reading is a *SyntaxError.
package query
