// Package fetch gets pages and feeds from the web the way their publishers ask
// for: it obeys robots.txt, opens one connection a host and waits between requests,
// asks for what has changed only, stays away for as long as it is told to, and says
// who it is.
//
// Start with [New], and ask with [Client.Get].
//
// What comes back is hostile. Its size, the time it takes and the number of
// redirects are bounded, also when it is compressed. Addresses that are not public
// are refused where the connection is made, after the name was looked up, so that
// neither a redirect nor a name server can lead into the machine's own network.
package fetch
