package segment

import (
	"cmp"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// Bleve looks for what makes a kind of segment in a table that is not guarded,
// so it has to be there before anything runs. Documents of others are left to zapx.
func init() {
	scorch.RegisterSegmentPlugin(plugin{&zap.ZapPlugin{}}, true)
}

// plugin is zapx with another way to make segments of new documents.
type plugin struct{ *zap.ZapPlugin }

// New implements scorch's SegmentPlugin.
func (p plugin) New(docs []bleveindex.Document) (segmentapi.Segment, uint64, error) {
	return p.NewUsing(docs, nil)
}

// NewUsing makes a segment in memory, and returns how many bytes it has.
func (p plugin) NewUsing(docs []bleveindex.Document, config map[string]any) (segmentapi.Segment, uint64, error) {
	own := make([]Document, len(docs))
	for i, d := range docs {
		var ok bool
		if own[i], ok = d.(Document); !ok {
			return p.ZapPlugin.NewUsing(docs, config)
		}
	}
	slices.SortStableFunc(own, func(a, b Document) int { return cmp.Compare(a.Place(), b.Place()) })
	contents := make([][]*Field, len(own))
	for i, d := range own {
		contents[i] = d.Content()
	}
	if len(docs) == 0 {
		return p.ZapPlugin.NewUsing(docs, config)
	}
	stats, ok := config[segmentapi.StatsKey].(*segmentapi.Stats)
	if !ok || stats == nil {
		stats = new(segmentapi.Stats)
	}
	w := writers.Get().(*writer)
	data, err := w.write(contents)
	stored, sections := w.storedAt, w.sectionsAt
	w.release()
	if err != nil {
		return nil, 0, err
	}
	s, err := zap.InitSegmentBase(data, crc32.ChecksumIEEE(data), zap.DefaultChunkMode, uint64(len(docs)),
		stored, sections, config, stats)
	if err != nil {
		return nil, 0, err
	}
	return memory{s}, uint64(len(data)), nil
}

// memory is a segment that is not written yet. A batch that cannot be written is
// closed by scorch, which goes on showing it: it must stay readable until then.
type memory struct{ *zap.SegmentBase }

// Persist writes the segment, and has its name survive a power cut as its bytes do.
func (m memory) Persist(path string) error {
	if err := m.SegmentBase.Persist(path); err != nil {
		return err
	}
	return disk.SyncFolder(filepath.Dir(path))
}

// Close does nothing: there is no file.
func (memory) Close() error { return nil }

// MergeUsing writes one segment for several. It runs in goroutines of scorch that do
// not recover from panics, and zapx trusts what it reads.
func (p plugin) MergeUsing(segments []segmentapi.Segment, drops []*roaring.Bitmap, path string, closing chan struct{},
	stats segmentapi.StatsReporter, config map[string]any) (numbers [][]uint64, size uint64, err error) {
	before := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(before)
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("merge segments: %v", r)
			_ = os.Remove(path)
		}
	}()
	own := slices.Clone(segments)
	for i, s := range own {
		if m, ok := s.(memory); ok {
			own[i] = m.SegmentBase
		}
	}
	if numbers, size, err = p.ZapPlugin.MergeUsing(own, drops, path, closing, stats, config); err != nil {
		return nil, 0, err
	}
	return numbers, size, disk.SyncFolder(filepath.Dir(path))
}

// Merge is MergeUsing without a configuration.
func (p plugin) Merge(segments []segmentapi.Segment, drops []*roaring.Bitmap, path string, closing chan struct{},
	stats segmentapi.StatsReporter) ([][]uint64, uint64, error) {
	return p.MergeUsing(segments, drops, path, closing, stats, nil)
}

var writers = sync.Pool{New: func() any { return newWriter() }}
