// Package glsl hands out shaders as they were compiled.
package glsl

import "github.com/hajimehoshi/ebiten/v2/internal/shaderir"

// GLSLVersion is what the driver asks for. The shaders here are in GLSL ES 3.00 whichever it is.
type GLSLVersion int

// The versions, in the order of Ebitengine's own.
const (
	GLSLVersionDefault GLSLVersion = iota
	GLSLVersionES300
)

// Compile returns the two shaders of a program, which were compiled when it was built.
func Compile(p *shaderir.Program, version GLSLVersion) (vertex, fragment string) {
	return p.Vertex, p.Fragment
}
