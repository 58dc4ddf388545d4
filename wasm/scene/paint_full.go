//go:build !lean

package scene

import (
	_ "embed"
	"strings"
)

//go:embed paint.kage
var paint string

// source returns paint.kage with its constants set.
func (v variant) source() []byte {
	s := paint
	for _, c := range v.constants() {
		before, after, found := strings.Cut(s, "\nconst "+c.name+" = ")
		if !found {
			panic("scene: paint.kage has no constant " + c.name)
		}
		_, after, _ = strings.Cut(after, "\n")
		s = before + "\n" + c.String() + after
	}
	return []byte(s)
}
