//go:build js && wasm

// Package part starts what the page asks a program to do in a realm: a program holds one or more parts, and plays one of them.
//
// The first of a program's arguments is the name of the part, the others are those of its ports.
package part

import "saddle/wasm/port"

// Part is one part of a program.
type Part struct {
	Name string
	Run  func(ports []*port.Port)
}

// One is a part with one port, to the page.
func One(name string, run func(page *port.Port)) Part {
	return Part{name, func(ports []*port.Port) { run(ports[0]) }}
}

// Two is a part with two ports.
func Two(name string, run func(a, b *port.Port)) Part {
	return Part{name, func(ports []*port.Port) { run(ports[0], ports[1]) }}
}

// Play runs the part that the arguments name.
func Play(parts ...Part) {
	args := port.Arguments()
	for _, p := range parts {
		if len(args) == 0 || args[0] != p.Name {
			continue
		}
		var ports []*port.Port
		for _, name := range args[1:] {
			ports = append(ports, port.Open(name))
		}
		p.Run(ports)
		return
	}
	panic("part: the program has no part that the page asks for")
}
