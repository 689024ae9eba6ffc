package main

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
)

// task is what the conductor asks of a worker; exactly one part is set.
type task struct {
	Load   *loadTask
	Open   *openTask
	Warm   *warmTask
	Run    *runTask
	Rush   *rushTask
	Memory *memoryTask
}

type loadTask struct {
	Contender, Dir, Spool string
	Count                 int
	Settings              settings
}

type openTask struct {
	Contender, Dir string
	Settings       settings
	Kind           kind
	First          query
}

// warmTask asks an engine to read what it keeps in memory.
type warmTask struct{}

// runTask asks each query once, one after another, until Limit has passed.
type runTask struct {
	Kind    kind
	Queries []query
	Limit   time.Duration
}

// rushTask asks queries from several searchers for a time.
type rushTask struct {
	Kind      kind
	Queries   []query
	Searchers int
	Time      time.Duration
}

// memoryTask asks for the memory at rest.
type memoryTask struct{}

// outcome is a worker's answer to a task; Error is set when it failed.
type outcome struct {
	Error string
	// Unavailable says that the engine is not part of the program.
	Unavailable bool

	Load   loadFigures
	Open   time.Duration
	Warm   time.Duration
	Times  []time.Duration
	Found  []answer
	Rate   float64
	Memory restFigures
}

// loadFigures are the cost of building an index.
type loadFigures struct {
	Articles int `json:"articles"`
	// Loading ends when all articles are safe on disk; Finishing ends when merges
	// have come to rest and the index is closed.
	Loading   time.Duration `json:"loading_ns"`
	Finishing time.Duration `json:"finishing_ns"`
	// Bytes is the size of the index's files after it was closed, opened for
	// writing, and closed again, which lets an engine drop files it no longer needs.
	Bytes int64  `json:"bytes"`
	Peak  memory `json:"peak"`
}

// restFigures are the memory of a worker after its queries.
type restFigures struct {
	Queries int `json:"queries"`
	// After is right after the last query; AtRest once the runtime has given back
	// what is free, as it does by itself within minutes.
	After  memory `json:"after"`
	AtRest memory `json:"at_rest"`
}

// worker holds the open index of a process.
type worker struct {
	engine  engine
	queries int
}

func newWorkerCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "worker",
		Short:  "Serve one engine to the conductor (internal)",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return serveTasks(cmd.Context(), os.Stdin, os.Stdout)
		},
	}
}

// serveTasks answers tasks until the conductor closes r.
func serveTasks(ctx context.Context, r io.Reader, w io.Writer) (err error) {
	in, out := gob.NewDecoder(r), gob.NewEncoder(w)
	var k worker
	defer func() {
		if k.engine != nil {
			err = errors.Join(err, k.engine.close())
		}
	}()
	for {
		var t task
		if err := in.Decode(&t); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("read task: %w", err)
		}
		o, err := k.do(ctx, &t)
		if err != nil {
			o = outcome{Error: err.Error(), Unavailable: errors.Is(err, errNoFTS5)}
		}
		if err := out.Encode(&o); err != nil {
			return fmt.Errorf("answer task: %w", err)
		}
	}
}

func (k *worker) do(ctx context.Context, t *task) (o outcome, err error) {
	switch {
	case t.Load != nil:
		o.Load, err = k.load(ctx, t.Load)
	case t.Open != nil:
		o.Open, err = k.open(ctx, t.Open)
	case t.Warm != nil:
		o.Warm, err = k.warm(ctx)
	case t.Run != nil:
		o.Times, o.Found, err = k.run(ctx, t.Run)
	case t.Rush != nil:
		o.Rate, err = k.rush(ctx, t.Rush)
	case t.Memory != nil:
		o.Memory = k.rest()
	default:
		err = errors.New("empty task")
	}
	return o, err
}

// open opens an index for searching and measures that with a first query.
func (k *worker) open(ctx context.Context, t *openTask) (time.Duration, error) {
	c, err := contenderNamed(t.Contender)
	if err != nil {
		return 0, err
	}
	start := time.Now()
	if k.engine, err = c.open(t.Dir, forSearching, t.Settings); err != nil {
		return 0, err
	}
	if _, err := k.engine.search(ctx, t.Kind, &t.First); err != nil {
		return 0, err
	}
	return time.Since(start), nil
}

// warm is the time that an engine takes to warm up; 0 for one that cannot.
func (k *worker) warm(ctx context.Context) (time.Duration, error) {
	w, ok := k.engine.(warmer)
	if !ok {
		return 0, nil
	}
	start := time.Now()
	err := w.warm(ctx)
	return time.Since(start), err
}

var errNotOpen = errors.New("no index is open")

// run measures queries on one processor, so that whatever an engine does beside
// its searcher's goroutine is part of its time.
func (k *worker) run(ctx context.Context, t *runTask) ([]time.Duration, []answer, error) {
	if k.engine == nil {
		return nil, nil, errNotOpen
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	runtime.GC()
	times, found := make([]time.Duration, 0, len(t.Queries)), make([]answer, 0, len(t.Queries))
	begin := time.Now()
	for i := range t.Queries {
		start := time.Now()
		a, err := k.engine.search(ctx, t.Kind, &t.Queries[i])
		took := time.Since(start)
		if err != nil {
			return nil, nil, err
		}
		if a.Took > 0 {
			took = a.Took
		}
		k.queries++
		times, found = append(times, took), append(found, a)
		if time.Since(begin) > t.Limit {
			break
		}
	}
	return times, found, nil
}

// rest measures memory after the queries.
func (k *worker) rest() restFigures {
	process := processOf(k.engine)
	f := restFigures{Queries: k.queries, After: readMemory(process)}
	debug.FreeOSMemory()
	f.AtRest = readMemory(process)
	return f
}
