package owner

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// RecordFile and SocketFile are what an owner leaves in the folder of an index
// while it runs.
const (
	RecordFile = "owner.json"
	SocketFile = "owner.sock"
)

// protocol is what this version of the program speaks. It changes with the meaning
// of a message: an owner and a client of different versions say so instead of
// misreading each other.
const protocol = 1

// Info says who owns an index.
type Info struct {
	// Command is the command that the owner runs, "serve" for example.
	Command string `json:"command"`
	// Page is the address of its search page, or empty.
	Page  string    `json:"page,omitempty"`
	PID   int       `json:"pid"`
	Since time.Time `json:"since"`
}

// String names the owner for a message: "newssearch serve (process 4711)".
func (i Info) String() string { return fmt.Sprintf("newssearch %s (process %d)", i.Command, i.PID) }

// record is the content of RecordFile.
type record struct {
	Info
	Protocol int    `json:"protocol"`
	Network  string `json:"network"`
	// Address is where the owner listens. A relative one is below the folder of
	// the index, which another process may see under another path.
	Address string `json:"address"`
	Secret  string `json:"secret"`
}

// newRecord makes the record of this process, without an address.
func newRecord(info Info) record {
	info.PID, info.Since = os.Getpid(), time.Now().UTC().Truncate(time.Second)
	return record{Info: info, Protocol: protocol, Secret: rand.Text()}
}

// writeRecord replaces the record in dir, so that a reader finds the old or the new
// one whole.
func writeRecord(dir string, r record) error {
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(dir, RecordFile+".*") // with rights for its owner only
	if err != nil {
		return fmt.Errorf("record of the owner: %w", err)
	}
	_, err = temp.Write(append(data, '\n'))
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), filepath.Join(dir, RecordFile))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("record of the owner: %w", err), os.Remove(temp.Name()))
	}
	return nil
}

// readRecord reads the record in dir. The error is ErrNone when there is none that
// can be understood.
func readRecord(dir string) (record, error) {
	data, err := os.ReadFile(filepath.Join(dir, RecordFile))
	switch {
	case errors.Is(err, fs.ErrPermission):
		return record{}, fmt.Errorf("index %s belongs to a process of another user: %w", dir, err)
	case err != nil:
		return record{}, ErrNone
	}
	var r record
	if json.Unmarshal(data, &r) != nil || r.Address == "" {
		return record{}, ErrNone
	}
	if r.Network == "unix" && !filepath.IsAbs(r.Address) {
		r.Address = filepath.Join(dir, r.Address)
	}
	return r, nil
}
