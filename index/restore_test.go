package index_test

import (
	"cmp"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
)

// heldBack are sentences that were written for this test and stand in no
// collection: what people type, and what newspapers write.
var heldBack = []string{
	"giá xăng dầu trong nước giảm từ chiều nay",
	"học sinh lớp mười hai ôn thi tốt nghiệp",
	"mưa lớn gây ngập nhiều tuyến đường ở trung tâm thành phố",
	"công an bắt giữ nhóm đối tượng lừa đảo qua mạng",
	"đội tuyển Việt Nam thắng trận mở màn",
	"người dân miền Trung chạy lũ trong đêm",
	"bệnh viện quá tải vì sốt xuất huyết",
	"ngân hàng nhà nước giữ nguyên lãi suất điều hành",
	"chủ tịch nước tiếp đoàn đại biểu quốc hội",
	"cháy lớn ở khu công nghiệp, không có thương vong",
	"thủ tướng yêu cầu đẩy nhanh tiến độ giải ngân vốn đầu tư công",
	"tai nạn giao thông nghiêm trọng trên đường cao tốc",
	"nông dân được mùa lúa nhưng giá giảm",
	"xuất khẩu gạo tăng mạnh trong quý ba",
	"bộ giáo dục công bố phương án thi mới",
	"khách quốc tế đến Việt Nam tăng gấp đôi",
	"giáo viên mầm non vùng cao thiếu nhà công vụ",
	"thời tiết ngày mai miền Bắc rét đậm",
	"bảo hiểm y tế chi trả thuốc điều trị ung thư",
	"khởi tố giám đốc doanh nghiệp trốn thuế",
	"dự án đường sắt đô thị chậm tiến độ nhiều năm",
	"cầu thủ trẻ ghi bàn thắng ở phút cuối cùng",
	"triển lãm tranh sơn dầu mở cửa miễn phí",
	"phim Việt đoạt giải tại liên hoan phim quốc tế",
	"lương tối thiểu vùng tăng từ tháng bảy",
	"hàng nghìn hộ dân được cấp sổ đỏ",
	"phát hiện hóa thạch khủng long ở sa mạc",
	"các nhà khoa học tìm ra cách chữa bệnh hiếm",
	"hạn hán kéo dài, hồ thủy điện cạn nước",
	"sân bay quốc tế mới sẽ khai thác vào năm sau",
	"trẻ em cần được tiêm vắc xin đầy đủ",
	"quán cà phê vỉa hè ở phố cổ",
	"tổng thống Mỹ thăm chính thức Việt Nam",
	"đàm phán hòa bình chưa có kết quả",
	"chợ hoa tết đông khách những ngày cuối năm",
	"rừng phòng hộ bị chặt phá trái phép",
	"sinh viên trường đại học bách khoa chế tạo máy bay không người lái",
	"ủy ban nhân dân tỉnh họp báo về vụ sập cầu",
	"cụ bà chín mươi tuổi vẫn bán hàng nuôi cháu",
	"tòa án tuyên phạt bị cáo mười năm tù",
}

// leastRestored is the share of syllables that has to come back right; 0.939 do
// when this is written: of those that do not, most are not in the 84 articles at all.
const leastRestored = 0.93

func TestMarksRestored(t *testing.T) {
	x := sampleIndex(t, 84)
	right, all := 0, 0
	for _, sentence := range heldBack {
		want := analyzer.Terms(sentence)
		r := search(t, x, index.Request{Query: analyzer.StripMarks(sentence), Limit: 1, SnippetRunes: -1})
		got := analyzer.Terms(cmp.Or(r.Understood, r.Query))
		if len(got) != len(want) {
			t.Errorf("%q became %q", sentence, got)
			continue
		}
		var wrong []string
		for i := range want {
			all++
			if got[i] == want[i] {
				right++
			} else {
				wrong = append(wrong, want[i]+" as "+got[i])
			}
		}
		if len(wrong) > 0 {
			t.Logf("%s: %s", sentence, strings.Join(wrong, ", "))
		}
	}
	if share := float64(right) / float64(all); share < leastRestored {
		t.Errorf("%.3f of %d syllables are right, want %.2f", share, all, leastRestored)
	} else {
		t.Logf("%.3f of %d syllables are right", share, all)
	}
}

// Words that the collection has are left as they are when they are typed with
// their marks, and so are those that it lacks but newspapers at large have.
func TestMarksKept(t *testing.T) {
	x := sampleIndex(t, 84)
	known := map[string]bool{}
	for _, a := range sample() {
		for _, text := range append([]string{a.Title, a.Lead, a.Body}, a.Captions...) {
			for _, term := range analyzer.Terms(text) {
				known[term] = true
			}
		}
	}
	changed, all := 0, 0
	for _, sentence := range heldBack {
		all += len(analyzer.Terms(sentence))
		for _, reading := range search(t, x, index.Request{Query: sentence, Limit: 1, SnippetRunes: -1}).Readings {
			bare := analyzer.StripMarks(reading.Typed) == reading.Typed
			if reading.Kind != index.MatchAbbreviation && !bare && (known[analyzer.Term(reading.Typed)] || reading.Kind == index.MatchMarks) {
				t.Logf("%q: %q is understood as %q", sentence, reading.Typed, reading.Read)
				changed++
			}
		}
	}
	if float64(changed) > mostChanged*float64(all) {
		t.Errorf("%d of %d syllables are changed", changed, all)
	}
	for typed, want := range map[string]string{
		"thủ tướng": "", "bệnh ung thư": "", "trốn thuế": "", "tù chung thân": "", "thám hiểm Mặt Trăng": "", // not in the sample
	} {
		if r := search(t, x, index.Request{Query: typed}); r.Understood != want {
			t.Errorf("%q is understood as %q, want %q", typed, r.Understood, want)
		}
	}
}

// mostChanged is the share of syllables typed with their marks that may be taken
// for others: 1 of 378 is when this is written.
const mostChanged = 0.005
