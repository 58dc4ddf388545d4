// Package os is what Ebitengine looks for of an operating system in a page: an empty environment.
package os

// Stderr leads nowhere, see package fmt.
var Stderr struct{}

// Getenv returns nothing: no variable is set.
func Getenv(name string) string { return "" }
