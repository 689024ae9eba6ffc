package ingest_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/newssearch/newssearch/ingest"
)

func ExampleRead() {
	news := strings.NewReader(`{"title":"Ca\u0300 phe\u0302 được giá","body":"Giá lên 3,5%./. Theo VOV","date":"12/03/2018, 07:30"}
{"title":"Tin hỏng"
{"title":"Lúa vào mùa","url":"https://bao.example/lua"}`)
	for rec := range ingest.Read(context.Background(), "tin.jsonl", news, ingest.Options{}) {
		if rec.Err != nil {
			fmt.Printf("%v: skipped: %v\n", rec.Origin, rec.Err)
			continue
		}
		fmt.Printf("%v: %s (%s) %s\n", rec.Origin, rec.Article.Title, rec.Article.Source, rec.Article.Body)
	}
	// Output:
	// tin.jsonl:1: Cà phê được giá (VOV) Giá lên 3,5%.
	// tin.jsonl:2: skipped: JSON: unexpected end of JSON input at byte 21
	// tin.jsonl:3: Lúa vào mùa ()
}

func ExampleParseDate() {
	for _, s := range []string{"Thứ Hai, 12/03/2018, 07:30 [GMT+7]", "ngày 12 tháng 3 năm 2018", "11/3"} {
		t, err := ingest.ParseDate(s, nil)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(t.Format(time.RFC3339))
	}
	// Output:
	// 2018-03-12T07:30:00+07:00
	// 2018-03-12T00:00:00+07:00
	// date "11/3": not a date that is known
}
