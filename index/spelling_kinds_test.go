package index_test

import (
	"testing"

	"github.com/newssearch/newssearch/index"
)

// Every usual spelling finds the others: articles have one, queries the other.
func TestSpellingsFindEachOther(t *testing.T) {
	for _, c := range []struct {
		name, written string
		queries       []string
	}{
		{"apart", "Giá ô tô và You Tube, thế giới di động, tinh giản biên chế", []string{"ôtô", "YouTube", "thegioididong", "tinhgianbienche", "biênchế"}},
		{"joined", "Giá ôtô, bêtông, #VietNamVoDich, Livestream ở HồngVĩnh", []string{"ô tô", "o to", "bê tông", "Việt Nam vô địch", "live stream", "Hồng Vĩnh"}},
		{"codes apart", "iPhone 7 Plus, Galaxy S8, xe SH 150", []string{"iPhone7", "iphone7plus", "GalaxyS8", "SH150", "SH-150"}},
		{"codes joined", "iPhone7, SH150, vitamin B12", []string{"iPhone 7", "SH 150", "SH-150", "vitamin B-12"}},
		{"qu", "Quí I, quĩ đất, qui định", []string{"quý I", "quỹ đất", "quy định", "qui dinh", "quy dinh"}},
		{"half of ươ", "Ngưòi dân đuợc nuớc", []string{"người dân được nước", "nguoi dan", "nước"}},
		{"places", "Ở Q.1, P.Bến Nghé, TP.HCM", []string{"quận 1", "Q1", "phường Bến Nghé", "thành phố Hồ Chí Minh"}},
		{"places in full", "Ở quận 1, phường Bến Nghé, thành phố Hồ Chí Minh", []string{"Q.1", "Q1", "P. Bến Nghé", "TP.HCM", "TPHCM"}},
		{"offices", "CSGT và UBND tỉnh, BV Bạch Mai", []string{"cảnh sát giao thông", "ủy ban nhân dân tỉnh", "bệnh viện Bạch Mai"}},
		{"days", "Lễ ngày 20-11 và 2.9", []string{"ngày 20/11", "ngày 20.11", "20-11", "2/9"}},
		{"Roman", "Quốc hội khóa XIV, quý IV, Đại hội XII", []string{"khóa 14", "quý 4", "đại hội 12"}},
		{"Arabic", "Quốc hội khóa 14, quý 4, đại hội 12", []string{"khóa XIV", "quý IV", "Đại hội XII"}},
		{"telephones", "Gọi (024) 3825 1234 hay 0912.345.678, +84 912 345 679", []string{"02438251234", "0912345678", "0912345679"}},
		{"documents", "Nghị định 29/2023/NĐ-CP, 39-NQ/TW", []string{"29-2023-nd-cp", "NQ39", "29/2023/nđ-cp"}},
		{"letters", "Oﬃce, Ｖĩｎｈ, ½ bát, bоi lội, Đ\u01cek Lắk, mu \u0323c tiêu, nhập\u200bphường", []string{"office", "vĩnh", "1/2", "boi", "Đăk", "mục tiêu", "nhập phường"}},
		{"foreign", "Łukasz, Gündoğan, Straße", []string{"Lukasz", "Gundogan", "Strasse", "Łukasz"}},
		{"foreign, plain", "Lukasz và Gundogan", []string{"Łukasz", "Gündoğan"}},
		{"keys among marks", "Khởi động dự án biên chế", []string{"khởi ddoongj", "duwj án", "biên che61"}},
	} {
		x := must(index.OpenMemory(index.Options{}))
		put(t, x, index.Article{ID: "x", Title: c.written}, index.Article{ID: "other", Title: "Tin khác hẳn", Body: "Không có gì ở đây cả."},
			// Raw keys are read where more articles than a few have the word.
			index.Article{ID: "3", Body: "động dự chế"}, index.Article{ID: "4", Body: "động dự chế rồi"}, index.Article{ID: "5", Body: "động dự chế nữa"})
		for _, q := range c.queries {
			r := search(t, x, index.Request{Query: q, AllWords: true})
			if len(r.Hits) == 0 || r.Hits[0].ID != "x" || len(r.Hits[0].Missing) > 0 {
				t.Errorf("%s: %q finds %q", c.name, q, ids(r))
			}
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Addresses are filtered by host and by words, and what people paste is read.
func TestAddressesAndPastedText(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer func() { _ = x.Close() }()
	put(t, x,
		index.Article{ID: "a", Title: "Tinh giản biên chế", URL: "https://www.bao.example/thoi-su/tinh-gian-bien-che-20180313.htm"},
		index.Article{ID: "b", Title: "Tinh giản biên chế và tin khác", URL: "https://m.dai.example/2.htm"},
	)
	for query, want := range map[string]string{
		"site:bao.example biên chế": "a", "site:dai.example biên chế": "b", "site:www.bao.example biên chế": "a", "site:https://bao.example/thoi-su biên chế": "a",
		"inurl:tinh-gian biên chế": "a", "-url:thoi-su biên chế": "b", "biên chế NOT site:bao.example": "b", "intitle:khác": "b",
		"tinh%20gian%20bien%20che khác": "b", "tinh gi-\nản khác": "b", "filetype:pdf khác": "b",
	} {
		r := search(t, x, index.Request{Query: query, AllWords: true})
		if len(r.Hits) != 1 || r.Hits[0].ID != want {
			t.Errorf("%q finds %q, want %s", query, ids(r), want)
		}
	}
}
