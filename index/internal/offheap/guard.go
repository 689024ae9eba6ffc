package offheap

import "sync"

// Guard frees regions when nobody can be reading them any more. A reader enters
// before it looks for a region and leaves after it has used it; whoever has made
// sure that no later reader will find a region retires it. The zero value works.
// It is safe for concurrent use.
type Guard struct {
	mu      sync.Mutex
	now     uint64         // grows with each retirement
	readers map[uint64]int // how many entered at a time and are inside
	retired []retired      // rising by time
}

type retired struct {
	at     uint64
	region *Region
}

// Enter begins reading and returns what Leave needs. It does not block.
func (g *Guard) Enter() (entered uint64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.readers == nil {
		g.readers = map[uint64]int{}
	}
	g.readers[g.now]++
	return g.now
}

// Leave ends reading.
func (g *Guard) Leave(entered uint64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.readers[entered]--; g.readers[entered] == 0 {
		delete(g.readers, entered)
	}
	g.sweep()
}

// Retire frees a region as soon as everyone who is reading now has left.
func (g *Guard) Retire(r *Region) {
	if r == nil || !r.mapped {
		return // the collector frees it
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.retired = append(g.retired, retired{g.now, r})
	g.now++
	g.sweep()
}

// sweep frees what nobody reads. The caller holds g.mu.
func (g *Guard) sweep() {
	if len(g.retired) == 0 {
		return
	}
	oldest := g.now
	for entered := range g.readers {
		oldest = min(oldest, entered)
	}
	n := 0
	for n < len(g.retired) && g.retired[n].at < oldest {
		g.retired[n].region.Free()
		g.retired[n].region = nil
		n++
	}
	if g.retired = g.retired[n:]; len(g.retired) == 0 {
		g.retired = nil
	}
}
