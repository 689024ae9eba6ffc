package disk

import (
	"fmt"
	"runtime/debug"
)

// PanicOnFault makes this goroutine panic, which can be recovered from, where it
// reads a mapped file past its end, which would end the program. The function
// returned undoes that.
func PanicOnFault() (undo func()) {
	before := debug.SetPanicOnFault(true)
	return func() { debug.SetPanicOnFault(before) }
}

// Recover, deferred, turns a panic of the storage library into an error: its files
// carry checksums, but it does not check them. See also PanicOnFault.
func Recover(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%v", r)
	}
}
