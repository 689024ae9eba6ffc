// Package owner lets every command work beside the one process that has an index
// open for writing, its owner.
//
// Start with [Serve], which makes this process known as the owner of an index it
// has opened, and with [Find], by which another process finds it. What Find returns
// is an [Archive] like the index itself: the same requests, the same answers, the
// same errors.
//
// The owner leaves a record in the folder of the index, owner.json, which says who
// it is, where it listens, and a secret that is new each time. Only the person who
// runs the owner can read the record. It listens on a Unix socket in the same
// folder, owner.sock, with owner-only rights; where the path is too long for a
// socket, in a folder of its own among the temporary files; on Windows on a port of
// the loopback address. What is spoken is HTTP with JSON (server.go lists the
// addresses), so that closing the connection ends the work, as Ctrl-C should.
//
// The lock on the index is the storage library's, and the system releases it with
// the process. A record whose owner was killed is therefore only stale: nobody
// answers at its address, and the next owner replaces it.
package owner
