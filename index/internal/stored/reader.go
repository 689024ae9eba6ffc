package stored

import (
	"encoding/binary"
	"fmt"
)

// reader takes an article's fields off its stored form. After a fault
// every read returns nothing.
type reader struct {
	raw    string
	failed bool
}

func (r *reader) length() int {
	var n uint64
	for i := 0; i < len(r.raw) && i < binary.MaxVarintLen32; i++ {
		n |= uint64(r.raw[i]&0x7f) << (7 * i)
		if r.raw[i] < 0x80 {
			r.raw = r.raw[i+1:]
			if n <= uint64(len(r.raw)) {
				return int(n)
			}
			break
		}
	}
	r.failed, r.raw = true, ""
	return 0
}

// count reads a number that nothing bounds but the type.
func (r *reader) count() int {
	n, size := binary.Uvarint([]byte(r.raw[:min(len(r.raw), binary.MaxVarintLen32)]))
	if size <= 0 || n > maxStoredBytes {
		r.failed, r.raw = true, ""
		return 0
	}
	r.raw = r.raw[size:]
	return int(n)
}

// end reports whether everything was read and nothing is left.
func (r *reader) end() error {
	if r.failed || r.raw != "" {
		return fmt.Errorf("%w: wrong lengths", ErrForm)
	}
	return nil
}

func (r *reader) string() string {
	n := r.length()
	s := r.raw[:n]
	r.raw = r.raw[n:]
	return s
}
