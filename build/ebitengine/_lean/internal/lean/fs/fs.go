// Package fs is the type of dropped files, of which there are none.
package fs

type FS any
