package data

import (
	"math"
	"strconv"

	"saddle/core/table"
)

// Bounds of a Set.
const (
	MaxRows    = table.MaxRows    // n
	MaxColumns = table.MaxColumns // d
)

// blockSize is the numbers of one block of a Set, about: large sets then grow without being copied.
const blockSize = 1 << 16

// Set is n rows of d numbers, rounded to float32, after an offset where a column is far from 0. It does not change once it is
// made.
type Set struct {
	rows, columns int
	names         []string    // d, some of them empty; nil: there are none
	offset        []float64   // d: subtracted from the columns, in double precision
	lines         []uint32    // of the text, where the rows stood
	blocks        [][]float32 // of perBlock rows each, row-major; the last may have fewer
	perBlock      int
	least, most   []extreme // of each column
	sum           []float64 // of each column
	hash          uint64
}

// extreme is a number and the line of the text on which it stands, counted from 1.
type extreme struct {
	value float32
	line  int
}

// Rows returns n.
func (s *Set) Rows() int { return s.rows }

// Columns returns d.
func (s *Set) Columns() int { return s.columns }

// Names returns the names of the columns, some of which may be empty; nil if none has one.
func (s *Set) Names() []string { return s.names }

// Label returns column j, counted from 0, in words: “height”, or column 2 if it has no name.
func (s *Set) Label(j int) string {
	if s.names != nil && s.names[j] != "" {
		return "“" + s.names[j] + "”"
	}
	return "column " + strconv.Itoa(j+1)
}

// show returns a number of column j, of which v is what is left after the offset.
func (s *Set) show(j int, v float32) string {
	if s.offset[j] != 0 {
		return strconv.FormatFloat(s.offset[j]+float64(v), 'g', 12, 64)
	}
	return strconv.FormatFloat(float64(v), 'g', 6, 32)
}

// Offset returns what was subtracted from the numbers of column j: 0 but for those far from 0.
func (s *Set) Offset(j int) float64 { return s.offset[j] }

// Row returns row i, counted from 0, less the offsets: d numbers that must not be written to.
func (s *Set) Row(i int) []float32 {
	at := i % s.perBlock * s.columns
	return s.blocks[i/s.perBlock][at : at+s.columns]
}

// Mean returns the mean of column j.
func (s *Set) Mean(j int) float64 { return s.offset[j] + s.sum[j]/float64(s.rows) }

// Fingerprint names the numbers of s: "1000x2-9f3a12bc" for 1000 rows of 2 columns. Two texts of which the same
// numbers are taken have the same one, whatever their headers, separators and line ends; two with different numbers do
// not, but for one pair in 2³².
func (s *Set) Fingerprint() string {
	h := uint32(s.hash) ^ uint32(s.hash>>32)
	const digits = "0123456789abcdef"
	text := append(strconv.AppendInt(nil, int64(s.rows), 10), 'x')
	text = append(strconv.AppendInt(text, int64(s.columns), 10), '-')
	for shift := 28; shift >= 0; shift -= 4 {
		text = append(text, digits[h>>shift&15])
	}
	return string(text)
}

// Seed returns a number that only these numbers in this order have, for random choices that are the same whenever the
// same samples come.
func (s *Set) Seed() uint64 { return s.hash }

// add appends one row, which stood on the given line.
func (s *Set) add(row []float32, line int) {
	if s.rows == 0 {
		s.columns = len(row)
		s.perBlock = max(1, blockSize/s.columns)
		s.least, s.most = make([]extreme, s.columns), make([]extreme, s.columns)
		s.sum = make([]float64, s.columns)
		s.hash = 0xcbf29ce484222325 // FNV-1a, by words
		if s.offset == nil {
			s.offset = make([]float64, s.columns)
		}
	}
	if s.rows%s.perBlock == 0 {
		s.blocks = append(s.blocks, make([]float32, 0, s.perBlock*s.columns))
	}
	last := &s.blocks[len(s.blocks)-1]
	*last = append(*last, row...)
	for j, v := range row {
		if s.rows == 0 || v < s.least[j].value {
			s.least[j] = extreme{v, line}
		}
		if s.rows == 0 || v > s.most[j].value {
			s.most[j] = extreme{v, line}
		}
		s.sum[j] += float64(v)
		s.hash = (s.hash ^ uint64(math.Float32bits(v))) * 0x100000001b3
	}
	s.lines = append(s.lines, uint32(line))
	s.rows++
}

// seal takes the offsets into the hash, if there are any.
func (s *Set) seal() {
	for _, v := range s.offset {
		if v != 0 {
			s.hash = (s.hash ^ math.Float64bits(v)) * 0x100000001b3
		}
	}
}
