package session

// series is a list of rows about moments of a run, each of which begins with its step. It depends on the steps
// taken alone. After a journey back the rows ahead are kept: they come again as they were.
type series struct {
	rows  []float64
	width int   // numbers in a row
	count int   // rows up to the present
	next  int64 // step of the next row
	rests func(step int64) int64
}

// begin forgets everything. rests says how many steps after a row the next one is due.
func (s *series) begin(width int, rests func(step int64) int64) {
	*s = series{rows: s.rows[:0], width: width, rests: rests}
}

func (s *series) due(step int64) bool { return step >= s.next }

// known returns the next row if it was recorded on an earlier way through this moment.
func (s *series) known() []float64 {
	if at := s.count * s.width; at < len(s.rows) {
		return s.rows[at : at+s.width]
	}
	return nil
}

// pass takes the next row, which is known, for one that has been reached.
func (s *series) pass() {
	s.count++
	s.plan()
}

// add appends the row of the present moment.
func (s *series) add(row ...float64) {
	if len(row) != s.width {
		panic("session: a row of the wrong width")
	}
	s.rows = append(s.rows, row...)
	s.pass()
}

// rewind makes step the present.
func (s *series) rewind(step int64) {
	s.count = 0
	for at := 0; at < len(s.rows) && int64(s.rows[at]) <= step; at += s.width {
		s.count++
	}
	s.plan()
}

// forget drops the rows ahead.
func (s *series) forget() { s.rows = s.rows[:s.count*s.width] }

func (s *series) plan() {
	s.next = 0
	if s.count > 0 {
		last := int64(s.rows[(s.count-1)*s.width])
		s.next = last + max(1, s.rests(last))
	}
}

// past returns a copy of the rows up to the present.
func (s *series) past() []float64 { return append([]float64(nil), s.rows[:s.count*s.width]...) }
