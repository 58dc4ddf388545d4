package lab

// Shared is a runner whose work hands can share: several workers on one path, who exchange nothing with it but messages.
// How they are told is the caller's, who knows of threads; without one the runner plays all of them itself.
type Shared interface {
	Runner
	// Share has the hands told by with, from the first step on.
	Share(with Exchange)
	// Place returns what a hand has to know that takes the place of another now.
	Place() []byte
}

// Exchange hands what was heard to every hand, nil the first time, and returns what each of them tells next, in their
// order.
type Exchange func(heard []byte) (told [][]byte)

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
