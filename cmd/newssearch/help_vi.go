package main

import (
	"cmp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/help"
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
	translate(root, "")
}

// translate puts the commands below parent, whose path is given, into Vietnamese.
func translate(parent *cobra.Command, path string) {
	for _, cmd := range parent.Commands() {
		name := path + cmd.Name()
		if text, ok := help.Commands[name]; ok {
			cmd.Short = text.Short
			if text.Long != "" {
				cmd.Long = text.Long + "\n\n" + exitCodesVi
			}
		}
		cmd.InitDefaultHelpFlag()
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Name == "help" {
				f.Usage = "trợ giúp về lệnh " + name
			} else if usage := cmp.Or(help.Flags[name+" "+f.Name], help.Flags[f.Name]); usage != "" {
				f.Usage = usage + listed[f.Name]
			}
		})
		translate(cmd, name+" ")
	}
}

// listed are the values that a flag of a name takes.
var listed = map[string]string{"format": ": " + strings.Join(formats, ", "), "fields": ": " + strings.Join(fieldNames(), ", ")}

const exitCodesVi = "Mã kết thúc: 0 xong, 1 không có gì hoặc có phần bị bỏ qua, 2 dùng sai, 3 kho có trục trặc."

var groupsVi = map[string]string{groupSearch: "Tìm:", groupArchive: "Kho bài:", groupTools: "Đo và bảo trì:"}

var rootVi = [2]string{"Tìm tin tức tiếng Việt, gõ kiểu nào cũng được", `Newssearch tìm bài báo tiếng Việt ngay trên máy của bạn: gõ đủ dấu, thiếu dấu, không dấu
hay quên bật bộ gõ (Telex, VNI) đều tìm được.

  newssearch query tinh gian bien che     tìm; chưa có kho thì tìm trong bài mẫu có sẵn
  newssearch ingest tin/ them.jsonl.gz    nạp bài
  newssearch serve                        trang tìm kiếm cho trình duyệt

Kho nằm ở nơi --index nêu, hoặc $NEWSSEARCH_INDEX, hoặc trong thư mục dữ liệu của bạn.`}
