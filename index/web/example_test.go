package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/web"
)

// A program mounts the search below a path of its own.
func ExampleNew() {
	idx, err := index.OpenMemory(index.Options{})
	if err != nil {
		panic(err)
	}
	defer idx.Close()
	if _, err := idx.Put(context.Background(), []index.Article{{ID: "1", Title: "Tinh giản biên chế"}}); err != nil {
		panic(err)
	}

	h, err := web.New(idx, web.Options{Prefix: "/tin/", Hosts: []string{"bao.example"}})
	if err != nil {
		panic(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/tin/", h)

	r := httptest.NewRequest(http.MethodGet, "http://bao.example/tin/?q=tinh+gian", nil)
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	fmt.Println(w.Code, strings.Contains(w.Body.String(), "<mark>Tinh giản</mark> biên chế"))
	// Output: 200 true
}
