package owner

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"testing"

	"github.com/newssearch/newssearch/index"
)

func TestEndpoints(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x, err := index.Open(t.Context(), dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	gone := make(chan struct{})
	s, err := Serve(t.Context(), dir, x, Info{Command: "serve"}, slog.New(slog.DiscardHandler),
		On("/double", func(_ context.Context, n int) (int, error) { return 2 * n, nil }),
		OnStream("/count", func(_ context.Context, n int, send func(string)) error {
			for i := range n {
				send(fmt.Sprint(i))
			}
			return fmt.Errorf("enough: %w", index.ErrReadOnly)
		}),
		OnStream("/endless", func(ctx context.Context, _ int, send func(int)) error {
			send(1)
			<-ctx.Done()
			close(gone)
			return ctx.Err()
		}),
		OnBytes("/bytes", func(_ context.Context, n int, w io.Writer) error {
			if _, err := w.Write(make([]byte, n)); err != nil {
				return err
			}
			return fmt.Errorf("half of it: %w", index.ErrDamaged)
		}))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c := find(t, dir)
	if n, err := Ask[int](t.Context(), c, "/double", 21); n != 42 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	var got []string
	err = AskStream(t.Context(), c, "/count", 3, func(s string) { got = append(got, s) })
	if fmt.Sprint(got) != "[0 1 2]" || !errors.Is(err, index.ErrReadOnly) || err.Error() != "enough: "+index.ErrReadOnly.Error() {
		t.Errorf("%v, %v", got, err)
	}
	var bytes bytes.Buffer
	if err := AskBytes(t.Context(), c, "/bytes", 1<<20, &bytes); bytes.Len() != 1<<20 || !errors.Is(err, index.ErrDamaged) {
		t.Errorf("%d bytes, %v", bytes.Len(), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if err := AskStream(ctx, c, "/endless", 0, func(int) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	<-gone
}
