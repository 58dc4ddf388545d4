// Package colormshader would hold the shaders of colour matrices, which are not drawn with.
package colormshader

// Filter is that of builtinshader.
type Filter int

// Address is that of builtinshader.
type Address int

// The names of the uniforms that a colour matrix would have.
const (
	UniformColorMBody        = "ColorMBody"
	UniformColorMTranslation = "ColorMTranslation"
)

// ShaderSource returns nothing: no shader is asked for.
func ShaderSource(Filter, Address) []byte { return nil }
