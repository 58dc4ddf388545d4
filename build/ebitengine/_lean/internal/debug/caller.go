package debug

// CallerType is who called.
type CallerType int

// The callers that Ebitengine tells apart.
const (
	CallerTypeNone CallerType = iota
	CallerTypeRegular
	CallerTypeInternal
)

// FirstCaller finds no one: a program in a page does not know the lines of its source.
func FirstCaller() (file string, line int, caller CallerType) { return "", 0, CallerTypeNone }
