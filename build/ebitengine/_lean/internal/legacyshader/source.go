package legacyshader

import (
	"strconv"
	"strings"
)

// source returns what a source is known by, and the values of its constants. The name of a shader is known by itself, Kage by the names
// of its constants: the rest of it need not be carried along.
func source(text string) (key string, values []string) {
	if !strings.Contains(text, "\n") {
		return text, nil
	}
	for line := range strings.Lines(text) {
		if name, v, ok := constant(line); ok {
			key += name + " "
			values = append(values, v)
		}
	}
	return key, values
}

// constant takes a line such as "const Phi = 3" apart.
func constant(line string) (name, value string, ok bool) {
	rest, ok := strings.CutPrefix(line, "const ")
	if !ok || rest[0] < 'A' || rest[0] > 'Z' { // the others are the shader's own
		return "", "", false
	}
	name, value, ok = strings.Cut(rest, " = ")
	value, ended := strings.CutSuffix(value, "\n")
	return name, value, ok && ended && value != "" && strings.Trim(value, "0123456789") == ""
}

func decimal(n int) string { return strconv.Itoa(n) }
