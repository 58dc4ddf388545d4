package lab

// BySetting returns, in the order of their first paths, what first makes of each setting, which has the key and label of
// [Grid.Setting], after take has had all of its paths.
func BySetting[C any](g *Grid, first func(path int, key, label string) *C, take func(c *C, path int), but ...string) (list []*C) {
	byKey := map[string]*C{}
	for path := range g.Paths() {
		key, label := g.Setting(path, but...)
		c := byKey[key]
		if c == nil {
			c = first(path, key, label)
			byKey[key], list = c, append(list, c)
		}
		take(c, path)
	}
	return list
}

// Seeds are the runs of one setting over the seeds, in rows that read made of what the laboratory's columns hold.
type Seeds[M any] struct {
	Rows           [][]M // by seed: its rows by mark, as many as have come; without runs that have diverged
	Runs, Diverged int   // how many have begun, and how many of them have left their bounds
}

// Take adds a path, up to the first mark whose row has not come; one without rows has not begun.
func (s *Seeds[M]) Take(t *Table, path int, read func(values []float64) M) {
	var rows []M
	gone := false
	for mark := range t.Grid().Marks() {
		r, ok := t.Row(path, mark)
		if !ok {
			break
		}
		gone = gone || r.Diverged
		rows = append(rows, read(r.Values))
	}
	switch {
	case len(rows) == 0:
		return
	case gone:
		s.Diverged++
	default:
		s.Rows = append(s.Rows, rows)
	}
	s.Runs++
}

// At returns what f makes of the rows at a mark, over the seeds that have come there.
func (s *Seeds[M]) At(mark int, f func(*M) float64) (list []float64) {
	for _, rows := range s.Rows {
		if mark < len(rows) {
			list = append(list, f(&rows[mark]))
		}
	}
	return list
}
