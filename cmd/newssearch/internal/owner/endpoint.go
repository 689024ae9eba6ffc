package owner

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
)

// Endpoint is something that an owner answers besides what an Archive does. On,
// OnStream and OnBytes make one.
type Endpoint func(*http.ServeMux)

// On answers what Ask asks at the same path, by do.
func On[Q, A any](path string, do func(context.Context, Q) (A, error)) Endpoint {
	return func(mux *http.ServeMux) { handle(mux, path, do) }
}

// Ask asks the owner at the path of an endpoint.
func Ask[A, Q any](ctx context.Context, c *Client, path string, q Q) (A, error) {
	return ask[A](ctx, c, path, q)
}

// OnStream answers what AskStream asks at the same path, by what do sends and the
// error it returns. The context of do ends when the client goes away.
func OnStream[Q, E any](path string, do func(ctx context.Context, q Q, send func(E)) error) Endpoint {
	return func(mux *http.ServeMux) {
		mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
			var q Q
			if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&q); err != nil {
				http.Error(w, "request: "+err.Error(), http.StatusBadRequest)
				return
			}
			out, control := json.NewEncoder(w), http.NewResponseController(w)
			err := do(r.Context(), q, func(e E) {
				_ = out.Encode(reply[*E]{Value: &e})
				_ = control.Flush()
			})
			_ = out.Encode(reply[*E]{Fault: newFault(err)})
		})
	}
}

// AskStream asks the owner, and gives each what it sends, until all is sent.
func AskStream[E, Q any](ctx context.Context, c *Client, path string, q Q, each func(E)) error {
	response, err := c.ask(ctx, path, q)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	for in := json.NewDecoder(response.Body); ; {
		var a reply[*E]
		if err := in.Decode(&a); err != nil {
			return c.broken(ctx, err)
		}
		if a.Value == nil {
			return a.Fault.err()
		}
		each(*a.Value)
	}
}

// faultTrailer is the name under which OnBytes says at the end what went wrong.
const faultTrailer = "Newssearch-Fault"

// OnBytes answers what AskBytes asks at the same path, by what do writes and the error
// it returns. The context of do ends when the client goes away.
func OnBytes[Q any](path string, do func(ctx context.Context, q Q, w io.Writer) error) Endpoint {
	return func(mux *http.ServeMux) {
		mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
			var q Q
			if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&q); err != nil {
				http.Error(w, "request: "+err.Error(), http.StatusBadRequest)
				return
			}
			w.Header().Set("Trailer", faultTrailer)
			w.WriteHeader(http.StatusOK)
			end, err := json.Marshal(reply[none]{Fault: newFault(do(r.Context(), q, w))})
			if err == nil {
				w.Header().Set(faultTrailer, base64.StdEncoding.EncodeToString(end))
			}
		})
	}
}

// AskBytes asks the owner, and writes to w what it sends.
func AskBytes[Q any](ctx context.Context, c *Client, path string, q Q, w io.Writer) error {
	response, err := c.ask(ctx, path, q)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	out := &faulty{w: w}
	if _, err := io.Copy(out, response.Body); err != nil {
		if out.err != nil {
			return out.err
		}
		return c.broken(ctx, err)
	}
	var end reply[none]
	told, err := base64.StdEncoding.DecodeString(response.Trailer.Get(faultTrailer))
	if err == nil {
		err = json.Unmarshal(told, &end)
	}
	if err != nil {
		return c.broken(ctx, err)
	}
	return end.Fault.err()
}

// faulty remembers what went wrong with a writer.
type faulty struct {
	w   io.Writer
	err error
}

func (f *faulty) Write(p []byte) (n int, err error) {
	n, err = f.w.Write(p)
	if err != nil {
		f.err = err
	}
	return n, err
}
