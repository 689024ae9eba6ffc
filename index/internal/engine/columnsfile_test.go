package engine

import "testing"

func TestParseColumnsHostile(t *testing.T) {
	for _, data := range []string{"1", "1234567", "12345678", "1234\x01\x00\x00\x001234"} {
		if c, err := ParseColumns([]byte(data), "a"); err == nil {
			t.Errorf("%q is read: %v", data, c)
		}
	}
	if c, err := ParseColumns(nil, "a"); err != nil || len(c) != 0 {
		t.Errorf("nothing is read as %v, %v", c, err)
	}
	if _, _, ok := cutColumns(make([]byte, 100), -1, "a", "b"); ok {
		t.Error("less than no documents")
	}
	if _, _, ok := cutColumns(make([]byte, 19), 1, "a", "b"); ok {
		t.Error("a column is cut short")
	}
}
