package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// server is a program that serves an index, and its other commands beside it.
type server struct {
	program, index string
	process        *exec.Cmd
	address        string
}

// command runs the program and shows what it says.
func (s *server) command(ctx context.Context, args ...string) error {
	c := exec.CommandContext(ctx, s.program, args...)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	return nil
}

// serve starts the server and waits until it says where it listens.
func (s *server) serve(ctx context.Context, addr string) error {
	s.process = exec.CommandContext(ctx, s.program, "serve", "--index", s.index, "--addr", addr, "--log-level", "error")
	s.process.Stderr = os.Stderr
	out, err := s.process.StdoutPipe()
	if err != nil {
		return err
	}
	if err := s.process.Start(); err != nil {
		return err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		fmt.Println(lines.Text())
		if _, after, ok := strings.Cut(lines.Text(), "http://"); ok {
			s.address, _, _ = strings.Cut("http://"+after, "/ ")
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return nil
		}
	}
	return fmt.Errorf("serve does not say where it listens: %w", s.process.Wait())
}

// articles is how many articles there are.
func (s *server) articles(ctx context.Context) (int, error) {
	out, err := exec.CommandContext(ctx, s.program, "stats", "--index", s.index, "--json").Output()
	if err != nil {
		return 0, err
	}
	var stats struct{ Articles int }
	return stats.Articles, json.Unmarshal(out, &stats)
}

// end asks the server to stop, as a system does.
func (s *server) end() error {
	if err := s.process.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return s.process.Wait()
}
