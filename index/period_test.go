package index

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
		from, to, err := ParsePeriod(tt.in)
		if err != nil || from.Format(time.RFC3339) != tt.from || to.Format(time.RFC3339) != tt.to {
			t.Errorf("%q is %v to %v, %v; want %s to %s", tt.in, from, to, err, tt.from, tt.to)
		}
	}
	for _, bad := range []string{"", "hôm qua", "2018-13", "30/2/2018", "18", "20180331", "2018-03-31T", "-1", "2018-02-30", "1/2"} {
		if from, _, err := ParsePeriod(bad); err == nil {
			t.Errorf("%q is read as %v", bad, from)
		}
	}
}
