// Package builtinshader names Ebitengine's own shaders; their programs are in package legacyshader.
package builtinshader

type Filter int

const (
	FilterNearest Filter = iota
	FilterLinear
	FilterPixelated
)

const FilterCount = 3

type Address int

const (
	AddressUnsafe Address = iota
	AddressClampToZero
	AddressRepeat
)

const AddressCount = 3

const ClearShaderSource = "clear"

// ShaderSource returns the name of a shader in the place of its source.
func ShaderSource(filter Filter, address Address) []byte {
	return append([]byte("filter "), '0'+byte(filter), '0'+byte(address))
}
