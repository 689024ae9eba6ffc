package ingest

import (
	"errors"
	"fmt"
	"time"

	"github.com/newssearch/newssearch/ingest/internal/date"
)

// maxDateBytes bounds what is looked at as a date.
const maxDateBytes = date.MaxBytes

// ParseDate reads a date as machines write it (RFC 3339, RFC 1123, ISO 8601, Unix time
// in seconds to nanoseconds, what databases and spreadsheets export) or as Vietnamese
// papers do: "12/03/2018", "12/03/2018, 15:04", "Thứ Hai, 12/03/2018, 07:30 [GMT+7]",
// "07h30 ngày 12/3/2018", "12 Th3, 2018", "ngày 12 tháng 3 năm 2018", with an author,
// a place or a section beside it. The day comes before the month, except in the form
// of US programs. A date without a zone is in loc, nil meaning UTC+7; a date without
// a time of day is its midnight. A date without a year, in the future, or that
// programs write for none (1970-01-01) is an error, and so is a text that holds more
// than a date.
func ParseDate(s string, loc *time.Location) (time.Time, error) { return date.Parse(s, loc) }

// optionalDate reads a date that may be missing: what programs write for an unknown one
// is the zero time without a warning.
func optionalDate(s string, opts Options) (t time.Time, warning error) {
	t, err := date.Parse(s, opts.location())
	if err == nil || errors.Is(err, date.ErrUnknown) {
		return t, nil
	}
	return time.Time{}, fmt.Errorf("published left out: %w", err)
}
