package index_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/newssearch/newssearch/index"
)

func Example() {
	dir, err := os.MkdirTemp("", "newssearch")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	ctx := context.Background()

	x, err := index.Open(ctx, filepath.Join(dir, "tin-tuc"), index.Options{})
	if err != nil {
		panic(err)
	}
	defer x.Close()
	_, err = x.Put(ctx, []index.Article{
		{ID: "1", Title: "Tinh giản biên chế", Body: "Tỉnh cơ cấu lại đội ngũ cán bộ."},
	})
	if err != nil {
		panic(err)
	}
	result, err := x.Search(ctx, index.Request{Query: "tinh gian bien che"})
	if err != nil {
		panic(err)
	}
	fmt.Println("hiểu là:", result.Understood)
	for _, hit := range result.Hits {
		fmt.Println(hit.ID, hit.Title)
	}
	// Output:
	// hiểu là: tinh giản biên chế
	// 1 Tinh giản biên chế
}

// Hits carry text and the byte ranges to mark in it.
func ExampleIndex_Search() {
	x, err := index.OpenMemory(index.Options{})
	if err != nil {
		panic(err)
	}
	defer x.Close()
	ctx := context.Background()
	_, err = x.Put(ctx, []index.Article{
		{ID: "1", Title: "Giá gạo tăng", Body: "Giá gạo xuất khẩu tăng tuần thứ ba.", Source: "Báo Đồng Quê"},
		{ID: "2", Title: "Giá vàng giảm", Body: "Giá vàng miếng giảm nhẹ.", Source: "Báo Phố Thị"},
	})
	if err != nil {
		panic(err)
	}
	result, err := x.Search(ctx, index.Request{Query: `"gia gao" -vàng`, Facets: true})
	if err != nil {
		panic(err)
	}
	for _, hit := range result.Hits {
		text, at := hit.Snippet.Text, 0
		for _, m := range hit.Snippet.Marks {
			fmt.Print(text[at:m[0]], "[", text[m[0]:m[1]], "]")
			at = m[1]
		}
		fmt.Println(text[at:])
	}
	fmt.Println(result.Total, result.Facets.Sources[0].Value, result.Facets.Sources[0].Count)
	// Output:
	// [Giá] [gạo] xuất khẩu tăng tuần thứ ba.
	// 1 Báo Đồng Quê 1
}
