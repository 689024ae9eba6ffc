package index

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/newssearch/newssearch/index/internal/understand"
)

// AbbreviationsFile is the file of the user's own abbreviations in the folder
// of an index, when Options.AbbreviationsFile names no other. A line is
//
//	UBND<TAB>Ủy ban nhân dân    has this meaning, whatever the articles say
//	-BCT<TAB>Bộ Công Thương     has not this meaning
//	-NA                         is no abbreviation
//	# a comment
const AbbreviationsFile = "abbreviations.tsv"

// maxOwnBytes bounds the user's file; a person writes a thousandth of it.
const maxOwnBytes = 16 << 20

// loadOwn reads the user's file. That there is none in the index is no error.
func (x *Index) loadOwn() error {
	path := x.opts.AbbreviationsFile
	if path == "" {
		if x.path == "" {
			return nil
		}
		path = filepath.Join(x.path, AbbreviationsFile)
	}
	f, err := os.Open(path)
	if err != nil {
		if x.opts.AbbreviationsFile == "" && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return fmt.Errorf("read abbreviations: %w", err)
	}
	defer f.Close()
	x.own, err = understand.ReadOwn(io.LimitReader(f, maxOwnBytes), path)
	return err
}
