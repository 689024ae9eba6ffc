package index

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// Checked is what Check found.
type Checked struct {
	Segments int `json:"segments"`
	Articles int `json:"articles"`
	// Faults are empty when everything is as it was written.
	Faults []Fault `json:"faults"`
}

// Fault is a file that is not as it was written.
type Fault struct {
	// File is its path inside the index.
	File string `json:"file"`
	// Problem says what is wrong, in English.
	Problem string `json:"problem"`
	// Articles are how many are in the file; 0 for a file beside the segments, which is
	// made again by the next writer.
	Articles int `json:"articles,omitempty"`
	// Unreadable are the IDs of those that cannot be read, as far as Check was deep and
	// the IDs can be.
	Unreadable []string `json:"unreadable,omitempty"`
}

// Check reads all files of an index on disk and compares their checksums, those of an index
// that was closed in order with the list made then too, and if deep
// is set every article too, each of which has checksums of its own. Faults are no
// error; one is returned when ctx ends or the index cannot be read at all. It takes a
// second for 2 GB, deep one for 10,000 articles.
func (x *Index) Check(ctx context.Context, deep bool) (checked Checked, err error) {
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return Checked{}, err
	}
	defer end(&err)
	checked = Checked{Segments: len(v.Segments), Articles: v.Live, Faults: []Fault{}}
	if x.path == "" {
		return checked, nil
	}
	for _, seg := range v.Segments {
		f, err := x.checkSegment(ctx, seg, deep)
		if err != nil {
			return Checked{}, err
		}
		if f.Problem != "" {
			checked.Faults = append(checked.Faults, f)
		}
	}
	for name, problem := range disk.CheckBeside(x.path, ownFiles) {
		f := Fault{File: filepath.FromSlash(name), Problem: problem.Error(), Articles: v.Live}
		if slices.Contains(ownFiles, name) {
			f.Articles = 0
		}
		checked.Faults = append(checked.Faults, f)
	}
	return checked, nil
}

// checkSegment checks the file of a segment, and its live articles if deep is set.
func (x *Index) checkSegment(ctx context.Context, seg *engine.Segment, deep bool) (Fault, error) {
	file := disk.SegmentFile(seg.Number())
	f := Fault{File: filepath.Join(disk.StoreFolder, file), Articles: seg.LiveDocs()}
	if err := disk.Verify(ctx, x.path, []string{file}); ctx.Err() != nil {
		return Fault{}, ctx.Err()
	} else if err != nil {
		f.Problem = err.Error()
	}
	for doc := range uint32(seg.Docs) {
		if !deep || !seg.IsLive(doc) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return Fault{}, err
		}
		if err := x.guard(func() error { _, err := x.article(seg, doc); return err }); err != nil {
			f.Problem = err.Error()
			id, _ := seg.ID(doc)
			f.Unreadable = append(f.Unreadable, id)
		}
	}
	return f, nil
}
