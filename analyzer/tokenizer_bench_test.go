package analyzer

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// benchText was written for this benchmark; it has the mix of a Vietnamese newspaper.
const benchText = `Sáng 11/3, Thủ tướng chủ trì phiên họp Chính phủ thường kỳ tháng 3/2018 tại Hà Nội. Theo báo cáo của Bộ Nội vụ,
cả nước đã tinh giản biên chế 34.500 người, đạt 3,5% so với năm 2015; riêng TP.HCM giảm 1.250 người. “Muốn bộ máy gọn nhẹ thì phải cơ cấu lại đội ngũ
cán bộ, công chức, viên chức”, ông Nguyễn Văn An, Phó Chủ tịch UBND tỉnh, nói. Nghị quyết 39-NQ/TW đặt mục tiêu đến năm 2021 giảm tối thiểu 10% biên chế.
Cùng ngày, đội tuyển U23 Việt Nam lên đường sang Indonesia tập huấn. Huấn luyện viên Park Hang-seo cho biết sức khoẻ các cầu thủ rất tốt, sẵn sàng cho trận đấu lúc 19h30.
Tại Quảng Ninh, mưa lớn kéo dài khiến nhiều tuyến đường ngập sâu, giao thông tê liệt; ước tính thiệt hại hơn 12 tỷ đồng. Người dân xã Hoà Bình được sơ tán đến nơi an toàn. `

func BenchmarkTokenizer(b *testing.B) {
	for _, bm := range []struct{ name, text string }{
		{"composed", strings.Repeat(benchText, 8)},
		{"decomposed", norm.NFD.String(strings.Repeat(benchText, 8))},
	} {
		b.Run(bm.name, func(b *testing.B) {
			t := NewTokenizer()
			buf := t.Append(nil, bm.text)
			b.SetBytes(int64(len(bm.text)))
			b.ReportAllocs()
			for b.Loop() {
				buf = t.Append(buf[:0], bm.text)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(buf)), "ns/token")
		})
	}
}

func BenchmarkTerm(b *testing.B) {
	words := strings.Fields(benchText)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		Term(words[i%len(words)])
	}
}

func BenchmarkFold(b *testing.B) {
	b.SetBytes(int64(len(benchText)))
	for b.Loop() {
		Fold(benchText)
	}
}

func BenchmarkIsSyllable(b *testing.B) {
	words := []string{"tinh", "giản", "biên", "chế", "nghiêng", "texas", "được", "3,5"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		IsSyllable(words[i%len(words)])
	}
}

func BenchmarkVariants(b *testing.B) {
	words := []string{"gian", "chê", "duong", "an", "bien", "giản"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		Variants(words[i%len(words)])
	}
}

func BenchmarkAgrees(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Agrees("duong", "đường")
	}
}

func BenchmarkDecodeTelex(b *testing.B) {
	words := []string{"giarn", "dduwowngf", "windows", "chees", "tooi"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		DecodeTelex(words[i%len(words)])
	}
}
