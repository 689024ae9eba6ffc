package main

import (
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// memory is what a process occupies, in bytes.
type memory struct {
	// Private is heap and other memory of its own; Files are the pages of mapped
	// files that are in memory, which the system takes back when it needs them.
	Private int64 `json:"private"`
	Files   int64 `json:"files"`
}

// outsider is an engine that is in another process than its worker.
type outsider interface{ process() int }

// processOf is the process whose memory is the engine's, as a folder of /proc.
func processOf(e engine) string {
	if o, ok := e.(outsider); ok {
		return strconv.Itoa(o.process())
	}
	return "self"
}

// readMemory asks the kernel about a process; all is zero where there is no /proc.
func readMemory(process string) memory {
	data, err := os.ReadFile("/proc/" + process + "/status")
	if err != nil {
		return memory{}
	}
	var m memory
	for line := range strings.Lines(string(data)) {
		name, value, _ := strings.Cut(line, ":")
		kilobytes, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		if err != nil {
			continue
		}
		switch name {
		case "RssAnon":
			m.Private = kilobytes << 10
		case "RssFile":
			m.Files = kilobytes << 10
		}
	}
	return m
}

// peakMeter notes the largest memory of the process until it is stopped.
type peakMeter struct {
	stopping chan struct{}
	wg       sync.WaitGroup
	peak     memory
}

// peakInterval is short beside the time in which hundreds of megabytes can be
// filled, and long beside reading one small file of the kernel.
const peakInterval = 25 * time.Millisecond

func startPeakMeter(process string) *peakMeter {
	p := &peakMeter{stopping: make(chan struct{})}
	p.wg.Go(func() {
		tick := time.NewTicker(peakInterval)
		defer tick.Stop()
		for {
			now := readMemory(process)
			p.peak.Private, p.peak.Files = max(p.peak.Private, now.Private), max(p.peak.Files, now.Files)
			select {
			case <-p.stopping:
				return
			case <-tick.C:
			}
		}
	})
	return p
}

func (p *peakMeter) stop() memory {
	close(p.stopping)
	p.wg.Wait()
	return p.peak
}
