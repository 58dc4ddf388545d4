// Package colormshader would hold the shaders of colour matrices, which are not drawn with.
package colormshader

type Filter int

type Address int

const (
	UniformColorMBody        = "ColorMBody"
	UniformColorMTranslation = "ColorMTranslation"
)

func ShaderSource(Filter, Address) []byte { return nil }
