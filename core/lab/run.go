package lab

// Run is one path on its way.
type Run struct {
	grid   *Grid
	path   int
	runner Runner
	next   int // the first mark that has no row yet
}

// Start prepares a path of the grid, 0 ≤ path < Paths.
func (g *Grid) Start(path int) *Run {
	return &Run{grid: g, path: path, runner: g.of.Start(g.Cell(path))}
}

// Path returns which path it is.
func (r *Run) Path() int { return r.path }

// Advance takes at most the given number of steps and returns the row of the next mark if the run has reached it.
// Marks that lie closer together than a step are reached at once; call again for the next. A run that diverges has
// diverged at all marks to come. done says that no row is left.
func (r *Run) Advance(steps int) (row Row, reached, done bool) {
	if r.next == len(r.grid.marks) {
		return Row{}, false, true
	}
	for ; !r.runner.Advance(r.grid.marks[r.next]); steps-- {
		if steps == 0 {
			return Row{}, false, false
		}
	}
	row = Row{Path: r.path, Mark: r.next}
	row.Values, row.Diverged = r.runner.Measure()
	r.next++
	return row, true, r.next == len(r.grid.marks)
}

// Finish runs the path to its end and hands each row to add.
func (r *Run) Finish(add func(Row)) {
	for {
		row, reached, done := r.Advance(1 << 20)
		if reached {
			add(row)
		}
		if done {
			return
		}
	}
}

// Share has the work of a path that asks for hands done by a crew; see [Shared].
func (r *Run) Share(with Crew) { r.runner.(Shared).Share(with) }

// Place returns what a hand has to know that takes the place of another now.
func (r *Run) Place() []byte { return r.runner.(Shared).Place() }
