package main

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// errUnavailable means that an engine is not part of this program.
var errUnavailable = errors.New("not available")

// remote is a worker process as the conductor sees it.
type remote struct {
	name string
	cmd  *exec.Cmd
	in   io.WriteCloser
	enc  *gob.Encoder
	dec  *gob.Decoder
}

// startWorker starts a worker process for one contender.
func startWorker(ctx context.Context, name string) (*remote, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("start worker: %w", err)
	}
	cmd := exec.CommandContext(ctx, self, "worker")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start worker: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start worker: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start worker: %w", err)
	}
	return &remote{name: name, cmd: cmd, in: in, enc: gob.NewEncoder(in), dec: gob.NewDecoder(out)}, nil
}

// ask gives the worker a task and waits for the outcome.
func (r *remote) ask(t task) (outcome, error) {
	var o outcome
	if err := r.enc.Encode(&t); err != nil {
		return o, fmt.Errorf("%s: give task: %w", r.name, err)
	}
	if err := r.dec.Decode(&o); err != nil {
		return o, fmt.Errorf("%s: the worker ended without an answer: %w", r.name, err)
	}
	switch {
	case o.Unavailable:
		return o, fmt.Errorf("%s: %w: %s", r.name, errUnavailable, o.Error)
	case o.Error != "":
		return o, fmt.Errorf("%s: %s", r.name, o.Error)
	}
	return o, nil
}

// end lets the worker close its index and waits for it.
func (r *remote) end() error {
	err := errors.Join(r.in.Close(), r.cmd.Wait())
	if err != nil {
		return fmt.Errorf("%s: end worker: %w", r.name, err)
	}
	return nil
}
