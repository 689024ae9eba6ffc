package removed

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// The list keeps articles out by ID and by address, also when it is read again.
func TestListIsKept(t *testing.T) {
	folder := t.TempDir()
	var r List
	if err := r.Load(folder); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	if err := r.Add(Entry{ID: "b", URL: "https://www.bao.example/tin/2/", At: at.Add(time.Hour)}, Entry{ID: "a", URL: "https://bao.example", At: at}); err != nil {
		t.Fatal(err)
	}
	var again List
	if err := again.Load(folder); err != nil {
		t.Fatal(err)
	}
	for _, l := range []*List{&r, &again} {
		for _, c := range []struct {
			id, url string
			want    bool
		}{
			{"a", "", true}, {"b", "", true}, {"c", "", false},
			{"c", "http://bao.example/tin/2#binh-luan", true},
			{"c", "https://bao.example/tin/3", false},
			{"c", "https://bao.example/", false}, // that of a site tells no article
		} {
			if got := l.KeepsOut(c.id, c.url); got != c.want {
				t.Errorf("%q, %q: kept out %v, want %v", c.id, c.url, got, c.want)
			}
		}
		if all := l.All(); len(all) != 2 || all[0].ID != "a" || all[1].ID != "b" {
			t.Errorf("the list is %v, want a before b", all)
		}
	}
	if n, err := again.Restore("b", "c"); n != 1 || err != nil {
		t.Errorf("restored %d, %v", n, err)
	}
	if again.KeepsOut("c", "https://bao.example/tin/2") {
		t.Error("the address of what came back is kept out still")
	}
}

func TestListThatIsSpoilt(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, file), []byte("{\"id\":\"a\"}\n{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := new(List).Load(folder); err == nil {
		t.Error("half a line is read without an error")
	}
}
