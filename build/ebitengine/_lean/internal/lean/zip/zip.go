// Package zip makes no archives: images are not dumped.
package zip

import "errors"

type Writer struct{}

func NewWriter(to any) Writer { return Writer{} }

func (Writer) Create(name string) (*writer, error) { return nil, errors.New("images are not dumped") }
func (Writer) Close() error                        { return nil }

type writer struct{}

func (*writer) Write(b []byte) (int, error) { return len(b), nil }
