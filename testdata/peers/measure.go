package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// measurement is a run over one collection. Its methods are its steps, in order.
type measurement struct {
	opts    measureOptions
	notes   io.Writer
	spool   string
	count   int
	queries map[kind][]query
	report  report
	teams   []*team
}

// measureOptions say how to measure, for the comparison and the curve alike.
type measureOptions struct {
	engines    string
	queries    int
	rounds     int
	seconds    float64
	seed       uint64
	cacheBytes int64
	marks      bool
	work       string
	sources    string
	command    string
	json       string
	skipCold   bool
	skipRush   bool
}

// team is a contender at work.
type team struct {
	contender
	dir    string
	remote *remote
	report engineReport
}

func (m *measurement) settings() settings {
	return settings{CacheBytes: m.opts.cacheBytes, SQLiteMarks: m.opts.marks, Root: m.opts.sources}
}

func (m *measurement) note(format string, args ...any) {
	fmt.Fprintf(m.notes, format+"\n", args...)
}

// run measures everything. Indexes are built in dir.
func (m *measurement) run(ctx context.Context, dir string) (err error) {
	if m.opts.sources, err = filepath.Abs(m.opts.sources); err != nil {
		return err
	}
	chosen, err := chooseContenders(m.opts.engines)
	if err != nil {
		return err
	}
	m.report.LeftOut = map[string]string{}
	for _, c := range chosen {
		m.teams = append(m.teams, &team{
			contender: c, dir: filepath.Join(dir, c.folder),
			report: engineReport{Name: c.name, About: c.about, Kinds: map[kind]kindFigures{}, Rates: map[int]float64{}},
		})
	}
	if err := m.load(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.endWorkers()) }()
	for _, t := range m.teams {
		if err := m.open(ctx, t); err != nil {
			return err
		}
	}
	for _, k := range kinds {
		if err := m.measureKind(k); err != nil {
			return err
		}
	}
	// Memory comes before the rush, whose queries nobody counts beforehand.
	for _, t := range m.teams {
		o, err := t.remote.ask(task{Memory: &memoryTask{}})
		if err != nil {
			return err
		}
		t.report.Rest = o.Memory
	}
	if !m.opts.skipRush {
		if err := m.rush(); err != nil {
			return err
		}
	}
	if !m.opts.skipCold {
		if err := m.cold(ctx, dir); err != nil {
			return err
		}
	}
	for _, t := range m.teams {
		m.report.Engines = append(m.report.Engines, t.report)
	}
	return nil
}

// load builds the indexes, one engine after the other.
func (m *measurement) load(ctx context.Context) error {
	built := map[string]bool{}
	var ready []*team
	for _, t := range m.teams {
		if built[t.folder] {
			ready = append(ready, t)
			continue
		}
		if t.build != nil {
			if err := t.build(ctx, m.opts.sources); err != nil {
				m.leaveOut(t, err)
				continue
			}
		}
		m.note("%s: indexing %d articles", t.name, m.count)
		worker, err := startWorker(ctx, t.name)
		if err != nil {
			return err
		}
		o, err := worker.ask(task{Load: &loadTask{
			Contender: t.name, Dir: t.dir, Spool: m.spool, Count: m.count, Settings: m.settings(),
		}})
		err = errors.Join(err, worker.end())
		if errors.Is(err, errUnavailable) {
			m.leaveOut(t, err)
			continue
		}
		if err != nil {
			return err
		}
		if o.Load.Articles != m.count {
			return fmt.Errorf("%s: indexed %d of %d articles", t.name, o.Load.Articles, m.count)
		}
		t.report.Load = &o.Load
		built[t.folder] = true
		ready = append(ready, t)
	}
	m.teams = ready
	return nil
}

// leaveOut says that an engine cannot be measured here.
func (m *measurement) leaveOut(t *team, err error) {
	m.note("\n*** %v\n*** %s is left out of the comparison.\n", err, t.name)
	m.report.LeftOut[t.name] = err.Error()
}

// openings is how many times opening is measured; the median counts.
const openings = 3

// open starts the worker that will be asked, after workers that only open.
func (m *measurement) open(ctx context.Context, t *team) error {
	var times []time.Duration
	first := query{Words: []string{"a"}, Marked: []string{"a"}}
	if q := m.queries[shortOr]; len(q) > 0 {
		first = q[0]
	}
	for range openings {
		worker, err := startWorker(ctx, t.name)
		if err != nil {
			return err
		}
		o, err := worker.ask(task{Open: &openTask{
			Contender: t.name, Dir: t.dir, Settings: m.settings(), Kind: shortOr, First: first,
		}})
		if err != nil {
			return errors.Join(err, worker.end())
		}
		times = append(times, o.Open)
		if len(times) < openings {
			if err := worker.end(); err != nil {
				return err
			}
			continue
		}
		t.remote = worker
	}
	t.report.OpenMS = float64(median(times)) / float64(time.Millisecond)
	o, err := t.remote.ask(task{Warm: &warmTask{}})
	t.report.WarmMS = float64(o.Warm) / float64(time.Millisecond)
	return err
}

func (m *measurement) endWorkers() error {
	var errs []error
	for _, t := range m.teams {
		if t.remote != nil {
			errs = append(errs, t.remote.end())
			t.remote = nil
		}
	}
	return errors.Join(errs...)
}

// measureKind measures one kind: a round that is not counted, so that every engine
// has seen every query once, then the counted ones, each engine in turn.
func (m *measurement) measureKind(k kind) error {
	queries := m.queries[k]
	if len(queries) == 0 {
		m.note("%s: the articles give no such queries", k)
		return nil
	}
	m.note("%s: %d queries", k, len(queries))
	budget := time.Duration(m.opts.seconds * float64(time.Second))
	rounds, found := make([][][]time.Duration, len(m.teams)), make([][]answer, len(m.teams))
	spent, asked := make([]time.Duration, len(m.teams)), make([]int, len(m.teams))
	for round := 0; round <= m.opts.rounds; round++ {
		for i, t := range m.teams {
			if t.asked != nil && !t.asked(k) {
				continue
			}
			mine := queries
			if round > 0 {
				mine = queries[:asked[i]]
			}
			var last time.Duration
			if n := len(rounds[i]); n > 0 {
				last = sum(rounds[i][n-1])
			}
			// An engine whose time is up has fewer rounds, but always one; one that
			// could not be asked everything has no more than that.
			if round > 1 && (spent[i]+last > budget || asked[i] < len(queries)) {
				continue
			}
			limit := budget / 2
			if round > 0 {
				limit = time.Hour // the uncounted round has chosen how many can be asked
			}
			o, err := t.remote.ask(task{Run: &runTask{Kind: k, Queries: mine, Limit: limit}})
			if err != nil {
				return err
			}
			if round == 0 {
				asked[i] = len(o.Times)
				if err := t.practise(k, queries[:asked[i]], limit); err != nil {
					return err
				}
				continue
			}
			spent[i] += sum(o.Times)
			rounds[i], found[i] = append(rounds[i], o.Times), o.Found
		}
	}
	for i, t := range m.teams {
		if len(found[i]) > 0 {
			t.report.Kinds[k] = summarize(rounds[i], found[i])
		}
	}
	return nil
}

// practise has an engine answer queries that nobody counts, until limit has passed.
func (t *team) practise(k kind, queries []query, limit time.Duration) error {
	start := time.Now()
	for range t.practice {
		if time.Since(start) > limit {
			break
		}
		if _, err := t.remote.ask(task{Run: &runTask{Kind: k, Queries: queries, Limit: limit}}); err != nil {
			return err
		}
	}
	return nil
}

func sum(times []time.Duration) time.Duration {
	var total time.Duration
	for _, t := range times {
		total += t
	}
	return total
}

// Searchers that are compared, how often, and for how long each time.
const (
	rushSearchers = 2
	rushRounds    = 3
	rushTime      = time.Second
)

// rush measures how much more several searchers get done than one.
func (m *measurement) rush() error {
	m.note("%d searchers at once", rushSearchers)
	rates := map[string]map[int][]float64{}
	for range rushRounds {
		for _, t := range m.teams {
			if t.single {
				continue
			}
			if rates[t.name] == nil {
				rates[t.name] = map[int][]float64{}
			}
			for _, n := range []int{1, rushSearchers} {
				o, err := t.remote.ask(task{Rush: &rushTask{Kind: shortOr, Queries: m.queries[shortOr], Searchers: n, Time: rushTime}})
				if err != nil {
					return err
				}
				rates[t.name][n] = append(rates[t.name][n], o.Rate)
			}
		}
	}
	for _, t := range m.teams {
		for n, r := range rates[t.name] {
			t.report.Rates[n] = median(r)
		}
	}
	return nil
}

// workFolder makes the folder that holds spool and indexes, below parent or the
// system's folder for temporary files, and returns how to remove it.
func workFolder(parent string) (dir string, remove func() error, err error) {
	if dir, err = os.MkdirTemp(parent, "newssearch-peers-*"); err != nil {
		return "", nil, fmt.Errorf("make work folder: %w", err)
	}
	return dir, func() error { return os.RemoveAll(dir) }, nil
}
