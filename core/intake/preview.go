package intake

import (
	"strconv"
	"strings"
)

// preview is the table that was read last, as JSON:
//
//	name     of its file
//	rows     how many were read
//	columns  place, name, use, can (be taken), why (it is not, unless asked for), first (fields)
//	notes    text, choice
//	left     sentences about rows that are left out
func (t *Intake) preview() string {
	used := map[int]bool{}
	for _, k := range t.use {
		used[k] = true
	}
	found := t.table
	var w writer
	w.WriteString(`{"name":`)
	w.text(t.named)
	w.WriteString(`,"rows":` + strconv.Itoa(found.Rows))
	w.list("columns", len(found.Columns), func(k int) {
		c := &found.Columns[k]
		w.WriteString(`{"place":` + strconv.Itoa(c.Place) + `,"name":`)
		w.text(c.Name)
		w.WriteString(`,"use":` + strconv.FormatBool(used[k]) + `,"can":` + strconv.FormatBool(c.CanTake()) + `,"why":`)
		w.text(c.Why(found.Rows))
		w.list("first", len(c.First), func(i int) { w.text(c.First[i]) })
		w.WriteByte('}')
	})
	w.list("notes", len(found.Notes), func(i int) {
		w.WriteString(`{"text":`)
		w.text(found.Notes[i].Text)
		w.WriteString(`,"choice":`)
		w.text(found.Notes[i].Choice)
		w.WriteByte('}')
	})
	left := found.Left(t.use, found.Each(t.use, func([]float64, int) {}))
	w.list("left", len(left), func(i int) { w.text(left[i]) })
	w.WriteByte('}')
	return w.String()
}

// writer writes JSON.
type writer struct{ strings.Builder }

func (w *writer) list(name string, n int, item func(i int)) {
	w.WriteString(`,"` + name + `":[`)
	for i := range n {
		if i > 0 {
			w.WriteByte(',')
		}
		item(i)
	}
	w.WriteByte(']')
}

// text writes a string: cut to what a cell has room for, with what JSON does not allow as it is escaped.
func (w *writer) text(s string) {
	const most, hex = 120, "0123456789abcdef"
	w.WriteByte('"')
	n := 0
	for _, r := range s {
		if n++; n > most {
			w.WriteString("…")
			break
		}
		switch {
		case r == '"' || r == '\\':
			w.WriteByte('\\')
			w.WriteRune(r)
		case r < ' ' || r == 0x7f:
			w.WriteString(`\u00`)
			w.WriteByte(hex[r>>4])
			w.WriteByte(hex[r&15])
		default:
			w.WriteRune(r)
		}
	}
	w.WriteByte('"')
}
