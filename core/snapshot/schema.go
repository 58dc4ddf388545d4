package snapshot

import "saddle/core/gan"

// Section describes one section for readers that are not Go: what the page gets, and as what.
type Section struct {
	Name  string // on the wire
	Kind  Kind   // what it holds
	Inner bool   // for the page's own display, no part of what its element hands out
}

// Kind is what a section holds.
type Kind string

// The kinds.
const (
	Number Kind = "number" // one
	Truth  Kind = "truth"  // true or false
	Text   Kind = "text"   // one
	Lines  Kind = "lines"  // texts, one a line
	List   Kind = "list"   // numbers
	Matrix Kind = "matrix" // rows of numbers
)

// Schema lists the sections for the page, in the order of the wire.
func Schema() (list []Section) {
	var s Snapshot
	for i := range sections {
		sec := &sections[i]
		if sec.to&ForPage == 0 {
			continue
		}
		kind := List
		switch sec.field(&s).(type) {
		case *float64, *int:
			kind = Number
		case *bool:
			kind = Truth
		case *string:
			kind = Text
		case *[]string:
			kind = Lines
		}
		if sec.columns != nil {
			kind = Matrix
		}
		list = append(list, Section{sec.name, kind, sec.to&Inner != 0})
	}
	return list
}

// name is where the page reads that of an activation, of which it does not need the rest.
func name(a *gan.Activation) any {
	text := a.Name()
	return &text
}
