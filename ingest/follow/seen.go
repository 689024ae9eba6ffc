package follow

import "go.etcd.io/bbolt"

// What was seen is kept under two names. The URL of an article says how far it got,
// whichever source listed it: two feeds of a paper list the same article, and it is
// fetched once. The source and the URL together say what that source's listing told of
// it: when that changes, the article is fetched again. Files of folders and sitemaps
// have the second only.
const (
	seenPassed = 'p' // noted only: it was older than what is wanted
	seenQueued = 'q' // in the queue of a source, or fetched
)

// stampKey names what a source told of something.
func stampKey(address, name string) []byte { return []byte(address + " " + name) }

// isNew reports whether an entry of a source is to be fetched: it was never seen, it
// was passed over and backfill wants it now, or it has changed.
func isNew(tx *bbolt.Tx, address string, e entry, backfill bool) bool {
	seen := tx.Bucket(bucketSeen)
	how := seen.Get([]byte(e.URL))
	if len(how) == 0 || how[0] == seenPassed && backfill {
		return true
	}
	stamp := seen.Get(stampKey(address, e.URL))
	return stamp != nil && string(stamp) != e.Stamp
}

// see notes that an entry of a source was seen.
func see(tx *bbolt.Tx, address string, e entry, how byte) error {
	if err := tx.Bucket(bucketSeen).Put([]byte(e.URL), []byte{how}); err != nil {
		return err
	}
	return stamp(tx, address, e.URL, e.Stamp)
}

// isStamped reports whether a source told the same of something before.
func isStamped(tx *bbolt.Tx, address, name, value string) bool {
	stamp := tx.Bucket(bucketSeen).Get(stampKey(address, name))
	return stamp != nil && string(stamp) == value
}

// stamp notes what a source tells of something.
func stamp(tx *bbolt.Tx, address, name, value string) error {
	return tx.Bucket(bucketSeen).Put(stampKey(address, name), []byte(value))
}
