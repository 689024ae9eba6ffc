package analyzer

// The written syllable of Vietnamese is an onset, perhaps a glide, a nucleus and a coda
// (Đoàn Thiện Thuật, Ngữ âm tiếng Việt). The tables below list what is written; grammar.go
// multiplies them out and applies the rules of spelling between onset and vowel.

// onsets are all written onsets, "" for none. "q" is always followed by the glide u.
var onsets = [...]string{
	"", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
	"p", "ph", "q", "r", "s", "t", "th", "tr", "v", "x",
}

// rhymeRow lists the codas that follow one glide and nucleus; "." means none.
type rhymeRow struct{ glide, nucleus, codas string }

// rhymeRows are the rhymes after every onset but q.
var rhymeRows = [...]rhymeRow{
	{"", "a", ". c ch i m n ng nh o p t u y"},
	{"", "ă", "c m n ng p t"},
	{"", "â", "c m n ng p t u y"},
	{"", "e", ". c m n ng o p t"},
	{"", "ê", ". ch m n nh p t u"},
	{"", "i", ". ch m n nh p t u"},
	{"", "y", "."},
	{"", "ia", "."},
	{"", "iê", "c m n ng p t u"},
	{"", "yê", "m n ng t u"},
	{"", "o", ". c i m n ng p t"},
	{"", "oo", "c ng"},
	{"", "ô", ". c i m n ng p t"},
	{"", "ơ", ". i m n p t"},
	{"", "u", ". c i m n ng p t"},
	{"", "ua", "."},
	{"", "uô", "c i m n ng p t"},
	{"", "ư", ". c i m n ng t u"},
	{"", "ưa", "."},
	{"", "ươ", "c i m n ng p t u"},
	{"o", "a", ". c ch i m n ng nh o p t y"},
	{"o", "ă", "c m n ng t"},
	{"o", "e", ". m n o t"},
	{"u", "â", "n ng t y"},
	{"u", "ê", ". ch n nh"},
	{"u", "ơ", "."},
	{"u", "y", ". ch n nh p t u"},
	{"u", "ya", "."},
	{"u", "yê", "n t"},
}

// rhymeRowsQ are the rhymes after q.
var rhymeRowsQ = [...]rhymeRow{
	{"u", "a", ". c ch i m n ng nh o p t u y"},
	{"u", "ă", "c m n ng p t"},
	{"u", "â", "n ng p t y"},
	{"u", "e", ". c n o t"},
	{"u", "ê", ". ch n nh t u"},
	{"u", "i", ". ch n nh t"},
	{"u", "y", ". ch n nh p t u"},
	{"u", "yê", "n t"},
	{"u", "ô", "c"},
	{"u", "ơ", ". n t"},
}

// onsetsBeforeY may be followed by y as the whole rhyme (kỹ, lý, Vy, Thy).
var onsetsBeforeY = [...]string{"", "h", "k", "l", "m", "s", "t", "v", "th", "n", "d", "đ"}

// onsetsIY are those of them for which i and y write the same word (kỹ thuật, kĩ thuật).
var onsetsIY = [...]string{"h", "k", "l", "m", "s", "t"}

// placeName is a syllable outside the grammar that every map of Vietnam has.
type placeName struct {
	onset, nucleus, coda string
	tone                 Tone
}

// placeNames: the provinces Bắc Kạn and Đắk Lắk, and the district Krông Pắk.
var placeNames = [...]placeName{
	{"k", "a", "n", Dot},
	{"đ", "ă", "k", Acute},
	{"l", "ă", "k", Acute},
	{"p", "ă", "k", Acute},
}
