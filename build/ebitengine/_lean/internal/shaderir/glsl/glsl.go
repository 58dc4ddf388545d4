// Package glsl hands out shaders as they were compiled.
package glsl

import "github.com/hajimehoshi/ebiten/v2/internal/shaderir"

type GLSLVersion int

const (
	GLSLVersionDefault GLSLVersion = iota
	GLSLVersionES300
)

func Compile(p *shaderir.Program, version GLSLVersion) (vertex, fragment string) {
	return p.Vertex, p.Fragment
}
