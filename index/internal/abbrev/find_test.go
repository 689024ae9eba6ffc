package abbrev_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/abbrev"
)

func find(text string) string {
	var found []string
	abbrev.Find(text, analyzer.Tokenize(text), func(p abbrev.Pair) { found = append(found, p.Short+"="+p.Long) })
	return strings.Join(found, "; ")
}

func TestFind(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Chủ tịch Ủy ban nhân dân (UBND) huyện", "UBND=Ủy ban nhân dân"},
		{"Chủ tịch UBND (Ủy ban nhân dân) huyện", "UBND=Ủy ban nhân dân"},
		{"Bộ Giáo dục và Đào tạo (GD&ĐT) cho biết", "GD&ĐT=Giáo dục và Đào tạo"},
		{"Bộ Giáo dục và Đào tạo (Bộ GD-ĐT) cho biết", "GD-ĐT=Giáo dục và Đào tạo"},
		{"ở Thành phố Hồ Chí Minh (TP.HCM) sáng nay", "TP.HCM=Thành phố Hồ Chí Minh"},
		{"Bộ Văn hóa, Thể thao và Du lịch (VHTTDL)", "VHTTDL=Văn hóa, Thể thao và Du lịch"},
		{"quỹ bảo hiểm y tế (gọi tắt là BHYT)", "BHYT=bảo hiểm y tế"},
		{"Ban Chấp hành Trung ương (TW) họp", "TW=Trung ương"},
		{"là thạc sĩ (ThS) của trường", "ThS=thạc sĩ"},
		{"doanh nghiệp nhỏ và vừa (DNNVV)", "DNNVV=doanh nghiệp nhỏ và vừa"},
		{"Viện kiểm sát nhân dân (VKSND) và Hội đồng nhân dân (HĐND)", "VKSND=Viện kiểm sát nhân dân; HĐND=Hội đồng nhân dân"},
		// D stands for đ as well, Đ for nothing else.
		{"lao động (LD)", "LD=lao động"},
		{"lao dịch (LĐ)", ""},
		// Nothing is explained here.
		{"tại huyện Hòa Vang (Đà Nẵng)", ""},
		{"theo ông Nam (UBND xã)", ""},
		{"Tổ chức họp. Nhân dân (TCND)", ""},
		{"(UBND)", ""},
		{"Ủy ban nhân dân (UBND", ""},
		{"() ((", ""},
	}
	for _, tt := range tests {
		if got := find(tt.text); got != tt.want {
			t.Errorf("Find(%q) = %q, want %q", tt.text, got, tt.want)
		}
		if got := find(norm.NFD.String(tt.text)); got != tt.want {
			t.Errorf("Find(NFD of %q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Ủy ban nhân dân (UBND) và UBND (Ủy ban nhân dân)")
	f.Add("a b c d e f g h (AAAAAAAAAA)")
	f.Fuzz(func(t *testing.T, text string) {
		abbrev.Find(text, analyzer.Tokenize(text), func(p abbrev.Pair) {
			if p.Short == "" || p.Long == "" || strings.ContainsAny(p.Short+p.Long, "\n\x00") {
				t.Errorf("pair %q in %q", p, text)
			}
		})
	})
}

func ExampleFind() {
	text := "Sáng nay, Hội đồng nhân dân (HĐND) tỉnh họp."
	abbrev.Find(text, analyzer.Tokenize(text), func(p abbrev.Pair) { fmt.Println(p.Short, "=", p.Long) })
	// Output: HĐND = Hội đồng nhân dân
}
