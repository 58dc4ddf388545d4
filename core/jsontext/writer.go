// Package jsontext writes JSON (RFC 8259). Package encoding/json would bring reflection into the programs of the browser.
package jsontext

import (
	"math"
	"strconv"
	"strings"
)

// Writer collects one value, or several with line breaks between them that the caller writes. The zero value is ready.
type Writer struct {
	strings.Builder
	first bool // nothing has been written since the last bracket
}

func (w *Writer) comma() {
	if !w.first && w.Len() > 0 {
		w.WriteByte(',')
	}
	w.first = false
}

// Object writes an object; fields calls Key for each of its fields.
func (w *Writer) Object(fields func()) {
	w.WriteByte('{')
	w.first = true
	fields()
	w.first = false
	w.WriteByte('}')
}

// Key begins a field, whose value is to be written next.
func (w *Writer) Key(name string) *Writer {
	w.comma()
	w.WriteString(`"` + name + `":`)
	return w
}

// List writes an array of n values, each of which item writes.
func (w *Writer) List(n int, item func(i int)) {
	w.WriteByte('[')
	for i := range n {
		if i > 0 {
			w.WriteByte(',')
		}
		item(i)
	}
	w.WriteByte(']')
	w.first = false
}

// Numbers writes an array of numbers.
func (w *Writer) Numbers(x []float64) { w.List(len(x), func(i int) { w.Number(x[i]) }) }

// Integer writes a whole number.
func (w *Writer) Integer(v int64) { w.WriteString(strconv.FormatInt(v, 10)) }

// Truth writes true or false.
func (w *Writer) Truth(v bool) { w.WriteString(strconv.FormatBool(v)) }

// Number writes v with as many digits as give it back; null where it is not finite.
func (w *Writer) Number(v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		w.WriteString("null")
		return
	}
	w.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
}

// Text writes a string.
func (w *Writer) Text(s string) {
	w.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			w.WriteByte('\\')
			w.WriteRune(c)
		case c < ' ':
			w.WriteString(`\u00` + string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15]))
		default:
			w.WriteRune(c)
		}
	}
	w.WriteByte('"')
}
