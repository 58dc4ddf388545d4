package ebiten

// imageDumper dumps nothing: a page has no environment variable that could ask for it.
type imageDumper struct{}

func (*imageDumper) update() error           { return nil }
func (*imageDumper) dump(*Image, bool) error { return nil }
