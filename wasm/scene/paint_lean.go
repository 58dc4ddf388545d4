//go:build lean

package scene

// source returns what is needed of paint.kage where it was compiled when the program was built: its constants, by whose names it is found.
func (v variant) source() (s []byte) {
	for _, c := range v.constants() {
		s = append(s, c.String()...)
	}
	return s
}
