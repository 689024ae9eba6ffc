package disk

import (
	"encoding/binary"
	"errors"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
)

// Only what comes out of reading files is damage.
func TestCaught(t *testing.T) {
	var missing *roaring.Bitmap
	var short []byte
	for _, test := range []struct {
		name    string
		reading bool
		f       func()
	}{
		{"an index of ours", false, func() { _ = short[len(short)] }},
		{"the standard library for us", false, func() { _ = binary.LittleEndian.Uint32(short) }},
		{"a pointer of ours", false, func() { var p *Panic; p.Value = 1 }},
		{"a library", true, func() { missing.Add(1) }},
		{"our text", false, func() { panic("github.com/blevesearch/zapx") }},
	} {
		var err error
		func() {
			defer Recover(&err)
			defer PanicOnFault()()
			test.f()
		}()
		var p *Panic
		if !errors.As(err, &p) || p.Reading != test.reading || len(p.Stack) == 0 {
			t.Errorf("%s: %#v", test.name, err)
		}
	}
}
