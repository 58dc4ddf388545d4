// Copyright 2020 The Ebiten Authors
//
// Licensed under the Apache License, Version 2.0 (the "License");
// you may not use this file except in compliance with the License.
// You may obtain a copy of the License at
//
//     http://www.apache.org/licenses/LICENSE-2.0
//
// Unless required by applicable law or agreed to in writing, software
// distributed under the License is distributed on an "AS IS" BASIS,
// WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
// See the License for the specific language governing permissions and
// limitations under the License.

// Shortened for Saddle: what a driver asks of types that a uniform of its shaders can have.

package shaderir

// Type is that of a uniform variable; Sub and Length are of arrays and structures alone.
type Type struct {
	Main   BasicType
	Sub    []Type
	Length int
}

// BasicType is what a Type is made of. Its values are Ebitengine's.
type BasicType int

const (
	None BasicType = iota
	Bool
	Int
	Float
	Vec2
	Vec3
	Vec4
	IVec2
	IVec3
	IVec4
	Mat2
	Mat3
	Mat4
	Texture
	Array
	Struct
)

// counts are the numbers that a value of each type consists of.
var counts = [...]int{Bool: 1, Int: 1, Float: 1, Vec2: 2, Vec3: 3, Vec4: 4, IVec2: 2, IVec3: 3, IVec4: 4, Mat2: 4, Mat3: 9, Mat4: 16, Struct: 0}

// DwordCount is how many 32-bit numbers a value of the type has.
func (t Type) DwordCount() int {
	if t.Main == Array {
		return t.Length * t.Sub[0].DwordCount()
	}
	return counts[t.Main]
}

// String is for messages of errors that name a uniform besides.
func (t Type) String() string { return "its type" }
