// Package builtinshader names Ebitengine's own shaders; their programs are in package legacyshader.
package builtinshader

// Filter is how a picture is read between its pixels.
type Filter int

// The filters, as Ebitengine numbers them.
const (
	FilterNearest Filter = iota
	FilterLinear
	FilterPixelated
)

// FilterCount is the number of filters.
const FilterCount = 3

// Address is how a picture is read beyond its edges.
type Address int

// The addresses, as Ebitengine numbers them.
const (
	AddressUnsafe Address = iota
	AddressClampToZero
	AddressRepeat
)

// AddressCount is the number of addresses.
const AddressCount = 3

// ClearShaderSource is the name of the shader that clears, in the place of its source.
const ClearShaderSource = "clear"

// ShaderSource returns the name of a shader in the place of its source.
func ShaderSource(filter Filter, address Address) []byte {
	return append([]byte("filter "), '0'+byte(filter), '0'+byte(address))
}
