package disk

import (
	"errors"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// callbacks is the name of our functions in scorch's tables, which are not guarded:
// they have to be there before anything runs.
const callbacks = "newssearch"

func init() {
	scorch.RegistryEventCallbacks[callbacks] = onEvent
	scorch.RegistryAsyncErrorCallbacks[callbacks] = onError
}

// open are the stores that are open for writing, by the path that scorch has.
var open sync.Map // string -> *Store

func storePath(path string) string { return path + string(os.PathSeparator) + StoreFolder }

// onEvent is called by scorch's goroutines, which reading a damaged file must not
// end the program in.
func onEvent(e scorch.Event) bool {
	switch e.Kind {
	case scorch.EventKindPreMergeCheck:
		debug.SetPanicOnFault(true)
		return mergesOf(e.Scorch).begin()
	case scorch.EventKindPurgerCheck:
		debug.SetPanicOnFault(true)
	case scorch.EventKindMergerProgress:
		mergesOf(e.Scorch).end()
	case scorch.EventKindCloseStart:
		mergesOf(e.Scorch).stop()
	case scorch.EventKindClose:
		allMerges.Delete(e.Scorch)
	}
	return true
}

const (
	// retryPause is how long a merge that failed waits before bleve tries again.
	retryPause = 5 * time.Second
	// stopPause is how long the persister waits after Close has begun before it looks
	// whether it should end: in between, Close tells it so.
	stopPause = 50 * time.Millisecond
	// openPause is for an error while a store is being opened.
	openPause = 100 * time.Millisecond
)

// onError is called by scorch's goroutines after each failure, and keeps them from
// trying again at once: the merger for a while, the persister until the store is closed.
func onError(err error, path string) {
	value, ok := open.Load(path)
	if !ok {
		time.Sleep(openPause)
		return
	}
	s := value.(*Store)
	var fault *scorch.ScorchError
	switch {
	case !errors.As(err, &fault):
	case fault.Source == "merger" && errors.Is(err, scorch.ErrAsyncPanic):
		s.merges.die(err)
		return
	case fault.Source == "merger":
		s.merges.end()
		select {
		case <-s.closing:
		case <-time.After(retryPause):
		}
		return
	}
	s.fail(err)
	if errors.Is(err, scorch.ErrAsyncPanic) {
		return // the goroutine has ended
	}
	<-s.closing
	time.Sleep(stopPause)
}
