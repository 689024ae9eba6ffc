package date

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

// gap stands in a text where a part of the date was cut out, so that what stood beside
// it can be told from what stood alone.
const gap = "\x00"

// text is a date being taken apart: what is left of it, and what was found.
type text struct {
	rest                       string
	year, month, day           int
	hour, minute, second, nano int
	zone                       *time.Location
	clocked                    bool
	slashed                    bool // day and month stood as numbers between slashes
	padded, half, seconds      bool // how the numbers are written; see american
}

// written reads a date as people, and most programs, write it.
func written(s string, loc *time.Location) (time.Time, []string, error) {
	s = strings.ReplaceAll(s, gap, "")
	d := text{rest: reorder(halfDay.ReplaceAllString(s, "${1}m ")), zone: loc}
	// A zone by name goes before the time of day, so that its hours are not taken for
	// one; a bare one goes last, so that the time in "2018-07:30" is not one.
	for _, take := range []func() error{d.takeDay, d.takeNamedZone, d.takeClock, d.takeBareZone, d.dropSecondDate} {
		if err := take(); err != nil {
			return time.Time{}, nil, err
		}
	}
	beside, ok := besides(d.rest)
	if !ok {
		return time.Time{}, nil, ErrNotDate
	}
	t, err := d.time()
	return t, beside, err
}

// time puts the parts together.
func (d *text) time() (time.Time, error) {
	if d.american() {
		d.day, d.month = d.month, d.day
	}
	if d.month == 0 && d.day == 0 {
		return time.Time{}, ErrUnknown
	}
	day := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, d.zone)
	if day.Day() != d.day || int(day.Month()) != d.month {
		return time.Time{}, fmt.Errorf("there is no day %d/%d/%d", d.day, d.month, d.year)
	}
	if d.hour > 24 || d.minute > 59 || d.second > 60 || d.hour == 24 && d.minute+d.second > 0 {
		return time.Time{}, fmt.Errorf("there is no time %02d:%02d:%02d", d.hour, d.minute, d.second)
	}
	return time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, d.second, d.nano, d.zone), nil
}

// american reports whether the month stands before the day. Programs of the US write
// "3/12/2018 7:30:00 AM": slashes, no zeros in front, seconds, AM or PM. Vietnamese
// ones that write AM pad the numbers or leave the seconds out. A second number above 12 can only be
// a day, and a first one only the day.
func (d *text) american() bool {
	switch {
	case !d.slashed || d.day > 12:
		return false
	case d.month > 12:
		return true
	case !d.half || !d.seconds || d.padded:
		return false
	}
	// What would lie ahead was not meant.
	return !time.Date(d.year, time.Month(d.day), d.month, 0, 0, 0, 0, d.zone).After(now().Add(maxAhead))
}

// cut takes match out of the rest.
func (d *text) cut(match []int) { d.rest = d.rest[:match[0]] + gap + d.rest[match[1]:] }

// group is submatch n of match in the rest, empty if it took no part.
func (d *text) group(match []int, n int) string {
	if 2*n+1 >= len(match) || match[2*n] < 0 {
		return ""
	}
	return d.rest[match[2*n]:match[2*n+1]]
}

// number reads digits that a pattern has bounded; an empty string is 0.
func number(s string) int {
	n := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			n = n*10 + int(c-'0')
		}
	}
	return n
}

// ctime is the form of C and of JavaScript, in which the time stands between day and
// year or the year before the time without a comma.
var ctime = lazyregexp.New(`(?i)\b(` + englishMonth + `)\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+(?:([a-z+:0-9-]+)\s+)?(\d{4})\b`)

// halfDay is "a.m." and "p.m." with their points.
var halfDay = lazyregexp.New(`(?i)\b([ap])\.\s?m\b\.?`)

// reorder puts the parts of a ctime in the order of other dates.
func reorder(s string) string { return ctime.ReplaceAllString(s, "$2 $1 $5 $3 $4") }

// later begins the second of two dates on a line: when it was changed, or the end of
// what a list of dates is about.
var later = lazyregexp.New(`(?i)(?:cập nhật|cập nhập|sửa|updated?|modified|last|đã sửa|chỉnh sửa)[^\x00]*$`)

// dropSecondDate takes a second date away if it says that it is that of a change.
func (d *text) dropSecondDate() error {
	second := text{rest: d.rest, zone: d.zone}
	if second.takeDay() != nil {
		return nil //nolint:nilerr // there is no second date
	}
	at := strings.LastIndex(second.rest, gap)
	if m := later.FindStringIndex(second.rest[:at]); m != nil && strings.Contains(second.rest[:m[0]], gap) {
		d.rest = second.rest[:m[0]]
		return nil
	}
	return errors.Join(ErrNotDate, errors.New("more than one date"))
}
