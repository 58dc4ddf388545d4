// Package shaderir tells of a shader what a driver needs. It was compiled when the program was built.
package shaderir

// SourceID is asked for only by shaders that are compiled in another way.
type SourceID [16]byte

// Program is a shader: its uniform variables, in the order of their dwords, and its two stages. Derived here from Ebitengine's type of that
// name, whose syntax tree the build has compiled.
type Program struct {
	UniformNames []string
	Uniforms     []Type
	Reachable    []bool // the uniforms that the shader uses

	Vertex, Fragment string // GLSL ES 3.00

	SourceID SourceID
}

// FilterUniformVariables replaces uniform variables with 0 when they are not used, so that more commands can be merged.
func (p *Program) FilterUniformVariables(uniforms []uint32) {
	at := 0
	for i, t := range p.Uniforms {
		n := t.DwordCount()
		if !p.Reachable[i] {
			clear(uniforms[at : at+n])
		}
		at += n
	}
}
