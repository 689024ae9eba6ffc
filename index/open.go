package index

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/offheap"
	"github.com/newssearch/newssearch/index/internal/removed"
	"github.com/newssearch/newssearch/index/internal/stored"
	"github.com/newssearch/newssearch/index/internal/story"
	"github.com/newssearch/newssearch/index/internal/understand"
	"github.com/newssearch/newssearch/index/internal/wordorder"
)

// Options are the settings of an open index. The zero value works.
type Options struct {
	// ReadOnly opens an existing index for searching only. Any number of
	// processes can have an index open for reading, but not while one has it
	// open for writing.
	ReadOnly bool
	// Unverified opens an index for reading without comparing its files with their
	// sums: for Check, which names all that are wrong.
	Unverified bool
	// CacheBytes bounds the memory for decoded postings and text;
	// DefaultCacheBytes when zero.
	CacheBytes int64
	// AbbreviationsFile is a file of the user's own abbreviations; see the
	// constant AbbreviationsFile for its form and for where it is when not named.
	AbbreviationsFile string
	// Logger receives what happens in the background; slog.Default() when nil.
	Logger *slog.Logger
}

func (o *Options) logger() *slog.Logger {
	if o.Logger == nil {
		return slog.Default()
	}
	return o.Logger
}

// DefaultCacheBytes holds all that Warm reads of about 150,000 articles of 500
// syllables: their order of words (1,100 bytes each), the slices of it (512) and the
// decoded postings (700).
const DefaultCacheBytes = 384 << 20

// wordShare is the share of the cache that the order of words may take. Decoded
// postings have what it leaves.
const wordShare = 11.0 / 16

// Index is an open index. It is safe for concurrent use.
//
// Its locks are taken in this order, each after those before it only:
//
//  1. sequences.warming: one Warm at a time.
//  2. mu: an operation runs (read), or the index is closed (write).
//  3. suggester.learning: the table of suggestions is made.
//  4. counting: a batch is numbered and counted (read), or the counts are saved (write).
//  5. near.mu: the stories of a batch are decided.
//  6. viewMu: the current view is replaced.
//  7. view.storiesMu and that of its labels: what a view finds out once.
//  8. view.mu, sequences.mu, those of the model, the store and its segments: held
//     for a moment, no other lock of the index is taken meanwhile, except that of
//     the store while sequences tell it what they leave.
//
// No lock is held while a function of the caller runs, except for the one that
// keeps PutAll from calling done twice at once.
type Index struct {
	path  string
	opts  Options
	log   *slog.Logger
	disk  *disk.Store
	store *engine.Store
	codec *stored.Codec

	pool sync.Pool // *document.Builder

	mu     sync.RWMutex // held for reading while an operation runs
	closed bool

	viewMu sync.Mutex
	view   *view

	sequences *wordorder.Sequences
	columns   map[engine.Fingerprint]engine.Columns // as they were saved
	files     []*offheap.Region                     // what was read of files, and is read until Close
	model     *language.Model
	near      *story.Decider
	tidier    *disk.Tidier
	own       *understand.Own
	removed   removed.List
	// suggester completes what is typed; life ends when the index is closed.
	suggester suggester
	life      context.Context
	endLife   context.CancelFunc
	// counting is held for reading from before a batch gets its number until it
	// is counted, and for writing while the statistics are saved.
	counting sync.RWMutex
	batch    atomic.Uint64 // the number of the last batch
	counted  uint64        // the last batch that the saved statistics count
	arrivals arrivals
}

// Open opens the index in the directory path, and creates it when there is
// none and o.ReadOnly is false. Errors match ErrNotFound, ErrLocked, ErrSchema
// or ErrDamaged where they apply. The sums of all segments are compared, which takes a
// second for 2 GB; for reading, those are left out that were right within a day and look
// untouched since. When ctx ends before the index is open, Open returns the context's
// error; later the context has no effect.
func Open(ctx context.Context, path string, o Options) (*Index, error) {
	if path == "" {
		return nil, fmt.Errorf("open index: no path: %w", ErrNotFound)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	present, err := inspect(path)
	if err != nil {
		return nil, err
	}
	if !present {
		if o.ReadOnly {
			return nil, fmt.Errorf("no index at %s: %w", path, ErrNotFound)
		}
		if err := create(path); err != nil {
			return nil, err
		}
	}
	defer disk.PanicOnFault()()
	b, err := disk.OpenVerified(ctx, path, disk.Opening{ReadOnly: o.ReadOnly, Unverified: o.Unverified, Made: ownFiles})
	if err != nil {
		return nil, openFault(path, err)
	}
	x, err := prepare(ctx, path, b, o)
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return x, nil
}

// prepare makes an index of an opened store.
func prepare(ctx context.Context, path string, b *disk.Store, o Options) (x *Index, err error) {
	defer func() {
		if err != nil && x != nil {
			x.freeMemory()
			x = nil
		}
	}()
	defer recoverFault(o.logger(), path, &err)
	if x, err = newIndex(path, b, o); err != nil {
		return x, err
	}
	if err := x.checkSchema(); err != nil {
		return x, err
	}
	if !o.ReadOnly {
		return x, x.catchUp(ctx)
	}
	return x, nil
}

// OpenMemory returns an empty index that lives in memory only. It is meant for
// collections of some thousand articles: segments in memory are never merged.
func OpenMemory(o Options) (*Index, error) {
	o.ReadOnly = false
	b, err := bleve.NewUsing("", document.Mapping(labels()), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("open index in memory: %w", err)
	}
	s, err := disk.NewStore("", b)
	if err != nil {
		return nil, fmt.Errorf("open index in memory: %w", err)
	}
	return newIndex("", s, o)
}

func newIndex(path string, s *disk.Store, o Options) (*Index, error) {
	if o.CacheBytes == 0 {
		o.CacheBytes = DefaultCacheBytes
	}
	o.Logger = o.logger()
	c, err := stored.NewCodec()
	if err != nil {
		return nil, err
	}
	x := &Index{path: path, opts: o, log: o.Logger, codec: c}
	x.pool.New = func() any { return document.NewBuilder(c, labels()) }
	x.attach(s)
	x.life, x.endLife = context.WithCancel(context.Background())
	x.loadColumns()
	x.loadStatistics()
	x.loadSuggestions()
	return x, errors.Join(x.removed.Load(path), x.loadOwn(), x.loadDictionary())
}

// freeMemory gives back what lies outside of Go's heap. Nothing may read the index afterwards.
func (x *Index) freeMemory() {
	x.store.Close()
	x.sequences.Close()
	for _, region := range x.files {
		region.Free()
	}
	x.files = nil
}

// shareCache divides the cache between postings and the order of words.
func (x *Index) shareCache() {
	words := int64(wordShare * float64(x.opts.CacheBytes))
	lists := func(taken int64) int64 { return x.opts.CacheBytes - taken - words/wordorder.SomeShare }
	x.store = engine.NewStore(fieldWeights, lists(0))
	x.sequences = wordorder.New(x.codec, words, func(taken int64) { x.store.SetBudget(lists(taken)) })
}

// attach has the index read and write a store. What is kept of another one is
// forgotten: it is named by the numbers of segments, which may come again.
func (x *Index) attach(s *disk.Store) {
	x.disk = s
	x.shareCache()
	x.near = story.NewDecider(&document.Story, x.storyView)
	x.tidier = disk.NewTidier(s, x.path, x.log, x.settle)
}

func (x *Index) checkSchema() error {
	version, err := x.disk.Internal(keySchema)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", x.path, ErrDamaged, err)
	}
	if string(version) != schemaVersion {
		return fmt.Errorf("%s has schema %q, this program reads %q; build it again from the articles: %w",
			x.path, version, schemaVersion, ErrSchema)
	}
	return nil
}
