package ingest

import (
	"testing"
	"time"
)

// The forms are tested in internal/date; here, that the dates of records use them.
func TestOptionalDate(t *testing.T) {
	for in, want := range map[string]string{
		"Mon, 12 Mar 2018 07:30:00 GMT+7": "2018-03-12T07:30:00+07:00",
		"Minh Hà • 12/03/2018 - 07:30":    "2018-03-12T07:30:00+07:00",
		"1970-01-01T00:00:00Z":            "0001-01-01T00:00:00Z",
		"":                                "0001-01-01T00:00:00Z",
	} {
		got, warning := optionalDate(in, Options{})
		if got.Format(time.RFC3339) != want || warning != nil {
			t.Errorf("%q: %v, %v", in, got, warning)
		}
	}
	for _, in := range []string{"12/03/2098", "hôm nào đó"} {
		if got, warning := optionalDate(in, Options{}); !got.IsZero() || warning == nil {
			t.Errorf("%q: %v, %v", in, got, warning)
		}
	}
}
