// Package context is what loops on threads of their own would wait for. Here is one thread, and none runs.
package context

// Context is what a loop would ask whether to end.
type Context interface {
	Done() <-chan struct{}
	Err() error
}

// CancelFunc would end it.
type CancelFunc func()

// Background returns no context: nothing waits for one.
func Background() Context { return nil }

// WithCancel returns its parent and a function that does nothing.
func WithCancel(parent Context) (Context, CancelFunc) { return parent, func() {} }
