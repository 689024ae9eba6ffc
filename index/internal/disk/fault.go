package disk

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// PanicOnFault makes this goroutine panic, which can be recovered from, where it
// reads a mapped file past its end, which would end the program. The function
// returned undoes that.
func PanicOnFault() (undo func()) {
	before := debug.SetPanicOnFault(true)
	return func() { debug.SetPanicOnFault(before) }
}

// Panic is a panic that was recovered from.
type Panic struct {
	Value any
	Stack []byte
	// Reading reports that it came out of reading files: of a fault in a mapped file,
	// or of the storage library, which trusts what it reads. Otherwise it is a mistake
	// in our own code.
	Reading bool
}

func (p *Panic) Error() string { return fmt.Sprint(p.Value) }

// Caught makes an error of what recover returned. It is called by the function
// that recovers.
func Caught(value any) *Panic {
	return &Panic{Value: value, Stack: debug.Stack(), Reading: isFault(value) || inLibrary()}
}

// Recover turns a panic into an error, a Panic, where it is deferred. See also PanicOnFault.
func Recover(err *error) {
	if r := recover(); r != nil {
		*err = Caught(r)
	}
}

// isFault reports whether a panic is due to memory that cannot be read, which is
// a mapped file: a nil pointer has no address.
func isFault(value any) bool {
	_, ok := value.(interface{ Addr() uintptr })
	return ok
}

// storageLibraries are where files are read: module paths with what is below them.
var storageLibraries = []string{
	"github.com/blevesearch/", "github.com/RoaringBitmap/", "github.com/golang/snappy", "github.com/klauspost/compress/", "go.etcd.io/bbolt",
}

// inLibrary reports whether the panic that is being recovered from began in a
// storage library, or in the standard library when called by one.
func inLibrary() bool {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers)])
	panicking := false
	for {
		frame, more := frames.Next()
		name := frame.Function
		switch first, _, _ := strings.Cut(name, "/"); {
		case name == "runtime.gopanic":
			panicking = true
		case panicking && strings.Contains(first, ".") && strings.Contains(name, "/"): // neither the runtime nor a standard package
			for _, library := range storageLibraries {
				if strings.HasPrefix(name, library) {
					return true
				}
			}
			return false
		}
		if !more {
			return false
		}
	}
}
