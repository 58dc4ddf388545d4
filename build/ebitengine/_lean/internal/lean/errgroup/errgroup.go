// Package errgroup is golang.org/x/sync/errgroup on one thread: functions run one after the other.
package errgroup

type Group struct{ err error }

func (g *Group) Go(f func() error) {
	if err := f(); g.err == nil {
		g.err = err
	}
}

func (g *Group) Wait() error { return g.err }
