package backup_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/backup"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// article is one that only number n has.
func article(n int) index.Article {
	return index.Article{
		ID: fmt.Sprint("a", n), Title: fmt.Sprintf("Giá vàng hôm nay, bản tin số %d", n),
		Body: fmt.Sprintf("Giá vàng trong nước tăng thêm %d nghìn đồng một lượng, theo các cửa hàng ở Hà Nội.", n), Published: time.Unix(1.6e9+int64(n), 0).UTC(),
	}
}

func articles(from, to int) (list []index.Article) {
	for n := from; n < to; n++ {
		list = append(list, article(n))
	}
	return list
}

func open(t *testing.T, dir string) *index.Index {
	t.Helper()
	x, err := index.Open(context.Background(), dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return x
}

func source(x *index.Index) backup.Source {
	return func(ctx context.Context, w io.Writer) error { return x.Backup(ctx, w, index.BackupOptions{}) }
}

// restore puts a backup back and returns it.
func restore(t *testing.T, from string) *index.Index {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "restored")
	r := must(backup.Open(t.Context(), from))
	defer r.Close()
	if _, err := backup.Restore(t.Context(), r, dir, false); err != nil {
		t.Fatal(err)
	}
	return open(t, dir)
}

// wants checks that an index has the articles from 0 to below n, as they were put in.
func wants(t *testing.T, x *index.Index, n int) {
	t.Helper()
	for i := range n {
		want := article(i)
		if a, err := x.Get(t.Context(), want.ID); err != nil || a.Body != want.Body || a.Title != want.Title {
			t.Fatalf("article %d of %d: %+v, %v", i, n, a, err)
		}
	}
	if _, err := x.Get(t.Context(), article(n).ID); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("article %d, which came later: %v", n, err)
	}
	if r, err := x.Search(t.Context(), index.Request{Query: "gia vang"}); err != nil || r.Total != n || r.Understood != "giá vàng" {
		t.Errorf("%d found, understood %q, want %d; %v", r.Total, r.Understood, n, err)
	}
	if checked, err := x.Check(t.Context(), true); err != nil || len(checked.Faults) > 0 || checked.Articles != n {
		t.Errorf("%+v, %v", checked, err)
	}
}

// What is put back is what was there, at each of several times; later ones share what
// has not changed, and keep removes the earliest.
func TestRoundTrip(t *testing.T) {
	const most = 1500
	dir, to := filepath.Join(t.TempDir(), "index"), filepath.Join(t.TempDir(), "backups")
	x := open(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "abbreviations.tsv"), []byte("SJC\tvàng miếng SJC\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var taken []backup.Taken
	for i, n := range []int{most, most + 1, most + 1} {
		must(x.Put(t.Context(), articles(0, n)))
		one, err := backup.Take(t.Context(), to, 3, source(x))
		if err != nil {
			t.Fatal(err)
		}
		taken = append(taken, one)
		if i > 0 && one.New*2 > one.Bytes {
			t.Errorf("of %d bytes %d are new", one.Bytes, one.New)
		}
	}
	for i, n := range []int{most, most + 1, most + 1} {
		wants(t, restore(t, taken[i].Path), n)
	}
	y := restore(t, to)
	wants(t, y, most+1)
	if all := must(y.Abbreviations(t.Context())); len(all) != 1 || all[0].Short != "SJC" {
		t.Errorf("own abbreviations: %+v", all)
	}
	last := must(backup.Take(t.Context(), to, 2, source(x)))
	if list := must(backup.List(to)); last.Removed != 2 || len(list) != 2 || list[1].Path != last.Path {
		t.Errorf("%+v; kept %+v", last, list)
	}
	file := filepath.Join(t.TempDir(), "news.tar")
	must(backup.Write(t.Context(), file, source(x)))
	wants(t, restore(t, file), most+1)
}

// While articles come in, are changed and merged, each backup has every article that was
// acknowledged before it began, and each batch whole.
func TestUnderLoad(t *testing.T) {
	const batch = 7
	dir, to := filepath.Join(t.TempDir(), "index"), filepath.Join(t.TempDir(), "backups")
	x := open(t, dir)
	ctx, stop := context.WithCancel(t.Context())
	acknowledged, ended := make(chan int), make(chan int)
	go func() {
		n := 0
		for ctx.Err() == nil {
			if _, err := x.Put(context.Background(), articles(n, n+batch)); err != nil {
				t.Error(err)
				break
			}
			n += batch
			select {
			case acknowledged <- n:
			default:
			}
		}
		ended <- n
	}()
	for range 4 {
		least := <-acknowledged
		taken, err := backup.Take(t.Context(), to, 0, source(x))
		if err != nil {
			t.Fatal(err)
		}
		y := restore(t, taken.Path)
		n := must(y.Stats(t.Context())).Articles
		if n < least || n%batch != 0 {
			t.Errorf("%d articles in batches of %d, at least %d were acknowledged", n, batch, least)
		}
		wants(t, y, n)
		if stats := must(y.Stats(t.Context())); stats.Syllables != must(counted(t, n).Stats(t.Context())).Syllables {
			t.Errorf("statistics of %d articles: %+v", n, stats)
		}
	}
	stop()
	wants(t, x, <-ended)
}

// counted is an index that n articles were put into at leisure.
func counted(t *testing.T, n int) *index.Index {
	x := must(index.OpenMemory(index.Options{}))
	t.Cleanup(func() { _ = x.Close() })
	must(x.Put(t.Context(), articles(0, n)))
	return x
}

// takeVariable names the folder of an index, and one of backups, for the process that
// TestKilledBackup kills.
const takeVariable = "NEWSSEARCH_TEST_TAKE"

// TestTaker is no test but the process that TestKilledBackup kills.
func TestTaker(t *testing.T) {
	dir, to, ok := strings.Cut(os.Getenv(takeVariable), "\n")
	if !ok {
		return
	}
	x := must(index.Open(context.Background(), dir, index.Options{ReadOnly: true}))
	_, err := backup.Take(context.Background(), to, 0, func(ctx context.Context, w io.Writer) error {
		return x.Backup(ctx, &slow{w}, index.BackupOptions{})
	})
	t.Fatal("was not killed", err)
}

// slow writes slowly, and says so.
type slow struct{ w io.Writer }

func (s *slow) Write(p []byte) (int, error) {
	fmt.Println("writing")
	time.Sleep(20 * time.Millisecond)
	return s.w.Write(p)
}

// A backup that is killed leaves the others as they were, and is cleaned up by the next.
func TestKilledBackup(t *testing.T) {
	dir, to := filepath.Join(t.TempDir(), "index"), filepath.Join(t.TempDir(), "backups")
	x := open(t, dir)
	must(x.Put(t.Context(), articles(0, 300)))
	first := must(backup.Take(t.Context(), to, 0, source(x)))
	must(x.Put(t.Context(), articles(300, 600)))
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	for writes := 1; writes < 12; writes += 3 {
		killTaker(t, dir, to, writes)
		if found := must(backup.Find(to)); found != first.Path {
			t.Errorf("after %d writes %s is taken for a backup", writes, found)
		}
		must(backup.Verify(t.Context(), to))
	}
	must(backup.Take(t.Context(), to, 0, source(open(t, dir))))
	if left := must(os.ReadDir(to)); len(left) != 3 { // two backups and the lock
		t.Errorf("left: %v", left)
	}
	wants(t, restore(t, to), 600)
	wants(t, restore(t, first.Path), 300)
}

func killTaker(t *testing.T, dir, to string, writes int) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestTaker$")
	c.Env = append(os.Environ(), takeVariable+"="+dir+"\n"+to)
	out := must(c.StdoutPipe())
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for range writes {
		if _, err := io.ReadFull(out, make([]byte, len("writing\n"))); err != nil {
			t.Fatalf("it ended before %d writes: %v", writes, err)
		}
	}
	_ = c.Process.Kill()
	_ = c.Wait()
}

// Whatever byte of a backup changes, and wherever it is cut, it is told, and nothing is
// put back.
func TestDamagedBackup(t *testing.T) {
	dir, to := filepath.Join(t.TempDir(), "index"), filepath.Join(t.TempDir(), "backups")
	x := open(t, dir)
	must(x.Put(t.Context(), articles(0, 20)))
	taken := must(backup.Take(t.Context(), to, 0, source(x)))
	var whole bytes.Buffer
	r := must(backup.Open(t.Context(), taken.Path))
	must(io.Copy(&whole, r))
	target := filepath.Join(t.TempDir(), "restored")
	refused := func(what string, data []byte) {
		t.Helper()
		if _, err := backup.Restore(t.Context(), bytes.NewReader(data), target, false); err == nil {
			t.Fatalf("%s: it was put back", what)
		}
		if left := must(os.ReadDir(filepath.Dir(target))); len(left) > 0 {
			t.Fatalf("%s: left %v", what, left)
		}
	}
	for at := 0; at < whole.Len(); at += whole.Len()/40 + 1 {
		refused(fmt.Sprint("cut at ", at), whole.Bytes()[:at])
	}
	_ = filepath.WalkDir(taken.Path, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data := must(os.ReadFile(path))
		defer func() { _ = os.WriteFile(path, data, 0o600) }()
		for at := 0; at < len(data); at += len(data)/5 + 1 {
			changed := bytes.Clone(data)
			changed[at] ^= 4
			if err := os.WriteFile(path, changed, 0o600); err != nil {
				return err
			}
			if _, err := backup.Verify(t.Context(), to); !errors.Is(err, backup.ErrNotWhole) {
				t.Errorf("byte %d of %s changed: %v", at, path, err)
			}
		}
		return nil
	})
	must(backup.Verify(t.Context(), to))
}

// A segment that is damaged in the backup before is copied again; one that is damaged
// in the index is told of, and the backup is not made.
func TestDamagedSegment(t *testing.T) {
	dir, to := filepath.Join(t.TempDir(), "index"), filepath.Join(t.TempDir(), "backups")
	x := open(t, dir)
	must(x.Put(t.Context(), articles(0, 50)))
	first := must(backup.Take(t.Context(), to, 0, source(x)))
	flip(t, filepath.Join(first.Path, "store"))
	second := must(backup.Take(t.Context(), to, 0, source(x)))
	must(backup.Verify(t.Context(), second.Path))
	if _, err := backup.Verify(t.Context(), first.Path); !errors.Is(err, backup.ErrNotWhole) {
		t.Error(err)
	}
	wants(t, restore(t, to), 50)

	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	flip(t, filepath.Join(dir, "store"))
	y := must(index.Open(t.Context(), dir, index.Options{ReadOnly: true, Unverified: true}))
	defer y.Close()
	if _, err := backup.Take(t.Context(), to, 1, source(y)); !errors.Is(err, index.ErrDamaged) {
		t.Error(err)
	}
	if list := must(backup.List(to)); len(list) != 2 {
		t.Errorf("backups: %v", list)
	}
}

// flip changes a bit in the middle of the segment in a folder.
func flip(t *testing.T, store string) {
	t.Helper()
	segments := must(filepath.Glob(filepath.Join(store, "*.zap")))
	data := must(os.ReadFile(segments[0]))
	data[len(data)/2] ^= 1
	if err := os.WriteFile(segments[0], data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// An index that is there is replaced only when that is asked for, one that is open never.
func TestRestoreOverIndex(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x := open(t, dir)
	must(x.Put(t.Context(), articles(0, 30)))
	var b bytes.Buffer
	if err := x.Backup(t.Context(), &b, index.BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	must(x.Put(t.Context(), articles(30, 40)))
	put := func(dir string, replace bool) error {
		_, err := backup.Restore(t.Context(), bytes.NewReader(b.Bytes()), dir, replace)
		return err
	}
	if err := put(dir, false); !errors.Is(err, backup.ErrExists) {
		t.Error(err)
	}
	if err := put(dir, true); !errors.Is(err, index.ErrLocked) {
		t.Error(err)
	}
	wants(t, x, 40)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	for _, damage := range []string{"", "store/root.bolt", "index_meta.json"} {
		if damage != "" {
			if err := os.WriteFile(filepath.Join(dir, damage), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := put(dir, true); err != nil {
			t.Fatalf("over an index with an empty %q: %v", damage, err)
		}
		y := must(index.Open(t.Context(), dir, index.Options{}))
		wants(t, y, 30)
		if err := y.Close(); err != nil {
			t.Fatal(err)
		}
	}
	empty := t.TempDir() // a mounted volume, say
	if err := put(empty, false); err != nil {
		t.Fatal(err)
	}
	wants(t, open(t, empty), 30)
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "letter.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := put(other, true); !errors.Is(err, index.ErrNotIndex) {
		t.Error(err)
	}
}

// Close does not wait for a backup that nobody reads.
func TestCloseEndsBackup(t *testing.T) {
	x := open(t, filepath.Join(t.TempDir(), "index"))
	must(x.Put(t.Context(), articles(0, 50)))
	w := &stuck{make(chan struct{}), make(chan struct{})}
	done := make(chan error, 1)
	go func() { done <- x.Backup(context.Background(), w, index.BackupOptions{}) }()
	<-w.began
	must(x.Put(t.Context(), articles(50, 60)))
	if err := x.Close(); err != nil {
		t.Error(err)
	}
	close(w.goOn)
	if err := <-done; !errors.Is(err, index.ErrClosed) {
		t.Error(err)
	}
}

// stuck takes the first byte when it is told to.
type stuck struct{ began, goOn chan struct{} }

func (s *stuck) Write(p []byte) (int, error) {
	select {
	case <-s.began:
	default:
		close(s.began)
	}
	<-s.goOn
	return len(p), nil
}
