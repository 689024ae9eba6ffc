package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// speakVietnamese puts the help of root and of its commands into Vietnamese. What
// has no translation stays in English.
func speakVietnamese(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.SetUsageTemplate(strings.NewReplacer(
		"Usage:", "Cách dùng:", "Aliases:", "Tên khác:", "Examples:", "Ví dụ:", "Available Commands:", "Các lệnh:", "Additional Commands:", "Lệnh khác:",
		"Global Flags:", "Tùy chọn chung:", "Flags:", "Tùy chọn:", "Additional help topics:", "Xem thêm:",
		`Use "{{.CommandPath}} [command] --help" for more information about a command.`, `Thêm về một lệnh: {{.CommandPath}} [command] --help`,
	).Replace(root.UsageTemplate()))
	for _, group := range root.Groups() {
		if title, ok := groupsVi[group.ID]; ok {
			group.Title = title
		}
	}
	root.Short, root.Long = rootVi[0], rootVi[1]
	for _, cmd := range root.Commands() {
		if text, ok := commandsVi[cmd.Name()]; ok {
			cmd.Short = text.short
			if text.long != "" {
				cmd.Long = text.long + "\n\n" + exitCodesVi
			}
		}
		cmd.InitDefaultHelpFlag()
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Name == "help" {
				f.Usage = "trợ giúp về lệnh " + cmd.Name()
			} else if usage, ok := flagsVi[f.Name]; ok {
				f.Usage = usage
			}
		})
	}
}

const exitCodesVi = "Mã kết thúc: 0 xong, 1 không có gì hoặc có phần bị bỏ qua, 2 dùng sai, 3 kho có trục trặc."

var groupsVi = map[string]string{groupSearch: "Tìm:", groupArchive: "Kho bài:", groupTools: "Đo và bảo trì:"}

var rootVi = [2]string{"Tìm tin tức tiếng Việt, gõ kiểu nào cũng được", `Newssearch tìm bài báo tiếng Việt ngay trên máy của bạn: gõ đủ dấu, thiếu dấu, không dấu
hay quên bật bộ gõ (Telex, VNI) đều tìm được.

  newssearch query tinh gian bien che     tìm; chưa có kho thì tìm trong bài mẫu có sẵn
  newssearch ingest tin/ them.jsonl.gz    nạp bài
  newssearch serve                        trang tìm kiếm cho trình duyệt

Kho nằm ở nơi --index nêu, hoặc $NEWSSEARCH_INDEX, hoặc trong thư mục dữ liệu của bạn.`}

// helpVi is the help of a command; long is "" where the English one stays.
type helpVi struct{ short, long string }

var commandsVi = map[string]helpVi{
	"query": {"Tìm bài", `Tìm bài. Có thể bỏ dấu; phím Telex, VNI gõ thô cũng đọc được.

  tinh giản biên chế       đủ các từ, bài hợp nhất đứng trước
  '"cơ cấu lại đội ngũ"'   các từ đi liền nhau (shell lấy mất dấu nháy ngoài)
  giá vàng -bạc            không có một từ
  'giá vàng OR giá dầu'    một trong hai
  'tinh*'                  từ bắt đầu như vậy
  nguồn:  mục:  tiêu đề:  tác giả:  sau:2018-03-01  trước:3/2018`},
	"show":    {"In một bài", ""},
	"related": {"Tìm bài liên quan đến một bài", ""},
	"suggest": {"Gõ tiếp hộ những gì đang gõ dở", ""},
	"serve":   {"Mở trang tìm kiếm và API JSON", ""},
	"ingest":  {"Nạp bài vào kho", ""},
	"delete":  {"Xóa bài khỏi kho", ""},
	"reindex": {"Dựng lại kho từ chính các bài trong đó", ""},
	"model":   {"Mô hình để hiểu câu tìm trên cụm máy", ""},
	"stats":   {"Cho biết trong kho có gì", ""},
	"check": {"Kiểm tra xem các tệp của kho còn nguyên như khi ghi", `Kiểm tra mã tổng của mọi tệp và, với --deep, của từng bài. Lệnh nêu tên những tệp, những
bài không còn như khi ghi, và cách khôi phục.`},
	"backup": {"Giữ một bản sao của kho, ngay khi kho đang được dùng", `Giữ một bản sao của kho, cùng các nguồn, tìm kiếm đã lưu và khóa. Bản sao đúng với một thời
điểm, dù trong lúc đó có nạp hay tìm gì, và được đọc lại để kiểm tra.

Trong một THƯ MỤC, mỗi bản sao có thư mục riêng, mang tên là lúc sao. Những gì bản trước đã có
thì không ghi lại. Một TỆP.tar chứa tất cả; - thì ghi ra đầu ra chuẩn.`},
	"restore": {"Dựng lại kho từ bản sao", `Dựng lại kho từ bản mới nhất trong thư mục các bản sao, từ một bản, từ TỆP.tar, hoặc - từ đầu
vào chuẩn. Mọi byte được kiểm tra trước khi kho vào chỗ của nó, trong một bước.

Nơi đã có kho thì cần --replace, và kho ấy sẽ mất. Kho đang được dùng thì không bị thay.`},
	"abbreviations": {"Liệt kê chữ viết tắt và nghĩa học được từ các bài", ""},
	"analyze":       {"Cho xem một đoạn chữ được cắt thành từ ra sao", ""},
	"eval":          {"Chấm điểm kết quả tìm trên các câu hỏi có đáp án", ""},
	"prior":         {"Dựng bảng đếm kèm theo chương trình", ""},
	"man":           {"Ghi các trang hướng dẫn man", ""},
	"version":       {"In phiên bản", ""},
	"completion":    {"Tạo tập lệnh hoàn tất lệnh cho shell", ""},
	"help":          {"Trợ giúp về một lệnh", ""},
	"export":        {"Lấy bài ra: JSONL, CSV, RIS, BibTeX", ""},
	"follow":        {"Theo dõi một nguồn tin", ""},
	"unfollow":      {"Thôi theo dõi một nguồn tin", ""},
	"sources":       {"Liệt kê các nguồn đang theo dõi", ""},
	"fetch":         {"Lấy bài mới từ các nguồn, một lần", ""},
	"save":          {"Lưu một tìm kiếm", ""},
	"new":           {"Cho biết có gì mới trong các tìm kiếm đã lưu", ""},
	"key":           {"Quản lý khóa ghi qua HTTP", ""},
}

var flagsVi = map[string]string{
	"index":       "thư mục của kho (mặc định $" + indexVariable + ", hoặc thư mục dữ liệu của bạn)",
	"lang":        "ngôn ngữ: vi hoặc en",
	"color":       "màu: auto, always hoặc never",
	"json":        "in JSON cho chương trình khác",
	"deep":        "đọc cả từng bài",
	"keep":        "chỉ giữ lại chừng này bản mới nhất trong thư mục",
	"list":        "liệt kê các bản",
	"replace":     "thay kho đang có ở đó",
	"format":      "cách in: " + strings.Join(formats, ", "),
	"fields":      "các cột của csv và tsv: " + strings.Join(fieldNames(), ", "),
	"template":    "mẫu Go cho từng bài: '{{.Title}} {{.URL}}'",
	"limit":       "số bài cần in",
	"offset":      "số bài đầu bỏ qua",
	"sort":        "thứ tự: relevance (liên quan), newest (mới nhất), oldest (cũ nhất)",
	"from":        "đăng từ ngày, tháng hoặc năm này: 31/3/2018, 3/2018, 2018",
	"to":          "đăng đến hết ngày, tháng hoặc năm này",
	"source":      "chỉ nguồn này (có thể lặp lại)",
	"category":    "chỉ chuyên mục này (có thể lặp lại)",
	"author":      "chỉ tác giả này (có thể lặp lại)",
	"tag":         "chỉ từ khóa này (có thể lặp lại)",
	"fresh":       "ưu tiên bài mới; ưu thế giảm nửa sau khoảng này: 12h, 7d, 4w",
	"literal":     "tìm đúng như đã gõ: không thêm dấu, không đọc phím",
	"facets":      "đếm theo nguồn, chuyên mục, ngày",
	"explain":     "cho xem điểm của từng bài gồm những gì",
	"no-collapse": "không gộp các bài đăng lại",
	"all-words":   "phải có mọi từ",
	"no-pager":    "in hết một lượt, không qua $" + pagerVariable + " hay $PAGER",
	"quiet":       "chỉ in những gì trục trặc",
	"dry-run":     "cho xem sẽ nạp những gì, không động đến kho",
	"addr":        "địa chỉ để chờ trình duyệt",
}
