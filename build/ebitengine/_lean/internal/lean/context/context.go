// Package context is what loops on threads of their own would wait for. Here is one thread, and none runs.
package context

type Context interface {
	Done() <-chan struct{}
	Err() error
}

type CancelFunc func()

func Background() Context { return nil }

func WithCancel(parent Context) (Context, CancelFunc) { return parent, func() {} }
