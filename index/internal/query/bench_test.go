package query

import (
	"testing"
	"time"
)

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(`tinh giản biên chế nguồn:VOV sau:2018-03-01 "cơ cấu lại"`, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDatePhrases(b *testing.B) {
	b.ReportAllocs()
	now := time.Date(2018, 3, 14, 12, 0, 0, 0, Vietnam)
	for b.Loop() {
		if len(DatePhrases("tám dự án xông đất với tổng vốn đăng ký 311 triệu USD tháng 3/2018", now)) != 1 {
			b.Fatal("no date found")
		}
	}
}
