package lab

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"saddle/core/ascii"
)

// Published is a row of a table outside: of the run that its query names, at the mark.
type Published struct {
	Query string // canonical, of its run
	Mark  int64  // the value of Along, 0 without
	Row          // its Path and Mark are not known
}

// Read makes a row of the fields of a table, by their names as Header has them; field says what stands there.
func (e *Experiment) Read(field func(name string) (text string, ok bool)) (p Published, err error) {
	get := func(name string) string {
		text, ok := field(name)
		if !ok && err == nil {
			err = errors.New("there is no column " + name)
		}
		return text
	}
	number := func(name, text string, whole bool) float64 {
		v, bad := strconv.ParseFloat(text, 64)
		if (bad != nil && !math.IsInf(v, 0) || math.IsNaN(v) || whole && v != math.Trunc(v)) && err == nil {
			err = errors.New(name + " is " + ascii.Quote(clip(text)) + ", which is no number")
		}
		return v
	}
	p.Query, p.Diverged = get("query"), get("status") == "diverged"
	if e.Along != "" {
		p.Mark = int64(number(e.Along, get(e.Along), true))
	}
	for i := range e.Columns {
		c := &e.Columns[i]
		words := []string{get(c.Name)}
		if c.Width > 0 {
			words = strings.Fields(words[0])
		}
		if len(words) != c.numbers() && err == nil {
			err = errors.New(c.Name + " has " + strconv.Itoa(len(words)) + " numbers instead of " + strconv.Itoa(c.numbers()))
		}
		for _, word := range words {
			p.Values = append(p.Values, number(c.Name, word, c.Whole))
		}
		if err != nil {
			return Published{}, err
		}
	}
	return p, err
}

// At is the row at a place of a table.
func (p *Published) At(path, mark int) Row {
	return Row{Path: path, Mark: mark, Diverged: p.Diverged, Values: p.Values}
}
