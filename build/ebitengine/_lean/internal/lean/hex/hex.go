// Package hex is encoding/hex as gamepads use it. The page's frame has no gamepads.
package hex

import "errors"

func EncodeToString(b []byte) string { return "" }

func DecodeString(s string) ([]byte, error) { return nil, errors.New("there are no gamepads") }
