package cluster

import "testing"

func TestPlaces(t *testing.T) {
	p := newPlacer()
	for text, want := range map[string]string{
		"":                     "",
		"Tinh giản biên chế":   "tinh|_tinh giản|_gian biên|_bien chế|_che",
		"Thuỷ, KỸ":             "thủy|_thuy kĩ|_ki",
		"HĐND đồng ý":          "hđnd|hdnd|_hdnd đồng|_dong ý|_y",
		"Covid-19":             "covid|_covid|covid19 19|_19",
		"tie\u0302\u0301n lên": "tiến|_tien lên|_len",
	} {
		if got := p.text(text); got != want {
			t.Errorf("places of %q: %q, want %q", text, got, want)
		}
	}
}
