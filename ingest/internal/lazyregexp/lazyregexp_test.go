package lazyregexp

import "testing"

// A mistake shows in the tests of whoever makes it.
func TestNew(t *testing.T) {
	if r := New("^b+$"); !r.MatchString("bbb") || r.MatchString("abb") {
		t.Error("matches something else")
	}
	defer func() {
		if recover() == nil {
			t.Error("an expression that is none passes")
		}
	}()
	New("(")
}
