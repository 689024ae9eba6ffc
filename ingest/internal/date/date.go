// Package date reads the time at which an article was published, in the forms of
// machines and in those in which Vietnamese papers write it.
//
// [Parse] reads a value that is a date; [Line] also says what stands beside it, since
// papers put the author, the section or the place on the same line.
//
// A date is read in steps: the day, the zone, the time of day and the zone again are
// cut out wherever they stand, and what is left must be words that only go with
// dates, or something short beside them.
package date

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// MaxBytes bounds what is looked at as a date; the longest real forms, with weekday,
// zone and section, have about 100 bytes.
const MaxBytes = 200

// minYear is the first year of news that a person would write as a date of
// publication. Earlier ones are typing errors or zeros of other systems.
const minYear = 1900

// maxAhead is how far after now a date may lie. A clock that is a day wrong happens;
// what lies further is a typing error or the date of an event.
const maxAhead = 48 * time.Hour

// Errors that Parse and Line wrap.
var (
	// ErrNotDate means that the text is no date in a form that is known.
	ErrNotDate = errors.New("not a date that is known")
	// ErrUnknown means that the text is what programs write for a date that they do not
	// know: a zero of a clock or a calendar, "null".
	ErrUnknown = errors.New("an unknown date")
)

// Vietnam is the zone of dates without one: UTC+7 without daylight saving since 1975.
var Vietnam = time.FixedZone("", 7*60*60)

// now is replaced by tests.
var now = time.Now

// Parse reads a date as machines write it or as people do. The day comes before the
// month, except in the form of US programs ("3/25/2018 7:30:00 AM"). A date without
// a zone is in loc, nil meaning UTC+7; one without a time of day is its midnight. A
// date without a year, in the future or before 1900 is an error.
func Parse(s string, loc *time.Location) (time.Time, error) {
	t, _, err := Line(s, loc)
	return t, err
}

// Line is Parse, and gives the texts that stand beside the date, such as "Minh Hà"
// in "Minh Hà • 12/03/2018 - 07:30".
func Line(s string, loc *time.Location) (t time.Time, beside []string, err error) {
	if loc == nil {
		loc = Vietnam
	}
	if len(s) > MaxBytes {
		return t, nil, fmt.Errorf("date of %d bytes: %w", len(s), ErrNotDate)
	}
	s = plain(s)
	if unknown[strings.ToLower(s)] {
		return t, nil, ErrUnknown
	}
	t, beside, err = read(s, loc)
	if err == nil {
		err = plausible(t)
	}
	if err != nil {
		return time.Time{}, nil, fmt.Errorf("date %q: %w", s, err)
	}
	return t, beside, nil
}

func read(s string, loc *time.Location) (time.Time, []string, error) {
	// The form that nearly all data has.
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t, nil, nil
	}
	if t, ok := timestamp(s, loc); ok {
		return t, nil, nil
	}
	return written(s, loc)
}

// unknown are texts that programs write where there is no date.
var unknown = map[string]bool{
	"": true, "null": true, "none": true, "nil": true, "nan": true, "nat": true, "n/a": true, "na": true, "undefined": true,
	"-": true, "--": true, "unknown": true, "invalid date": true, "false": true, "0": true, "không rõ": true, "chưa rõ": true,
}

// spaces are the invisible and odd characters that stand in dates of pages.
var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u200b", "", "\ufeff", "", "\u200e", "", "\u200f", "", "\u00ad", "",
	"−", "-", "–", "-", "—", "-", "\u2011", "-", "’", "'", "′", "'")

// plain puts s in NFC with single plain spaces and plain dashes. Line breaks become
// a bar, since they part things as one does.
func plain(s string) string {
	s = strings.TrimSpace(norm.NFC.String(spaces.Replace(s)))
	if strings.ContainsAny(s, "\r\n") {
		s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }), " | ")
	}
	return strings.Join(strings.Fields(s), " ")
}

// plausible refuses days that no article is from. Zeros of clocks and calendars are
// the unknown date.
func plausible(t time.Time) error {
	for _, zero := range zeros {
		if d := t.Sub(zero); d >= -maxZone && d <= maxZone {
			return ErrUnknown
		}
	}
	if t.Year() < minYear {
		return fmt.Errorf("year %d is before %d", t.Year(), minYear)
	}
	if t.After(now().Add(maxAhead)) {
		return fmt.Errorf("%s is in the future", t.Format(time.DateOnly))
	}
	return nil
}

// maxZone is how far a zone lies from UTC at most. A zero is one in any of them.
const maxZone = 14 * time.Hour

// zeros are the times that programs write for no time: of Unix, Go and .NET, SQL
// Server, spreadsheets, Windows files, and the year 0 of MySQL.
var zeros = []time.Time{
	time.Unix(0, 0), time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC),
	time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC), time.Date(1753, 1, 1, 0, 0, 0, 0, time.UTC),
	time.Date(1601, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(-1, 11, 30, 0, 0, 0, 0, time.UTC),
}
