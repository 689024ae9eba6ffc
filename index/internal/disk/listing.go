package disk

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
)

// ListingFile lists the files of an index that was closed in order, with their sizes and
// sums. A checksum inside a file shows that it changed; the listing shows that it was
// exchanged for another whole one: a segment or a list of states of an earlier day, or of
// another index. It is there only while nobody writes, so a killed writer leaves none.
const ListingFile = "files.bin"

// listingHeader begins a ListingFile; a JSON array of listed and a seal follow.
const listingHeader = "nsfiles1"

// sumBytes is how many bytes at the end of a file are its sum, for all files but those
// of the storage library that have none.
const sumBytes = 4

// ErrExchanged means that a file is whole but is not the one that belongs there.
var ErrExchanged = errors.New("a file of another index or of another time")

// ErrMissing means that a file is not there which was when the index was closed.
var ErrMissing = errors.New("the file is missing")

// listed is a file of the index.
type listed struct {
	Name string `json:"name"` // below the folder of the index, with slashes
	Size int64  `json:"size"`
	// Sum is the last sumBytes of the file, or the CRC-32C of all of it where it has no sum.
	Sum []byte `json:"sum"`
}

// list writes the ListingFile of a closed index: of the segments that it consists of and
// of the files beside them that made names. The caller keeps others from writing.
func list(path string, segments, made []string) error {
	var all []listed
	for _, name := range listable(segments, made) {
		f, err := look(path, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		all = append(all, f)
	}
	data, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return WriteFile(filepath.Join(path, ListingFile), Seal(append([]byte(listingHeader), data...)))
}

func listable(segments, made []string) []string {
	names := []string{MetaFile, StoreFolder + "/" + statesFile}
	for _, s := range segments {
		names = append(names, StoreFolder+"/"+s)
	}
	return append(names, made...)
}

// hasNoSum reports whether a file does not end with its sum.
func hasNoSum(name string) bool { return name == MetaFile || filepath.Base(name) == statesFile }

// look reads what is listed of a file.
func look(path, name string) (listed, error) {
	file := filepath.Join(path, filepath.FromSlash(name))
	if hasNoSum(name) {
		data, err := os.ReadFile(file)
		return listed{name, int64(len(data)), Seal(data)[len(data):]}, err
	}
	f, err := os.Open(file)
	if err != nil {
		return listed{}, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return listed{}, err
	}
	sum := make([]byte, min(sumBytes, info.Size()))
	if _, err := f.ReadAt(sum, info.Size()-int64(len(sum))); err != nil && !errors.Is(err, io.EOF) {
		return listed{}, err
	}
	return listed{name, info.Size(), sum}, nil
}

// Exchanged compares the files of an index with its ListingFile, by sizes and by the sums at
// their ends: whether the bytes before those agree with them is for Verify to tell. Without a
// listing there is nothing to compare with. It returns the names, below the folder of the
// index, of files that are not those that were listed. Of the files that made names, which
// can be made again, missing and damaged ones are for their readers to tell of.
func Exchanged(path string, made []string) (strays []string, err error) {
	all, err := readListing(path)
	if err != nil {
		return nil, err
	}
	for _, want := range all {
		got, err := look(path, want.Name)
		isMade := slices.Contains(made, want.Name)
		switch {
		case isMade && errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, err
		case got.Size == want.Size && slices.Equal(got.Sum, want.Sum):
		case !isMade, endsWithSum(filepath.Join(path, want.Name)):
			strays = append(strays, want.Name)
		}
	}
	return strays, nil
}

// readListing returns what is listed, nothing when there is no ListingFile.
func readListing(path string) (all []listed, err error) {
	data, err := os.ReadFile(filepath.Join(path, ListingFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	content, err := Unseal(data, listingHeader)
	if err == nil {
		err = json.Unmarshal(content, &all)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ListingFile, err)
	}
	return all, nil
}

// CheckBeside yields the files that made names which are damaged, or missing although they
// are listed, and those of the index that were exchanged, by their names below its folder.
func CheckBeside(path string, made []string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		all, _ := readListing(path) // Exchanged tells of its faults
		for _, name := range made {
			problem := ErrChecksum
			file := filepath.Join(path, name)
			switch _, err := os.Stat(file); {
			case errors.Is(err, fs.ErrNotExist):
				if !slices.ContainsFunc(all, func(f listed) bool { return f.Name == name }) {
					continue
				}
				problem = ErrMissing
			case endsWithSum(file):
				continue
			}
			if !yield(name, problem) {
				return
			}
		}
		strays, err := Exchanged(path, made)
		if err != nil && !yield(ListingFile, err) {
			return
		}
		for _, name := range strays {
			if !yield(name, ErrExchanged) {
				return
			}
		}
	}
}

// endsWithSum reports whether a file beside the segments is whole. That of the
// completions has a CRC-32 of its table, which stands after a number of eight bytes.
func endsWithSum(file string) bool {
	if CheckSeal(file) == nil {
		return true
	}
	const number = 8
	data, err := os.ReadFile(file)
	if err != nil || len(data) < number+sumBytes {
		return false
	}
	end := len(data) - sumBytes
	return crc32.ChecksumIEEE(data[number:end]) == binary.LittleEndian.Uint32(data[end:])
}
