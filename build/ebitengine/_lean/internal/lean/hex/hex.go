// Package hex is encoding/hex as gamepads use it. The page's frame has no gamepads.
package hex

import "errors"

// EncodeToString returns nothing: no gamepad has a name.
func EncodeToString(b []byte) string { return "" }

// DecodeString always fails, for the same reason.
func DecodeString(s string) ([]byte, error) { return nil, errors.New("there are no gamepads") }
