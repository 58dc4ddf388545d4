// Package errgroup is golang.org/x/sync/errgroup on one thread: functions run one after the other.
package errgroup

// Group keeps the first error of its functions.
type Group struct{ err error }

// Go calls f at once.
func (g *Group) Go(f func() error) {
	if err := f(); g.err == nil {
		g.err = err
	}
}

// Wait returns the first error: all functions have run.
func (g *Group) Wait() error { return g.err }
