package date

import (
	"strings"

	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

const (
	englishMonth    = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`
	vietnameseMonth = `mười một|mười hai|mười|giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|chạp`
	// monthLabel is "tháng" and how it is cut short: "12 Th3, 2018", "12 thg 3, 2018".
	monthLabel = `(?:tháng|thg|th|t)\.?`
	month      = `(\d{1,2}|` + vietnameseMonth + `)`
	year       = `((?:19|20|1[0-8]|[2-9]\d|0\d)\d{2})`
	edge       = `(?:\b|t)` // the T of ISO 8601 may follow
)

func form(s string) *lazyregexp.Regexp { return lazyregexp.New("(?i)" + s) }

// days are the forms of a day, the surest first, with the groups of its parts.
var days = []struct {
	re               *lazyregexp.Regexp
	day, month, year int
	slashed          bool
}{
	{form(`\b` + year + `\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})` + edge), 3, 2, 1, false},
	{form(`\b(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*` + year + edge), 1, 2, 3, true},
	{form(`\b(\d{1,2})\s*[.-]\s*(\d{1,2})\s*[.-]\s*` + year + edge), 1, 2, 3, false},
	{form(`\b(\d{1,2})[\s,./-]*` + monthLabel + `\s*` + month + `(?:\s*[,./-]?\s*năm|\s*[,./-])?\s*` + year + `\b`), 1, 2, 3, false},
	{form(monthLabel + `\s*` + month + `[\s,]+(?:ngày\s+)?(\d{1,2})\s*,?\s*(?:năm\s+)?` + year + `\b`), 2, 1, 3, false},
	{form(`năm\s+` + year + `[\s,]*` + monthLabel + `\s*` + month + `[\s,]*ngày\s+(\d{1,2})\b`), 3, 2, 1, false},
	{form(`\b(\d{1,2})(?:st|nd|rd|th)?[\s,./-]*(?:of\s+)?\b(` + englishMonth + `)\b[\s,./-]*` + year + `\b`), 1, 2, 3, false},
	{form(`\b(` + englishMonth + `)\b[\s,./-]*(\d{1,2})(?:st|nd|rd|th)?[\s,.-]+` + year + `\b`), 2, 1, 3, false},
	{form(`\b` + year + `[\s,./-]+(` + englishMonth + `)\b[\s,./-]*(\d{1,2})\b`), 3, 2, 1, false},
	// Two digits of a year are read last, for they may be anything.
	{form(`\b(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*[/.-]\s*(\d{2})\b`), 1, 3, 4, false},
	{form(`\b(\d{1,2})[\s-]+(` + englishMonth + `)[\s-]+(\d{2})\b`), 1, 2, 3, false},
}

// compact is a day, or a day and time, of digits alone: 20180312, 20180312T073000Z.
var compact = lazyregexp.New(`^((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?:T?([01]\d|2[0-3])([0-5]\d)([0-5]\d)?\d{0,3})?(?:\b|Z)`)

// takeDay cuts the first day out.
func (d *text) takeDay() error {
	if m := compact.FindStringSubmatch(d.rest); m != nil {
		d.year, d.month, d.day = number(m[1]), number(m[2]), number(m[3])
		d.hour, d.minute, d.second = number(m[4]), number(m[5]), number(m[6])
		d.clocked = m[4] != ""
		rest := strings.TrimSuffix(m[0], "Z")
		d.rest = gap + d.rest[len(rest):]
		return nil
	}
	for _, p := range days {
		m := p.re.FindStringSubmatchIndex(d.rest)
		if m == nil {
			continue
		}
		day, month, year := d.group(m, p.day), d.group(m, p.month), d.group(m, p.year)
		d.day, d.month, d.year = number(day), monthNumber(month), number(year)
		if len(year) == 2 {
			d.year += century(d.year)
		}
		d.slashed = p.slashed
		d.note(day)
		d.note(month)
		d.cut(m)
		return nil
	}
	return ErrNotDate
}

// note keeps whether a number of a date has a zero in front.
func (d *text) note(digits string) {
	d.padded = d.padded || strings.HasPrefix(digits, "0")
}

// century is that of a year of two digits: the present one unless it would be ahead.
func century(twoDigits int) int {
	if twoDigits <= now().Year()%100 {
		return 2000
	}
	return 1900
}

// months are the names of months as they begin, in lower case.
var months = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
	"giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
	"mười một": 11, "mười hai": 12, "chạp": 12,
}

func monthNumber(s string) int {
	if s = strings.ToLower(s); s == "" || s[0] >= '0' && s[0] <= '9' {
		return number(s)
	}
	if n := months[s]; n > 0 {
		return n
	}
	return months[s[:min(3, len(s))]]
}
