package disk

import (
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// merges knows whether bleve is merging, and keeps it from that.
type merges struct {
	mu      sync.Mutex
	changed sync.Cond
	running bool
	held    bool
	stopped bool
	dead    chan struct{} // closed when the merger has ended by a panic
	cause   error
}

// allMerges are those of the open stores: scorch may begin to merge before the call
// that opens it returns.
var allMerges sync.Map // *scorch.Scorch -> *merges

func mergesOf(s *scorch.Scorch) *merges {
	if m, ok := allMerges.Load(s); ok {
		return m.(*merges)
	}
	m := &merges{dead: make(chan struct{})}
	m.changed.L = &m.mu
	actual, _ := allMerges.LoadOrStore(s, m)
	return actual.(*merges)
}

// begin is called before each merge. It waits while merges are held.
func (m *merges) begin() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.running = false // a failed one is not reported
	m.changed.Broadcast()
	for m.held && !m.stopped {
		m.changed.Wait()
	}
	m.running = !m.stopped
	return m.running
}

func (m *merges) end() { m.set(&m.running, false) }

func (m *merges) stop() { m.set(&m.stopped, true) }

// wake has whoever waits look again.
func (m *merges) wake() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.changed.Broadcast()
}

func (m *merges) set(what *bool, value bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	*what = value
	m.changed.Broadcast()
}

func (m *merges) die(cause error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.cause == nil {
		m.cause = cause
		close(m.dead)
	}
	m.running = false
	m.changed.Broadcast()
}

// hold keeps merges from beginning and waits for the one that runs.
func (m *merges) hold(failed <-chan struct{}) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.held = true
	for m.running && !m.stopped {
		select {
		case <-failed: // it may never end
			return
		default:
		}
		m.changed.Wait()
	}
}
