package main

import (
	"testing"
	"time"
)

func TestParseAge(t *testing.T) {
	const day = 24 * time.Hour
	for in, want := range map[string]time.Duration{"7d": 7 * day, "2w": 14 * day, "12h": 12 * time.Hour, "0.5d": 12 * time.Hour, "1h30m": 90 * time.Minute} {
		if got, err := parseAge(in); err != nil || got != want {
			t.Errorf("%q is %v, %v; want %v", in, got, err, want)
		}
	}
	for _, bad := range []string{"", "d", "7", "-7d", "0d", "7 days", "1e300d", "NaNd", "7đ"} {
		if got, err := parseAge(bad); err == nil {
			t.Errorf("%q is read as %v", bad, got)
		}
	}
}
