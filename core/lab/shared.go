package lab

// Shared is a runner whose work hands can share: several workers on one path, who exchange nothing with it but messages.
// How they are told is the caller's, who knows of threads; without one the runner plays all of them itself.
type Shared interface {
	Runner
	// Share has the work done by a crew, from the first step on.
	Share(with Crew)
	// Place returns what a hand has to know that takes the place of another now.
	Place() []byte
}

// Crew are the hands of a path as its runner sees them.
type Crew interface {
	// Told waits until every hand has told something and returns it, in their order.
	Told() [][]byte
	// Hear tells every hand what they are to hear; they do not change it, and nor does the runner before Told.
	Hear(heard []byte)
}

// Hand is one of the workers of a path. Hear answers every Tell.
type Hand interface {
	// Tell works until there is something to tell. It is valid until the next call.
	Tell() []byte
	// Hear takes in what comes back.
	Hear(heard []byte)
	// Join puts a hand that has not told anything yet where Shared.Place says.
	Join(place []byte)
}

// Hands returns how many hands a path asks for, 0 where it has none.
func (g *Grid) Hands(path int) int {
	if g.of.Hands == nil {
		return 0
	}
	return g.of.Hands(g.Cell(path))
}

// Hand prepares the k-th hand of a path that asks for more.
func (g *Grid) Hand(path, k int) Hand { return g.of.Hand(g.Cell(path), k) }

// MostHands returns the most hands that a path of the grid asks for.
func (g *Grid) MostHands() (n int) {
	if g.of.Hands == nil {
		return 0
	}
	for path := range g.Paths() {
		n = max(n, g.Hands(path))
	}
	return n
}

// Timing is how long a path that hands shared took where it ran. No two machines have the same, so that it is no part of a row.
type Timing struct {
	Seconds float64 // on the clock, for one step of the experiment's Along
	Bytes   int64   // between the runner and its hands, both ways
}

// Timed puts in how long a path took.
func (t *Table) Timed(path int, x Timing) { t.timings[path] = x }

// Timing returns how long a path took, if that is known.
func (t *Table) Timing(path int) (x Timing, ok bool) {
	x, ok = t.timings[path]
	return x, ok
}
