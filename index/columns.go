package index

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/offheap"
)

// Numbers that a query needs of every article, its length, the hash by which its
// words are remembered and its time, stand beside the segments a second time as
// plain arrays: reading them from postings takes 30 to 50 ns a number, which is most of the time of
// a query in a program that has just started. The file is sealed: the magic and the weights of
// the fields in a byte each are its header, engine.Snapshot.AppendColumns makes its content.
//
// It is made anew when a writer closes the index. A segment that is not in it,
// or all of them when there is no file, are read from their postings.
const (
	columnsFile  = "columns.bin"
	columnsMagic = "nscolumns1"
)

// savedColumns are the columns of that file, in this order, behind the lengths.
var savedColumns = []string{document.Hash, document.Published}

func columnsHeader() string {
	header := []byte(columnsMagic)
	for _, weight := range fieldWeights {
		header = append(header, byte(weight))
	}
	return string(header)
}

// loadColumns reads the file. One that cannot be read is as good as none.
func (x *Index) loadColumns() {
	if x.path == "" {
		return
	}
	region, data, err := offheap.ReadFile(filepath.Join(x.path, columnsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	var columns map[engine.Fingerprint]engine.Columns
	if err == nil {
		columns, err = parseColumns(data)
	}
	if err != nil {
		x.log.Warn("columns are read from the segments", "index", x.path, "error", err)
		region.Free()
		return
	}
	x.files = append(x.files, region)
	x.columns = columns
	x.store.Preload(columns)
}

func parseColumns(data []byte) (map[engine.Fingerprint]engine.Columns, error) {
	content, err := disk.Unseal(data, columnsHeader())
	if err != nil {
		return nil, err
	}
	return engine.ParseColumns(content, savedColumns...)
}

// saveColumns writes the columns of the segments there are, unless the file has
// just these. The caller keeps other operations out.
func (x *Index) saveColumns() error {
	v, err := x.acquire()
	if err != nil {
		return err
	}
	defer v.release()
	data, saved, err := v.AppendColumns([]byte(columnsHeader()), savedColumns...)
	if err != nil {
		return fmt.Errorf("save columns: %w", err)
	}
	known := 0
	for _, print := range saved {
		if _, ok := x.columns[print]; ok {
			known++
		}
	}
	if known == len(v.Segments) && known == len(x.columns) {
		return nil
	}
	if err := disk.WriteFile(filepath.Join(x.path, columnsFile), disk.Seal(data)); err != nil {
		return fmt.Errorf("save columns: %w", err)
	}
	return nil
}

// settleColumns saves the columns when nothing is merged any more: a merge after
// that would leave segments whose columns the file does not have.
func (x *Index) settleColumns() error {
	if x.path == "" || x.opts.ReadOnly {
		return nil
	}
	x.disk.HoldMerges()
	if x.tidier.Wrote() {
		if err := x.settle(); err != nil {
			return err
		}
	}
	return x.saveColumns()
}
