// Package keys keeps the keys by which programs write to a collection over HTTP, or
// read one that is closed. Start with [File].
//
// A key is shown once, when it is made; what is kept is its SHA-256. That is enough
// for a secret of 128 random bits, which nobody can guess from its hash.
package keys

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// FileName is the file of the keys in the folder of an index.
const FileName = "keys.json"

// Role is what a key allows.
type Role string

// The roles. Write allows reading too.
const (
	Read  Role = "read"
	Write Role = "write"
)

// Roles are all roles.
var Roles = []Role{Read, Write}

// Key is a key without its secret.
type Key struct {
	Name    string    `json:"name"`
	Role    Role      `json:"role"`
	Created time.Time `json:"created"`
	Hash    []byte    `json:"hash"`
}

// Errors that callers tell apart with errors.Is.
var (
	ErrExists   = errors.New("there is a key of that name already")
	ErrNotFound = errors.New("there is no key of that name")
)

// maxName bounds the name of a key, in bytes.
const maxName = 100

// prefix marks a secret as one of this program's, for tools that look for secrets
// in files.
const prefix = "newssearch_"

// File is the file of the keys. It is safe for concurrent use, and notices what
// other processes change.
type File struct {
	path string

	mu       sync.Mutex
	modified time.Time
	size     int64
	keys     []Key
}

// Open returns the file of the keys in the folder of an index. It need not exist.
func Open(dir string) *File { return &File{path: filepath.Join(dir, FileName)} }

// Add makes a key and returns its secret.
func (f *File) Add(name string, role Role) (secret string, err error) {
	if name == "" || len(name) > maxName {
		return "", fmt.Errorf("the name of a key has 1 to %d bytes", maxName)
	}
	if !slices.Contains(Roles, role) {
		return "", fmt.Errorf("the role %q is none of %q", role, Roles)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.load(); err != nil {
		return "", err
	}
	if slices.ContainsFunc(f.keys, func(k Key) bool { return k.Name == name }) {
		return "", fmt.Errorf("%q: %w", name, ErrExists)
	}
	secret = prefix + rand.Text()
	key := Key{Name: name, Role: role, Created: time.Now().UTC().Truncate(time.Second), Hash: hash(secret)}
	return secret, f.save(append(slices.Clone(f.keys), key))
}

// Remove makes a key worthless.
func (f *File) Remove(name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.load(); err != nil {
		return err
	}
	rest := slices.DeleteFunc(slices.Clone(f.keys), func(k Key) bool { return k.Name == name })
	if len(rest) == len(f.keys) {
		return fmt.Errorf("%q: %w", name, ErrNotFound)
	}
	return f.save(rest)
}

// List returns the keys in the order in which they were made.
func (f *File) List() ([]Key, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.load(); err != nil {
		return nil, err
	}
	return slices.Clone(f.keys), nil
}

// Check returns the key of a secret. It compares with every key, so that the time it
// takes tells nothing. A file that cannot be read has no keys.
func (f *File) Check(secret string) (key Key, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.load() != nil {
		return Key{}, false
	}
	sum := hash(secret)
	for _, k := range f.keys {
		if subtle.ConstantTimeCompare(sum, k.Hash) == 1 {
			key, ok = k, true
		}
	}
	return key, ok
}

func hash(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// load reads the file if it has changed. The caller holds f.mu.
func (f *File) load() error {
	info, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		f.keys, f.modified, f.size = nil, time.Time{}, 0
		return nil
	}
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	if info.ModTime().Equal(f.modified) && info.Size() == f.size {
		return nil
	}
	data, err := os.ReadFile(f.path)
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	var list []Key
	if err := json.Unmarshal(data, &list); err != nil {
		return fmt.Errorf("keys: %s: %w", f.path, err)
	}
	f.keys, f.modified, f.size = list, info.ModTime(), info.Size()
	return nil
}

// save replaces the file, which only its owner can read. The caller holds f.mu.
func (f *File) save(list []Key) error {
	data, err := json.MarshalIndent(list, "", " ")
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(f.path), FileName+".*")
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	_, err = temp.Write(append(data, '\n'))
	if err = errors.Join(err, temp.Sync(), temp.Close()); err == nil {
		err = os.Rename(temp.Name(), f.path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keys: %w", err), os.Remove(temp.Name()))
	}
	f.modified = time.Time{} // read it again
	return nil
}
