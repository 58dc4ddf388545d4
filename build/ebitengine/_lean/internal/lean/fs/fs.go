// Package fs is the type of dropped files, of which there are none.
package fs

// FS is a file system that nobody opens.
type FS any
