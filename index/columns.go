package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"path/filepath"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/offheap"
)

// Numbers that a query needs of every article, its length, the hash by which its
// words are remembered and its time, stand beside the segments a second time as
// plain arrays: reading them from postings takes 30 to 50 ns a number, which is most of the time of
// a query in a program that has just started. The file is the magic, the weights of the
// fields in a byte each, then for each segment its CRC, the number of its
// documents and its columns, and the CRC-32C of all that.
//
// It is made anew when a writer closes the index. A segment that is not in it,
// or all of them when there is no file, are read from their postings.
const (
	columnsFile  = "columns.bin"
	columnsMagic = "nscolumns1"
)

// savedColumns are the columns of that file, in this order, behind the lengths.
var savedColumns = []string{columnHash, columnPublished}

var errColumnsFile = errors.New("not a file of columns")

func columnsHeader() []byte {
	header := []byte(columnsMagic)
	for _, weight := range fieldWeights {
		header = append(header, byte(weight))
	}
	return header
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
	header := columnsHeader()
	if len(data) < len(header)+checksumBytes || string(data[:len(header)]) != string(header) {
		return nil, errColumnsFile
	}
	data, checksum := data[:len(data)-checksumBytes], binary.LittleEndian.Uint32(data[len(data)-checksumBytes:])
	if crc32.Checksum(data, castagnoli) != checksum {
		return nil, fmt.Errorf("%w: wrong checksum", errColumnsFile)
	}
	columns := map[engine.Fingerprint]engine.Columns{}
	for data = data[len(header):]; len(data) > 0; {
		if len(data) < 8 {
			return nil, errColumnsFile
		}
		print := engine.Fingerprint{CRC: binary.LittleEndian.Uint32(data), Docs: binary.LittleEndian.Uint32(data[4:])}
		c, rest, ok := engine.CutColumns(data[8:], int(print.Docs), savedColumns...)
		if !ok {
			return nil, errColumnsFile
		}
		columns[print], data = c, rest
	}
	return columns, nil
}

// saveColumns writes the columns of the segments there are, unless the file has
// just these. The caller keeps other operations out.
func (x *Index) saveColumns() error {
	v, err := x.acquire()
	if err != nil {
		return err
	}
	defer v.release()
	data, known := columnsHeader(), 0
	for _, seg := range v.Segments {
		print, ok := seg.Fingerprint()
		if !ok {
			continue
		}
		if _, ok := x.columns[print]; ok {
			known++
		}
		data = binary.LittleEndian.AppendUint32(data, print.CRC)
		data = binary.LittleEndian.AppendUint32(data, print.Docs)
		if data, err = seg.Columns(data, savedColumns...); err != nil {
			return fmt.Errorf("save columns: %w", err)
		}
	}
	if known == len(v.Segments) && known == len(x.columns) {
		return nil
	}
	data = binary.LittleEndian.AppendUint32(data, crc32.Checksum(data, castagnoli))
	if err := disk.WriteFile(filepath.Join(x.path, columnsFile), data); err != nil {
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
