package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/offheap"
	"github.com/newssearch/newssearch/index/internal/pairs"
	"github.com/newssearch/newssearch/index/internal/stored"
)

// The statistics of a collection stand beside its segments in one sealed file: the
// magic, the number of the last batch that is counted, then a pairs.Table.
//
// Every article carries the number of the batch it came in (document.Batch), so
// after a crash the articles that are not counted yet are known. What
// such an article replaced stays counted; that small error lasts until Reindex.
const (
	statisticsFile  = "statistics.bin"
	statisticsMagic = "nsstats2"
)

// ownFiles are the files in the folder of an index that are made from its articles.
var ownFiles = []string{statisticsFile, columnsFile, suggestionsFile}

// saveAfter is the least number of new names after which statistics are saved
// during an ingest. From there on they are saved whenever they have doubled,
// so that saving takes a constant share of the time.
const saveAfter = 1 << 20

// loadStatistics reads the saved statistics. A file that cannot be read is as
// good as none: everything in it can be counted again.
func (x *Index) loadStatistics() {
	x.model = language.NewModel(nil)
	if x.path == "" {
		return
	}
	region, data, err := offheap.ReadFile(filepath.Join(x.path, statisticsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err == nil {
		err = x.readStatistics(data)
	}
	if err != nil {
		x.log.Warn("statistics are counted again", "index", x.path, "error", err)
		region.Free()
		return
	}
	x.files = append(x.files, region)
}

func (x *Index) readStatistics(data []byte) error {
	content, err := disk.Unseal(data, statisticsMagic)
	if err != nil {
		return err
	}
	if len(content) < 8 {
		return disk.ErrHeader
	}
	table, err := pairs.Open(content[8:])
	if err != nil {
		return err
	}
	x.counted = binary.LittleEndian.Uint64(content)
	x.model = language.NewModel(table)
	return nil
}

// saveStatistics writes what has been counted. The caller holds x.counting for
// writing, so that no batch is half counted.
func (x *Index) saveStatistics() error {
	if x.path == "" || x.opts.ReadOnly || x.model.Unchanged() {
		return nil
	}
	table, err := x.model.Freeze()
	if err != nil {
		return fmt.Errorf("save statistics: %w", err)
	}
	data := append(make([]byte, 0, len(table)+len(statisticsMagic)+16), statisticsMagic...)
	data = binary.LittleEndian.AppendUint64(data, x.batch.Load())
	data = append(data, table...)
	if err := disk.WriteFile(filepath.Join(x.path, statisticsFile), disk.Seal(data)); err != nil {
		return fmt.Errorf("save statistics: %w", err)
	}
	return nil
}

// count adds what a batch changed to the statistics.
func (x *Index) count(docs []*document.Document, old []Article) {
	x.suggester.changed.Add(int64(max(len(docs), len(old))))
	for _, d := range docs {
		x.model.Apply(&d.Pairs, 1)
	}
	if len(old) > 0 {
		b := x.pool.Get().(*document.Builder)
		defer x.pool.Put(b)
		for i := range old {
			x.model.Apply(b.CountPairs((*stored.Article)(&old[i])), -1)
		}
	}
}

// saveWhenGrown saves the statistics when much was counted since the last time.
func (x *Index) saveWhenGrown() {
	if !x.model.Grown(saveAfter) || !x.counting.TryLock() {
		return
	}
	defer x.counting.Unlock()
	if err := x.saveStatistics(); err != nil {
		x.log.Warn("statistics are not saved", "index", x.path, "error", err)
	}
}

// catchUp counts the articles of batches that were stored but not counted when
// the program ended, and sets the number of the last batch.
func (x *Index) catchUp(ctx context.Context) error {
	v, err := x.acquire()
	if err != nil {
		return err
	}
	defer v.release()
	b := x.pool.Get().(*document.Builder)
	defer x.pool.Put(b)
	last := x.counted
	for _, seg := range v.Segments {
		batches, err := seg.Numbers(document.Batch)
		if err != nil {
			return err
		}
		for doc, batch := range batches {
			last = max(last, batch)
			if batch <= x.counted || !seg.IsLive(uint32(doc)) {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := x.countAgain(b, seg, uint32(doc)); err != nil {
				return err
			}
		}
	}
	x.batch.Store(last)
	return nil
}

func (x *Index) countAgain(b *document.Builder, seg *engine.Segment, doc uint32) error {
	a, err := x.article(seg, doc)
	if err != nil {
		return err
	}
	x.model.Apply(b.CountPairs((*stored.Article)(&a)), 1)
	return nil
}
