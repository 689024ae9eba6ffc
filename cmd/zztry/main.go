package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"time"

	"github.com/newssearch/newssearch/index"
)

type rec struct {
	ID, Title, Lead, Body, Text, URL, Source, Category, Date string
}

func read(path string, titles bool) iter.Seq[index.Article] {
	return func(yield func(index.Article) bool) {
		f, err := os.Open(path)
		if err != nil {
			panic(err)
		}
		var sc *bufio.Scanner
		if path[len(path)-3:] == ".gz" {
			g, _ := gzip.NewReader(f)
			sc = bufio.NewScanner(g)
		} else {
			sc = bufio.NewScanner(f)
		}
		sc.Buffer(nil, 1<<24)
		for sc.Scan() {
			var r rec
			if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
				panic(err)
			}
			a := index.Article{ID: r.ID, Title: r.Title, Lead: r.Lead, Body: r.Body + r.Text, URL: r.URL, Source: r.Source, Category: r.Category}
			if !titles {
				a.Title = ""
			}
			if r.Date != "" {
				a.Published, _ = time.Parse("2006-01-02", r.Date)
			}
			if !yield(a) {
				return
			}
		}
	}
}

func main() {
	dir := os.Args[1]
	x, err := index.Open(dir, index.Options{})
	if err != nil {
		panic(err)
	}
	if os.Args[2] == "put" || os.Args[2] == "putnt" {
		t := time.Now()
		r, err := x.PutAll(context.Background(), read(os.Args[3], os.Args[2] == "put"), nil)
		fmt.Println(r.Added, r.Updated, r.Unchanged, err, time.Since(t))
	} else {
		for _, q := range os.Args[2:] {
			res, err := x.Search(context.Background(), index.Request{Query: q, Limit: 3})
			res, err = x.Search(context.Background(), index.Request{Query: q, Limit: 3, Explain: q[0] == '!'})
			if err != nil {
				fmt.Println(err)
				continue
			}
			b, _ := json.MarshalIndent(res, "", " ")
			fmt.Println(string(b))
		}
	}
	t := time.Now()
	fmt.Println(x.Close(), time.Since(t))
}
