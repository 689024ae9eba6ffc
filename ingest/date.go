package ingest

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// maxDateBytes bounds what is looked at as a date; the longest real form,
// "Thứ Hai, ngày 12 tháng 3 năm 2018, 07:30:00 [GMT+7]", has 60 bytes.
const maxDateBytes = 200

// Years outside of these are typing errors: there is no news on line before, and
// no news from the future.
const minYear, maxYear = 1900, 2100

var errNotDate = errors.New("not a date that is known")

// layouts are the forms of machines, tried before those of people.
var layouts = []string{
	time.RFC3339Nano,
	time.RFC1123Z,
	"Mon, 2 Jan 2006 15:04:05 -0700",
	"Mon, 2 Jan 2006 15:04:05 MST",
	"Mon, 2 Jan 2006 15:04 -0700",
	"2 Jan 2006 15:04:05 MST",
	"2 Jan 2006 15:04:05 -0700",
	"2006-01-02T15:04:05.999999999Z0700",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04:05.999999999",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05.999999999Z07:00",
	"2006-01-02 15:04:05.999999999 Z0700",
	"2006-01-02 15:04:05.999999999",
	"2006-01-02 15:04",
	"2006-01-02",
	"20060102",
	"2 January 2006",
	"January 2, 2006",
	"Jan 2, 2006",
	"2 Jan 2006",
}

// zoneByOffset names the zone of Vietnam, Indochina Time, in a way package time knows.
var zoneByOffset = strings.NewReplacer(" ICT", " +0700")

// The parts of a date as people write it. A part may stand anywhere; what is left
// when all are taken away must be words that only go with dates.
var (
	datePatterns = []struct {
		re               *regexp.Regexp
		day, month, year int
	}{
		{regexp.MustCompile(`(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm|,)?\s+(\d{4})\b`), 1, 2, 3},
		{regexp.MustCompile(`\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b`), 1, 2, 3},
		{regexp.MustCompile(`\b(\d{4})[/-](\d{1,2})[/-](\d{1,2})\b`), 3, 2, 1},
	}
	clockPattern = regexp.MustCompile(`\b(\d{1,2})\s*(?::|h|g|giờ)\s*(\d{2})(?:\s*(?::|phút)\s*(\d{2})\b)?(?:\s*phút)?(?:\s*(am|pm|sa|ch)\b)?`)
	hourPattern  = regexp.MustCompile(`\b(\d{1,2})\s*(?:h|giờ)`)
	namedZone    = regexp.MustCompile(`\b(?:gmt|utc)(?:\s*([-+−])\s*(\d{1,2})(?::?(\d{2}))?)?`)
	bareZone     = regexp.MustCompile(`([-+−])(\d{2}):?(\d{2})\b`)
	dateWords    = regexp.MustCompile(`^(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy)|thứ [2-7]|chủ nhật|cn|t[2-7]|ngày đăng|ngày|đăng lúc|đăng ngày|đăng|cập nhật lúc|cập nhật|` +
		`xuất bản|thời gian|lúc|vào|giờ|giờ việt nam|sáng|trưa|chiều|tối|[-–—,.;:|()\[\]•·/\s])*$`)
	afternoon        = regexp.MustCompile(`chiều|tối`)
	timestampPattern = regexp.MustCompile(`^\d{10}(?:\d{3})?$`)
)

// ParseDate reads a date as machines write it (RFC 3339, RFC 1123, ISO 8601, Unix
// seconds or milliseconds) or as Vietnamese papers do: "12/03/2018", "12/03/2018, 15:04",
// "Thứ Hai, 12/03/2018, 07:30 [GMT+7]", "Thứ hai, 12/3/2018 | 07:30 GMT+7", "ngày 12
// tháng 3 năm 2018". The day comes before the month. A date without a zone is in
// loc, nil meaning UTC+7; a date without a time of day is its midnight. A date
// without a year, and a text that holds more than a date, is an error.
func ParseDate(s string, loc *time.Location) (time.Time, error) {
	if loc == nil {
		loc = vietnam
	}
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}, fmt.Errorf("date: empty")
	}
	if len(s) > maxDateBytes {
		return time.Time{}, fmt.Errorf("date of %d bytes: %w", len(s), errNotDate)
	}
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, zoneByOffset.Replace(s), loc); err == nil {
			return checkMachineDate(s, t)
		}
	}
	if timestampPattern.MatchString(s) {
		return parseTimestamp(s, loc)
	}
	t, err := parseWrittenDate(strings.ToLower(norm.NFC.String(collapseSpace(s))), loc)
	if err != nil {
		return time.Time{}, fmt.Errorf("date %q: %w", s, err)
	}
	return t, nil
}

// checkMachineDate refuses a zone that package time only made up from its letters.
func checkMachineDate(s string, t time.Time) (time.Time, error) {
	if name, offset := t.Zone(); offset == 0 && name != "" && name != "UTC" && name != "GMT" && t.Location() != time.Local {
		return time.Time{}, fmt.Errorf("date %q: unknown zone %q", s, name)
	}
	return checkYear(s, t)
}

func checkYear(s string, t time.Time) (time.Time, error) {
	if t.Year() < minYear || t.Year() > maxYear {
		return time.Time{}, fmt.Errorf("date %q: year %d is not from %d to %d", s, t.Year(), minYear, maxYear)
	}
	return t, nil
}

// parseTimestamp reads Unix time, in seconds with ten digits, in milliseconds with thirteen.
func parseTimestamp(s string, loc *time.Location) (time.Time, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("date %q: %w", s, errNotDate)
	}
	if len(s) == 13 {
		return checkYear(s, time.UnixMilli(n).In(loc))
	}
	return checkYear(s, time.Unix(n, 0).In(loc))
}

// parseWrittenDate reads the lower-case NFC text of a date as people write it.
func parseWrittenDate(s string, loc *time.Location) (time.Time, error) {
	rest, year, month, day, err := takeDay(s)
	if err != nil {
		return time.Time{}, err
	}
	// A zone by name goes first, so that its hours are not taken for the time; a
	// bare one goes last, so that the time in "2018-07:30" is not taken for a zone.
	rest, loc, err = takeZone(namedZone, rest, loc)
	if err != nil {
		return time.Time{}, err
	}
	rest, hour, minute, second, err := takeClock(rest)
	if err != nil {
		return time.Time{}, err
	}
	rest, loc, err = takeZone(bareZone, rest, loc)
	if err != nil {
		return time.Time{}, err
	}
	if !dateWords.MatchString(rest) {
		return time.Time{}, errNotDate
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, 0, loc)
	if t.Day() != day || int(t.Month()) != month {
		return time.Time{}, fmt.Errorf("there is no day %d/%d/%d", day, month, year)
	}
	return checkYear(s, t)
}

// cut removes the match loc of s, leaving a space so that its neighbours stay apart.
func cut(s string, match []int) string { return s[:match[0]] + " " + s[match[1]:] }

// group is submatch n of match in s, empty if it took no part.
func group(s string, match []int, n int) string {
	if match[2*n] < 0 {
		return ""
	}
	return s[match[2*n]:match[2*n+1]]
}

// number reads digits that a pattern has bounded; an empty string is 0.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func takeDay(s string) (rest string, year, month, day int, err error) {
	for _, p := range datePatterns {
		if m := p.re.FindStringSubmatchIndex(s); m != nil {
			return cut(s, m), number(group(s, m, p.year)), number(group(s, m, p.month)), number(group(s, m, p.day)), nil
		}
	}
	return "", 0, 0, 0, errNotDate
}

func takeZone(pattern *regexp.Regexp, s string, loc *time.Location) (string, *time.Location, error) {
	m := pattern.FindStringSubmatchIndex(s)
	if m == nil {
		return s, loc, nil
	}
	hours, minutes := number(group(s, m, 2)), number(group(s, m, 3))
	if hours > 14 || minutes > 59 {
		return "", nil, fmt.Errorf("there is no zone %s", s[m[0]:m[1]])
	}
	seconds := hours*3600 + minutes*60
	if sign := group(s, m, 1); sign == "-" || sign == "−" {
		seconds = -seconds
	}
	return cut(s, m), time.FixedZone("", seconds), nil
}

func takeClock(s string) (rest string, hour, minute, second int, err error) {
	m := clockPattern.FindStringSubmatchIndex(s)
	if m == nil {
		if m = hourPattern.FindStringSubmatchIndex(s); m == nil {
			return s, 0, 0, 0, nil
		}
		hour = number(group(s, m, 1))
	} else {
		hour, minute, second = number(group(s, m, 1)), number(group(s, m, 2)), number(group(s, m, 3))
		switch half := group(s, m, 4); {
		case (half == "pm" || half == "ch" || afternoon.MatchString(s)) && hour < 12:
			hour += 12
		case (half == "am" || half == "sa") && hour == 12:
			hour = 0
		}
	}
	if hour > 23 || minute > 59 || second > 59 {
		return "", 0, 0, 0, fmt.Errorf("there is no time %02d:%02d:%02d", hour, minute, second)
	}
	return cut(s, m), hour, minute, second, nil
}
