package upkeep

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/alert"
	"github.com/newssearch/newssearch/ingest/follow"
)

// What readers see names each source and says why it fails, and has none of the secrets.
func TestSecretsStay(t *testing.T) {
	feed := "https://anh:mat-khau@tin.example/rss?key=bi-mat"
	folder := "/home/anh/tin-bai"
	u := Of([]follow.Status{
		{Source: follow.Source{
			Address: feed, Listing: feed, Kind: follow.KindFeed, Failures: 2,
			Error: `Get "https://anh:***@tin.example/rss?key=bi-mat": timeout; https://anh:mat-khau@tin.example/khac?key=bi-mat`,
		}},
		{Source: follow.Source{Address: folder, Kind: follow.KindFolder, Failures: 1, Error: "open " + folder + "/a.html: permission denied"}},
	}, follow.Counts{Visits: 3}, []alert.Saved{
		{Name: "vàng", Query: "giá vàng", Webhook: "http://hook.example/bi-mat", Last: 5, Delivered: 3, Failures: 1, Error: "http://hook.example/bi-mat answers with status 500"},
		{Name: "dầu", Query: "giá dầu", Last: 7},
	})
	text, err := json.Marshal(u)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"mat-khau", "bi-mat", "/home", "hook.example", "anh:"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("%q is told: %s", secret, text)
		}
	}
	if got := u.Sources[0].Address; got != "https://tin.example/rss?…" {
		t.Errorf("address %q", got)
	}
	if got := u.Sources[0].Error; !strings.Contains(got, "timeout") {
		t.Errorf("error %q", got)
	}
	if got := u.Sources[1].Error; got != "open tin-bai/a.html: permission denied" {
		t.Errorf("error %q", got)
	}
	if u.Searches[0].Undelivered != 2 || u.Searches[1].Undelivered != 0 || u.Searches[1].Hits != 7 {
		t.Errorf("searches %+v", u.Searches)
	}
}
