package document

import "time"

// publishedOffset moves the year 1 to above zero: a column cannot hold zero.
const publishedOffset = 62135596800 + 1

// PublishedNumber is the number that stands for a time of publication; 0 for an unknown one.
func PublishedNumber(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return uint64(max(t.Unix()+publishedOffset, 1))
}

// PublishedTime is the inverse of PublishedNumber, to the second and in UTC.
func PublishedTime(n uint64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(int64(n)-publishedOffset, 0).UTC()
}
