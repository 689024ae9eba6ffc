package message

import (
	"errors"
	"fmt"
	"testing"

	"github.com/newssearch/newssearch/index"
)

func TestTrouble(t *testing.T) {
	err := fmt.Errorf("index /x: %w", index.ErrLocked)
	if got := In(English).Trouble(err); got != "index /x: index is in use by another process" {
		t.Error(got)
	}
	want := "kho đang được chương trình khác dùng; hãy đợi hoặc tắt chương trình đó: index /x: index is in use by another process"
	if got := In(Vietnamese).Trouble(err); got != want {
		t.Error(got)
	}
	if got := In(Vietnamese).Trouble(errors.New("new")); got != "new" {
		t.Errorf("an unknown error is told as %q", got)
	}
}
