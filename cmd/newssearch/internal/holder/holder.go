// Package holder names the processes that have an index locked.
package holder

import "path/filepath"

// lockedFile is the file of an index that its readers and its writer lock.
var lockedFile = filepath.Join("store", "root.bolt")

// anotherProcess is a holder of a lock that the system does not name.
const anotherProcess = "another process"
