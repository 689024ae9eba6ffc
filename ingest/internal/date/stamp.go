package date

import (
	"math"
	"strconv"
	"time"

	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

var (
	// stampPattern is Unix time as numbers are written by programs: 1520814600,
	// 1520814600.0, 1.5208146e+09.
	stampPattern = lazyregexp.New(`^-?\d{1,19}(?:\.\d*)?(?:[eE]\+?\d{1,2})?$`)
	// dotNetPattern is the JSON of older .NET: /Date(1520814600000+0700)/.
	dotNetPattern = lazyregexp.New(`^\\?/?Date\((-?\d{1,19})(?:[+-]\d{4})?\)\\?/?$`)
)

// Seconds of Unix time between which a number is one. From 9 digits on (1973) it can
// be told from a day without dashes, which has 8.
const minStamp, maxStamp = 1e8, 1e10

// timestamp reads Unix time in seconds, milliseconds, microseconds or nanoseconds;
// zero and less are read too, for they are an unknown date.
func timestamp(s string, loc *time.Location) (time.Time, bool) {
	if m := dotNetPattern.FindStringSubmatch(s); m != nil {
		ms, err := strconv.ParseInt(m[1], 10, 64)
		return time.UnixMilli(ms).In(loc), err == nil
	}
	if !stampPattern.MatchString(s) {
		return time.Time{}, false
	}
	if compact.MatchString(s) { // 201803120730, which would be milliseconds of 1976
		return time.Time{}, false
	}
	// Whole numbers are kept exact; a float has microseconds of the present.
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return unix(n, loc)
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return time.Time{}, false
	}
	for unit := 1.0; unit <= 1e9; unit *= 1e3 {
		if seconds := f / unit; seconds >= minStamp && seconds < maxStamp {
			whole, part := math.Modf(seconds)
			return time.Unix(int64(whole), int64(part*1e6)*1e3).In(loc), true
		}
	}
	return time.Unix(0, 0), f == 0
}

func unix(n int64, loc *time.Location) (time.Time, bool) {
	switch {
	case n <= 0:
		return time.Unix(0, 0), true
	case n >= minStamp && n < maxStamp:
		return time.Unix(n, 0).In(loc), true
	case n >= minStamp*1e3 && n < maxStamp*1e3:
		return time.UnixMilli(n).In(loc), true
	case n >= minStamp*1e6 && n < maxStamp*1e6:
		return time.UnixMicro(n).In(loc), true
	case n >= minStamp*1e9: // int64 ends in the year 2262
		return time.Unix(0, n).In(loc), true
	}
	return time.Time{}, false
}
