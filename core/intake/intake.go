// Package intake is the program that reads the reader's tables: it turns what the page says into tables and sets of samples. It
// is a program of its own, which comes when there is a table to read.
package intake

import (
	"bytes"
	"strconv"
	"strings"

	"saddle/core/data"
	"saddle/core/table"
)

// Intake is one conversation. The zero value is ready.
//
// From the page come
//
//	begin ID [NAME]     a text begins; ID is a number of the page's choice
//	as WORD …           how to read it: comma=decimal, comma=thousands, header=yes, header=no where it can be read in two ways;
//	                    columns=1,3: which to take, by their places
//	text BYTES          its next piece, cut anywhere
//	end [FINGERPRINT]   it is whole; if other columns than the usual ones have this fingerprint, they are meant
//	take ID PLACES      these columns of the table that was read last
//	cancel              forget the text that is coming
//
// and to it go
//
//	more ID             the next piece may come
//	table ID JSON       what was read, and what of it is taken: see preview
//	rows ID BYTES       the samples, as data.Set.Encode has them
//	refused ID WHY      there are none
type Intake struct {
	id     string
	name   string
	parser *table.Parser
	want   string // fingerprint
	places string // of the columns that are asked for; empty: none in particular
	ended  bool   // the text is whole

	table *table.Table // that was read last
	named string       // its name
	use   []int        // its columns that are taken
}

// Do takes in a message of the page, and returns one for it, nil if there is nothing to say.
func (t *Intake) Do(message []byte) []byte {
	verb, rest := cut(message)
	switch verb {
	case "begin":
		id, name := cut(rest)
		*t = Intake{id: id, name: string(name), parser: new(table.Parser), table: t.table, named: t.named, use: t.use}
		return []byte("more " + id)
	case "as":
		t.choose(string(rest))
	case "text":
		if t.parser == nil {
			return nil // the rest of a text that was refused
		}
		if problem := t.parser.Write(rest); problem != "" {
			return t.refuse(problem)
		}
		return []byte("more " + t.id)
	case "end":
		t.want, t.ended = string(rest), t.parser != nil
	case "take":
		var places []byte
		t.id, places = cut(rest)
		t.parser, t.ended, t.places = nil, false, string(places)
	case "cancel":
		t.parser, t.ended = nil, false
	}
	return nil
}

func cut(message []byte) (word string, rest []byte) {
	first, rest, _ := bytes.Cut(message, []byte(" "))
	return string(first), rest
}

// Work does a piece of what is to be done, of a few milliseconds where it can be cut, and returns a message for the page, nil for
// none. It says whether there is more.
func (t *Intake) Work() (message []byte, more bool) {
	switch {
	case t.ended && t.parser != nil:
		return t.read()
	case t.places != "" && t.parser == nil && !t.ended:
		if t.use = placed(t.table, t.places); t.use == nil {
			t.places = ""
			return t.refuse("these columns cannot be taken"), false
		}
		t.places, t.ended = "", true
		return []byte("table " + t.id + " " + t.preview()), true
	case t.ended:
		t.ended = false
		set, _, err := data.FromTable(t.table, t.use)
		if err != nil {
			return t.refuse(err.Error()), false
		}
		return append([]byte("rows "+t.id+" "), set.Encode()...), false
	}
	return nil, false
}

// read goes on reading the text, and at its end returns the table.
func (t *Intake) read() (message []byte, more bool) {
	if t.parser.Next() {
		return nil, true
	}
	found, problem := t.parser.Table()
	t.parser = nil
	if problem != "" {
		return t.refuse(problem), false
	}
	t.table, t.named = found, t.name
	t.use = found.Default()
	if use := placed(found, t.places); use != nil {
		t.use = use
	} else if use := columnsOf(found, t.want); use != nil {
		t.use = use
	}
	t.places = ""
	return []byte("table " + t.id + " " + t.preview()), true
}

func (t *Intake) refuse(why string) []byte {
	t.parser, t.ended = nil, false
	return []byte("refused " + t.id + " " + why)
}

// choose takes in how the text that comes is to be read.
func (t *Intake) choose(words string) {
	if t.parser == nil {
		return
	}
	c := &t.parser.Choice
	for _, w := range strings.Split(words, " ") {
		switch w {
		case "comma=decimal":
			c.Comma = table.DecimalComma
		case "comma=thousands":
			c.Comma = table.ThousandsComma
		case "header=yes":
			c.Header = table.HasHeader
		case "header=no":
			c.Header = table.NoHeader
		default:
			if places, found := strings.CutPrefix(w, "columns="); found {
				t.places = places
			}
		}
	}
}

// placed returns the columns at these places; nil if not all of them can be taken.
func placed(t *table.Table, places string) (use []int) {
	for _, p := range strings.Split(places, ",") {
		n, err := strconv.Atoi(p)
		if t == nil || err != nil || n < 1 || n > len(t.Columns) || !t.Columns[n-1].CanTake() || len(use) == data.MaxColumns {
			return nil
		}
		use = append(use, n-1)
	}
	return use
}

// columnsOf finds the columns of a table that have the fingerprint of a link, which does not say which they are; nil if the
// usual ones have it, or none, or there are more ways than can be tried.
func columnsOf(t *table.Table, fingerprint string) []int {
	_, rest, _ := strings.Cut(fingerprint, "x")
	want, _, _ := strings.Cut(rest, "-")
	d, _ := strconv.Atoi(want)
	var all []int
	for k := range t.Columns {
		if t.Columns[k].CanTake() {
			all = append(all, k)
		}
	}
	is := func(use []int) bool {
		set, _, err := data.FromTable(t, use)
		return err == nil && set.Fingerprint() == fingerprint
	}
	if d < 1 || d > len(all) || is(t.Default()) {
		return nil
	}
	budget := 20_000_000 // numbers to look at
	var try func(from int, use []int) []int
	try = func(from int, use []int) []int {
		if len(use) == d {
			budget -= t.Rows * d
			if is(use) {
				return append([]int(nil), use...)
			}
			return nil
		}
		for k := from; k < len(all) && budget > 0; k++ {
			if found := try(k+1, append(use, all[k])); found != nil {
				return found
			}
		}
		return nil
	}
	return try(0, nil)
}
