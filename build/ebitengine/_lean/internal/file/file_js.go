// Package file reads no dropped files: the page takes them.
package file

import "errors"

// NewFileEntryFS always fails.
func NewFileEntryFS(entries any) (any, error) { return nil, errors.New("files are not dropped here") }
