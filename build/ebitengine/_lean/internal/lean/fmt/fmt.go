// Package fmt is what Ebitengine needs of the standard library's: messages of errors, without reflection.
package fmt

import "strconv"

// Stringer is the standard library's.
type Stringer interface{ String() string }

// Sprintf knows verbs without flags, and writes each operand in its usual form; what has no form here is a question mark.
func Sprintf(format string, args ...any) string {
	var b []byte
	next := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b = append(b, format[i])
			continue
		}
		i++
		if i < len(format) && format[i] == '%' {
			b = append(b, '%')
			continue
		}
		if next < len(args) {
			b = appendOperand(b, args[next])
		}
		next++
	}
	return string(b)
}

func appendOperand(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return append(b, v...)
	case error:
		return append(b, v.Error()...)
	case Stringer:
		return append(b, v.String()...)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case uint32:
		return strconv.AppendUint(b, uint64(v), 10)
	case float64:
		return strconv.AppendFloat(b, v, 'g', -1, 64)
	}
	return append(b, '?')
}

// Errorf returns a message that wraps the last operand that is an error.
func Errorf(format string, args ...any) error {
	m := &message{text: Sprintf(format, args...)}
	for _, a := range args {
		if err, ok := a.(error); ok {
			m.cause = err
		}
	}
	return m
}

type message struct {
	text  string
	cause error
}

// Error returns the text.
func (m *message) Error() string { return m.text }

// Unwrap returns what the text wraps, nil if nothing.
func (m *message) Unwrap() error { return m.cause }

// Fprintln prints nothing: a page has no terminal.
func Fprintln(to any, args ...any) {}
