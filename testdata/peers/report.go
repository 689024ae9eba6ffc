package main

import (
	"bufio"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// report is everything a run has measured; its JSON form is what --json writes.
type report struct {
	Machine    machine   `json:"machine"`
	Started    time.Time `json:"started"`
	Source     string    `json:"source"`
	Articles   int       `json:"articles"`
	TextBytes  int64     `json:"text_bytes"`
	Seed       uint64    `json:"seed"`
	CacheBytes int64     `json:"cache_bytes"`
	// Seconds is the time that an engine had for a kind of query.
	Seconds float64        `json:"seconds"`
	Rounds  int            `json:"rounds"`
	Engines []engineReport `json:"engines"`
	// Cold are the runs of the newssearch command, in milliseconds.
	Cold []float64 `json:"cold_ms,omitempty"`
	// LeftOut says which engines are missing, and why.
	LeftOut map[string]string `json:"left_out,omitempty"`
}

// machine is what the run was on.
type machine struct {
	System     string `json:"system"`
	Processor  string `json:"processor"`
	Processors int    `json:"processors"`
	// Load is the system's load average of one minute when the run began: a
	// number near 0 is a quiet machine. Empty where the system does not tell.
	Load     string            `json:"load,omitempty"`
	Go       string            `json:"go"`
	Versions map[string]string `json:"versions"`
}

// engineReport are the figures of one contender.
type engineReport struct {
	Name  string `json:"name"`
	About string `json:"about"`
	// Load is nil for a contender that searches the index of another.
	Load *loadFigures `json:"load,omitempty"`
	// OpenMS is the time to open the index and answer one query, in a new process.
	OpenMS float64 `json:"open_ms"`
	// WarmMS is the time to warm up before the queries, 0 without.
	WarmMS float64              `json:"warm_ms"`
	Kinds  map[kind]kindFigures `json:"kinds"`
	// Rates are short OR queries a second by number of searchers.
	Rates map[int]float64 `json:"rates,omitempty"`
	Rest  restFigures     `json:"memory"`
}

// kindFigures are the times of one kind of query. Of each query the median of
// its rounds counts.
type kindFigures struct {
	Queries int     `json:"queries"`
	Rounds  int     `json:"rounds"`
	P50     float64 `json:"p50_ms"`
	P99     float64 `json:"p99_ms"`
	Mean    float64 `json:"mean_ms"`
	// Hits and Total are means over the queries; Total is -1 where unknown. Empty
	// counts the queries without a hit.
	Hits    float64 `json:"mean_hits"`
	Total   float64 `json:"mean_total"`
	Empty   int     `json:"without_hits"`
	Buckets float64 `json:"mean_histogram_bars,omitempty"`
}

// summarize makes figures of the rounds of a kind: of rounds[r][i], the time of
// query i in round r, and found[i], what it found. A round may have been cut short.
func summarize(rounds [][]time.Duration, found []answer) kindFigures {
	f := kindFigures{Rounds: len(rounds), Queries: len(found)}
	if len(found) == 0 {
		return f
	}
	ms := make([]float64, 0, len(found))
	known, totals := 0, 0
	for i, a := range found {
		var times []time.Duration
		for _, round := range rounds {
			if i < len(round) {
				times = append(times, round[i])
			}
		}
		t := float64(median(times)) / float64(time.Millisecond)
		ms = append(ms, t)
		f.Mean += t
		f.Hits += float64(a.Hits)
		f.Buckets += float64(a.Buckets)
		if a.Hits == 0 {
			f.Empty++
		}
		if a.Total >= 0 {
			known++
			totals += a.Total
		}
	}
	n := float64(len(found))
	f.Mean, f.Hits, f.Buckets, f.Total = f.Mean/n, f.Hits/n, f.Buckets/n, -1
	if known > 0 {
		f.Total = float64(totals) / float64(known)
	}
	slices.Sort(ms)
	f.P50, f.P99 = percentile(ms, 50), percentile(ms, 99)
	return f
}

// median returns the middle of values, the lower of two; 0 for none.
func median[T time.Duration | float64](values []T) T {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[(len(sorted)-1)/2]
}

// percentile returns the nearest rank of rising values.
func percentile(sorted []float64, p int) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[max(0, (len(sorted)*p+99)/100-1)]
}

// thisMachine describes the machine and the versions that were measured.
func thisMachine() machine {
	m := machine{
		System: runtime.GOOS + "/" + runtime.GOARCH, Processor: "unknown", Processors: runtime.NumCPU(),
		Go: runtime.Version(), Versions: map[string]string{},
	}
	if f, err := os.Open("/proc/cpuinfo"); err == nil {
		defer f.Close()
		for lines := bufio.NewScanner(f); lines.Scan(); {
			if name, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
				m.Processor = strings.TrimSpace(value)
				break
			}
		}
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		m.Load, _, _ = strings.Cut(string(load), " ")
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, d := range info.Deps {
			if d.Path == "github.com/blevesearch/bleve/v2" || d.Path == "github.com/mattn/go-sqlite3" {
				m.Versions[d.Path] = d.Version
			}
		}
	}
	return m
}
