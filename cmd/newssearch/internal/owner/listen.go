package owner

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
)

// maxSocketPath is the longest path of a Unix socket that every system takes: the
// BSDs and macOS have room for 103 bytes, Linux for 107.
const maxSocketPath = 103

// listen opens the place where the owner of the index in dir listens, and returns
// its network and address for the record, and what removes what was made for it.
func listen(ctx context.Context, dir string) (l net.Listener, r record, cleanup func(), err error) {
	var config net.ListenConfig
	if runtime.GOOS == "windows" {
		l, err = config.Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return nil, r, nil, err
		}
		r.Network, r.Address = "tcp", l.Addr().String()
		return l, r, func() {}, nil
	}
	path, shown, cleanup, err := socketPath(dir)
	if err != nil {
		return nil, r, nil, err
	}
	// Whoever left a socket here is gone: this process has the index locked.
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, r, nil, err
	}
	if l, err = config.Listen(ctx, "unix", path); err != nil {
		cleanup()
		return nil, r, nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		_ = l.Close()
		cleanup()
		return nil, r, nil, err
	}
	r.Network, r.Address = "unix", shown
	return l, r, cleanup, nil
}

// socketPath returns a path for the socket, and the address for the record.
func socketPath(dir string) (path, shown string, cleanup func(), err error) {
	path = filepath.Join(dir, SocketFile)
	if abs, err := filepath.Abs(path); err == nil && len(abs) <= maxSocketPath {
		return abs, SocketFile, func() {}, nil
	}
	temp, err := os.MkdirTemp("", "newssearch-") // for its owner only
	if err != nil {
		return "", "", nil, err
	}
	path = filepath.Join(temp, SocketFile)
	return path, path, func() { _ = os.RemoveAll(temp) }, nil
}
