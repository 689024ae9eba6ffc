package disk

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"time"
)

// CheckedFile remembers which segments were found to have the right sums, so that a
// command that asks one thing need not read all of the index before. It tells of this
// copy of the index only.
const CheckedFile = "checked.bin"

// checkedHeader begins a CheckedFile; a JSON object and a seal follow.
const checkedHeader = "nschecked1"

// copyFiles are the files that are wrong beside any other copy of the index.
var copyFiles = []string{ListingFile, CheckedFile}

// checkedAge is how long a sum that was right is believed while the file looks untouched:
// a disk may spoil what nobody wrote to.
const checkedAge = 24 * time.Hour

// checkedSegment is what a segment looked like when its sum was right.
type checkedSegment struct {
	At   time.Time `json:"at"`
	Size int64     `json:"size"`
	// Modified and Changed are in nanoseconds since 1970. Whoever sets the first back
	// changes the second, which some systems do not tell, as they do not tell Inode.
	Modified int64  `json:"modified"`
	Changed  int64  `json:"changed"`
	Inode    uint64 `json:"inode"`
}

// VerifyOnce is Verify for an index that is opened for reading: segments that are
// remembered to be right and look untouched are not read. When nothing can be
// remembered, since the folder cannot be written to, all are read each time.
func VerifyOnce(ctx context.Context, path string, files []string) error {
	now := time.Now()
	known, fresh := readChecked(path), map[string]checkedSegment{}
	read := false
	for _, name := range files {
		info, err := os.Stat(filepath.Join(path, StoreFolder, name))
		if err != nil {
			return err
		}
		is := appearance(info)
		if was, ok := known[name]; ok && looksLike(was, is) && now.Sub(was.At).Abs() < checkedAge {
			fresh[name] = was
			continue
		}
		if err := Verify(ctx, path, []string{name}); err != nil {
			return err
		}
		is.At, read = now, true
		fresh[name] = is
	}
	if read {
		writeChecked(path, fresh)
	}
	return nil
}

func looksLike(a, b checkedSegment) bool {
	a.At, b.At = time.Time{}, time.Time{}
	return a == b
}

// readChecked returns what is remembered. Nothing depends on it: what cannot be read is forgotten.
func readChecked(path string) (known map[string]checkedSegment) {
	data, err := os.ReadFile(filepath.Join(path, CheckedFile))
	if err != nil {
		return nil
	}
	content, err := Unseal(data, checkedHeader)
	if err != nil || json.Unmarshal(content, &known) != nil {
		return nil
	}
	return known
}

func writeChecked(path string, known map[string]checkedSegment) {
	data, err := json.Marshal(known)
	if err == nil {
		_ = WriteFile(filepath.Join(path, CheckedFile), Seal(append([]byte(checkedHeader), data...))) // next time then
	}
}
