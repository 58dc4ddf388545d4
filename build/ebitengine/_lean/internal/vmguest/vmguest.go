// Package vmguest knows that a program in a page is no guest of a virtual machine.
package vmguest

func MarkGuest(guest bool) {}
