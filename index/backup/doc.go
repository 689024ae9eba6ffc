// Package backup keeps backups of an index and puts them back.
//
// A backup is what [index.Index.Backup] writes: a tar archive, which can be kept as a
// file. [Take] unpacks it into a folder of backups instead, where each has a folder of
// its own, named by its time. Segments never change, so one that the backup before has
// too is a second name of the same file (a hard link), and only what is new takes room.
// Each of the folders is an index that can be opened for reading.
//
// Nothing is trusted: what is written is read again, what an older backup has is compared
// byte by byte with the index before it is kept, and [Verify] and [Restore] read every
// byte and compare the sums. A backup is in place whole or not at all, whatever is
// killed; so is an index that is restored.
package backup
