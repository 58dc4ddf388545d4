// Package legacyshader finds shaders that were compiled when the program was built; compiled.go is made by the build.
package legacyshader

import (
	"errors"
	"strings"

	"github.com/hajimehoshi/ebiten/v2/internal/shaderir"
)

// Unit is in what a shader measures places on its sources.
type Unit int

// The units, in the order of Ebitengine's own.
const (
	Texels Unit = iota
	Pixels
)

// entry is a shader in GLSL ES 3.00. Its source may differ from that which was compiled in the values of constants.
type entry struct {
	source           string // a name, or see source
	constants        int    // those that a source sets and the GLSL lacks
	vertex, fragment string
	uniforms         string
	types            []shaderir.Type
	reachable        []bool
}

// CompileShader finds the shader of a source and sets the constants that the source sets.
func CompileShader(text []byte) (*shaderir.Program, Unit, error) {
	key, values := source(string(text))
	for i := range compiled {
		if e := &compiled[i]; e.source == key && e.constants == len(values) {
			return e.program(values), Pixels, nil
		}
	}
	return nil, Pixels, errors.New("legacyshader: this shader was not compiled when the program was built")
}

// program declares the constants as the uniforms that they were to the compiler.
func (e *entry) program(values []string) *shaderir.Program {
	p := &shaderir.Program{Uniforms: e.types, Reachable: e.reachable, Vertex: e.vertex, Fragment: e.fragment}
	if e.uniforms != "" {
		p.UniformNames = strings.Split(e.uniforms, " ")
	}
	if len(values) > 0 {
		const place = "out vec4 fragColor;\n"
		before, after, _ := strings.Cut(e.fragment, place)
		for i, v := range values {
			before += "const int U" + decimal(len(e.types)+i) + " = " + v + ";\n"
		}
		p.Fragment = before + place + after
	}
	return p
}
