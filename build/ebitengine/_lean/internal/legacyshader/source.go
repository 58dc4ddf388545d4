package legacyshader

import (
	"strconv"
	"strings"
)

// source returns what a source is known by, and the values of its constants. The name of a shader is known by itself, Kage by a
// digest (FNV-1a) of the lines that set no constant.
func source(text string) (key string, values []string) {
	if !strings.Contains(text, "\n") {
		return text, nil
	}
	hash := uint64(14695981039346656037)
	for line := range strings.Lines(text) {
		if _, v, ok := constant(line); ok {
			values = append(values, v)
			continue
		}
		for i := range len(line) {
			hash = (hash ^ uint64(line[i])) * 1099511628211
		}
	}
	return strconv.FormatUint(hash, 16), values
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
