package main

import (
	"testing"
	"time"
)

func TestParsePeriod(t *testing.T) {
	tests := []struct{ in, from, to string }{
		{"2018-03-31", "2018-03-31T00:00:00+07:00", "2018-04-01T00:00:00+07:00"},
		{"31/3/2018", "2018-03-31T00:00:00+07:00", "2018-04-01T00:00:00+07:00"},
		{" 01/02/2020 ", "2020-02-01T00:00:00+07:00", "2020-02-02T00:00:00+07:00"},
		{"2018-12", "2018-12-01T00:00:00+07:00", "2019-01-01T00:00:00+07:00"},
		{"2/2020", "2020-02-01T00:00:00+07:00", "2020-03-01T00:00:00+07:00"},
		{"2018", "2018-01-01T00:00:00+07:00", "2019-01-01T00:00:00+07:00"},
		{"2018-03-12T07:30:00Z", "2018-03-12T07:30:00Z", "2018-03-12T07:30:01Z"},
	}
	for _, tt := range tests {
		got, err := parsePeriod(tt.in)
		if err != nil || got.from.Format(time.RFC3339) != tt.from || got.to.Format(time.RFC3339) != tt.to {
			t.Errorf("%q is %v to %v, %v; want %s to %s", tt.in, got.from, got.to, err, tt.from, tt.to)
		}
	}
	for _, bad := range []string{"", "hôm qua", "2018-13", "30/2/2018", "18", "2018-02-30", "1/2"} {
		if got, err := parsePeriod(bad); err == nil {
			t.Errorf("%q is read as %v", bad, got)
		}
	}
}

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
