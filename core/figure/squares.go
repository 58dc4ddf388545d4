package figure

// squares is the method of marching squares: on a grid whose corners are above a level or not, it
// joins the pieces of the level line inside the cells. The line crosses the edges of the grid, and the
// edges are numbered; at most two pieces meet on one.
type squares struct {
	columns int    // corners in a row
	above   []bool // corners, row by row

	order []int    // the crossed edges in the order in which they were met
	links [][2]int // by edge: neighbours along the line, each plus one; 0 for none
}

func (s *squares) at(i, j int) bool { return s.above[j*s.columns+i] }

// across and up number the edges from corner (i, j) to the next in its row and in its column.
func (s *squares) across(i, j int) int { return 2 * (j*s.columns + i) }
func (s *squares) up(i, j int) int     { return 2*(j*s.columns+i) + 1 }

// corner is the inverse of both.
func (s *squares) corner(edge int) (i, j int, up bool) {
	return edge / 2 % s.columns, edge / 2 / s.columns, edge%2 == 1
}

// trace returns the lines as lists of edges: first those that end at the border of the grid, then the
// closed ones, which end with the edge they begin with.
func (s *squares) trace() (lines [][]int) {
	for j := range len(s.above)/s.columns - 1 {
		for i := range s.columns - 1 {
			s.cell(i, j)
		}
	}
	done := make([]bool, len(s.links))
	for _, closed := range [2]bool{false, true} {
		for _, start := range s.order {
			if done[start] || !closed && s.links[start][1] != 0 {
				continue
			}
			line := s.follow(start, done)
			if closed {
				line = append(line, start)
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// cell links the edges of one cell that the line crosses.
func (s *squares) cell(i, j int) {
	corners := [5]bool{s.at(i, j), s.at(i+1, j), s.at(i+1, j+1), s.at(i, j+1), s.at(i, j)}
	edges := [4]int{s.across(i, j), s.up(i+1, j), s.across(i, j+1), s.up(i, j)} // around the cell
	var crossed [4]int
	n := 0
	for k, e := range edges {
		if corners[k] != corners[k+1] {
			crossed[n] = e
			n++
		}
	}
	switch n {
	case 2:
		s.link(crossed[0], crossed[1])
	case 4: // a saddle: keep the two corners above the level apart
		if corners[0] {
			s.link(crossed[0], crossed[3])
			s.link(crossed[1], crossed[2])
		} else {
			s.link(crossed[0], crossed[1])
			s.link(crossed[2], crossed[3])
		}
	}
}

func (s *squares) link(a, b int) {
	for _, e := range [2][2]int{{a, b}, {b, a}} {
		l := &s.links[e[0]]
		if l[0] == 0 {
			s.order = append(s.order, e[0])
			l[0] = e[1] + 1
		} else {
			l[1] = e[1] + 1
		}
	}
}

func (s *squares) follow(start int, done []bool) (line []int) {
	for e := start; e >= 0; {
		done[e] = true
		line = append(line, e)
		next := -1
		for _, l := range s.links[e] {
			if l != 0 && !done[l-1] {
				next = l - 1
			}
		}
		e = next
	}
	return line
}
