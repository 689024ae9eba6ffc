// Package help has the help of the command line in Vietnamese; the English one stands
// with each command.
//
// Start with [Commands] and [Flags].
package help
