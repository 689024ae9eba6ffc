package main

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

func TestSpoolKeepsArticles(t *testing.T) {
	want := []index.Article{
		{
			ID: "a", URL: "https://news.example/a", Title: "Lũ về", Lead: "Sáng nay", Body: "Nước lên.\nNước rút.",
			Captions: []string{"Một", "Hai"}, Author: "An", Source: "Báo", Category: "Thời sự", Tags: []string{"lũ"},
			Published: time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC),
		},
		{ID: "b", Title: "Không ngày"},
		{ID: "c", Title: "Trước 1970", Published: time.Date(1955, 5, 7, 0, 0, 0, 0, time.UTC)},
	}
	path := filepath.Join(t.TempDir(), "spool")
	s, err := createSpool(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if err := s.add(&want[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	for _, limit := range []int{0, 2} {
		var got []index.Article
		for a, err := range readSpool(path, limit) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, a)
		}
		expected := want
		if limit > 0 {
			expected = want[:limit]
		}
		if !reflect.DeepEqual(got, expected) {
			t.Errorf("limit %d: got %+v, want %+v", limit, got, expected)
		}
	}
}

func TestBrokenSpoolIsAnError(t *testing.T) {
	for name, content := range map[string]string{
		"cut short":        "\x20abc",
		"length too large": "\x03\xff\xff\x7f",
		"huge article":     "\xff\xff\xff\xff\x7f",
		"nothing inside":   "\x00",
	} {
		path := filepath.Join(t.TempDir(), "spool")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		var failed error
		for _, err := range readSpool(path, 0) {
			failed = err
		}
		if failed == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
}
