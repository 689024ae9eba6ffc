package main

import (
	"reflect"
	"testing"
)

func TestProtectQuery(t *testing.T) {
	tests := []struct {
		name     string
		in, want []string
	}{
		{"excluded words", []string{"query", "giá", "-bạc"}, []string{"query", "--", "giá", "-bạc"}},
		{"flags after words", []string{"query", "giá", "--limit", "3", "-n=2", "-vàng"}, []string{"query", "--limit", "3", "--", "giá", "-n=2", "-vàng"}},
		{"flag without value", []string{"query", "--json", "giá"}, []string{"query", "--json", "--", "giá"}},
		{"short flags", []string{"query", "-n", "3", "-h", "-x"}, []string{"query", "-n", "3", "-h", "--", "-x"}},
		{"number joined", []string{"query", "bão", "-n5", "-u23", "-5g", "-n5g"}, []string{"query", "-n5", "--", "bão", "-u23", "-5g", "-n5g"}},
		{"equals sign", []string{"query", "--sort=newest", "a"}, []string{"query", "--sort=newest", "--", "a"}},
		{"value missing", []string{"query", "a", "--limit"}, []string{"query", "--limit", "--", "a"}},
		{"unknown flag", []string{"query", "--nope", "a"}, []string{"query", "--nope", "--", "a"}},
		{"end of flags", []string{"query", "--", "--limit"}, []string{"query", "--", "--limit"}},
		{"alias", []string{"search", "-a"}, []string{"search", "--", "-a"}},
		{"dash alone", []string{"query", "-", "a"}, []string{"query", "--", "-", "a"}},
		{"other command", []string{"show", "-x"}, []string{"show", "-x"}},
		{"nothing", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := protectQuery(newRootCommand(), tt.in); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
