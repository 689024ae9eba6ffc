package owner

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"

	"github.com/newssearch/newssearch/index"
)

// putResult is index.PutResult on the wire, which says why articles were rejected.
type putResult struct {
	index.PutResult
	Rejected []rejection `json:"rejected,omitempty"`
	Settled  int         `json:"settled,omitempty"`
}

type rejection struct {
	ID    string `json:"id"`
	Fault *fault `json:"fault"`
}

func toWire(r index.PutResult) putResult {
	w := putResult{PutResult: r, Settled: r.Settled}
	for _, rejected := range r.Rejected {
		w.Rejected = append(w.Rejected, rejection{rejected.ID, newFault(rejected.Err)})
	}
	return w
}

func (w putResult) result() index.PutResult {
	r := w.PutResult
	r.Settled, r.Rejected = w.Settled, nil
	for _, rejected := range w.Rejected {
		r.Rejected = append(r.Rejected, index.Rejection{ID: rejected.ID, Err: rejected.Fault.err()})
	}
	return r
}

// event is a line of the answer to putAllPath: a batch that is stored, or at the
// end what became of everything.
type event struct {
	Batch *putResult `json:"batch,omitempty"`
	End   *putResult `json:"end,omitempty"`
	Fault *fault     `json:"fault,omitempty"`
}

// putAll takes in the articles of the request as they come, and says of each batch
// when it is stored.
func (s *Server) putAll(w http.ResponseWriter, r *http.Request) {
	control := http.NewResponseController(w)
	if err := control.EnableFullDuplex(); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	ctx, cancel := context.WithCancelCause(r.Context())
	defer cancel(nil)
	stop := context.AfterFunc(s.leaving, func() {
		cancel(ErrLeft)
		_ = control.SetReadDeadline(past) // wakes who waits for the next article
	})
	defer stop()
	out := json.NewEncoder(w)
	send := func(e event) {
		if out.Encode(e) != nil || control.Flush() != nil {
			cancel(context.Canceled)
		}
	}
	send(event{})
	in := json.NewDecoder(r.Body)
	var broken error
	seq := func(yield func(index.Article) bool) {
		for {
			var a index.Article
			if broken = in.Decode(&a); broken != nil || !yield(a) {
				return
			}
		}
	}
	total, err := s.archive.PutAll(ctx, seq, func(batch index.PutResult) {
		wire := toWire(batch)
		send(event{Batch: &wire})
	})
	switch {
	case context.Cause(ctx) != nil:
		err = context.Cause(ctx)
	case err == nil && !errors.Is(broken, io.EOF):
		err = fmt.Errorf("the articles did not come to their end: %w", broken)
	}
	wire := toWire(total)
	send(event{End: &wire, Fault: newFault(err)})
}

// PutAll hands the articles of seq to the owner; see index.Index.PutAll. The error
// matches ErrLeft when the owner ended before everything was stored.
func (c *Client) PutAll(ctx context.Context, seq iter.Seq[index.Article], done func(index.PutResult)) (index.PutResult, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	in, out := io.Pipe()
	type outcome struct {
		total index.PutResult
		err   error
	}
	ended := make(chan outcome, 1)
	go func() {
		total, err := c.events(ctx, in, done)
		in.CloseWithError(io.ErrClosedPipe) // nobody reads any more
		ended <- outcome{total, err}
	}()
	encoder := json.NewEncoder(out)
	for a := range seq {
		if encoder.Encode(a) != nil {
			break
		}
	}
	_ = out.Close()
	o := <-ended
	return o.total, o.err
}

// events sends articles and reads what became of them. Without an end that was told
// the total is that of the batches.
func (c *Client) events(ctx context.Context, articles io.Reader, done func(index.PutResult)) (total index.PutResult, err error) {
	response, err := c.post(ctx, putAllPath, articles)
	if err != nil {
		return total, err
	}
	defer response.Body.Close()
	in := json.NewDecoder(response.Body)
	for {
		var e event
		if err := in.Decode(&e); err != nil {
			return total, c.broken(ctx, err)
		}
		switch {
		case e.Batch != nil:
			batch := e.Batch.result()
			total.Merge(batch)
			if done != nil {
				done(batch)
			}
		case e.End != nil:
			return e.End.result(), e.Fault.err()
		}
	}
}
