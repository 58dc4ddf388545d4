//go:build plain

package kernel

// Engine names the loops in use, for people.
const Engine = "plain"
