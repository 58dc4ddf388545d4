//go:build js && wasm

// Package port carries bytes between a Go program and the browser. It is the one package that imports
// syscall/js.
//
// The host puts a MessagePort into globalThis.saddlePorts under a name, gives the name to the program
// as an argument, and every message is one ArrayBuffer. Nothing here knows what the bytes mean. An empty one is the host's
// question whether the program lives, and is returned.
//
// The arguments are the strings in globalThis.saddleArguments. Package os would hand them out too, but it brings the
// files and processes of a computer into the page's first visit, 40 kB of them.
package port

import "syscall/js"

// Port is one end of a channel of byte messages.
type Port struct {
	port    js.Value
	array   js.Value // Uint8Array constructor
	receive js.Func
	asked   bool // for signs of life, by the host
}

// Arguments returns what the host gave the program.
func Arguments() []string {
	list := js.Global().Get("saddleArguments")
	args := make([]string, list.Length())
	for i := range args {
		args[i] = list.Index(i).String()
	}
	return args
}

// Open returns the port that the host registered under name. It panics if there is none.
func Open(name string) *Port {
	p := js.Global().Get("saddlePorts").Get(name)
	if p.IsUndefined() {
		panic("port: the host registered no port " + name)
	}
	return &Port{port: p, array: js.Global().Get("Uint8Array"), asked: true}
}

// Send copies b into a buffer of its own and hands it to the other end.
func (p *Port) Send(b []byte) {
	a := p.array.New(len(b))
	js.CopyBytesToJS(a, b)
	buf := a.Get("buffer")
	p.port.Call("postMessage", buf, []any{buf})
}

// Receive calls f, on the event loop, for each message from now on; messages sent earlier are waiting.
// f owns the bytes and must not block.
func (p *Port) Receive(f func(b []byte)) { p.ReceivePorts(func(b []byte, _ []*Port) { f(b) }) }

// ReceivePorts is Receive with the ports that come with a message.
func (p *Port) ReceivePorts(f func(b []byte, ports []*Port)) {
	p.receive.Release()
	p.receive = js.FuncOf(func(_ js.Value, args []js.Value) any {
		a := p.array.New(args[0].Get("data"))
		b := make([]byte, a.Length())
		if len(b) == 0 && p.asked {
			p.Send(nil)
			return nil
		}
		js.CopyBytesToGo(b, a)
		var ports []*Port
		with := args[0].Get("ports")
		for i := range with.Length() {
			ports = append(ports, &Port{port: with.Index(i), array: p.array})
		}
		f(b, ports)
		return nil
	})
	p.port.Set("onmessage", p.receive)
}

// Now returns milliseconds since the start of the realm, from a clock that never goes back.
func Now() float64 { return js.Global().Get("performance").Call("now").Float() }

// Loop lets the event loop run between slices of work.
type Loop struct {
	channel js.Value
	turned  chan struct{} // one token for each turn of the event loop that Yield asked for
	woken   chan struct{}
}

// NewLoop prepares a Loop.
func NewLoop() *Loop {
	l := &Loop{channel: js.Global().Get("MessageChannel").New(), turned: make(chan struct{}, 1), woken: make(chan struct{}, 1)}
	l.channel.Get("port1").Set("onmessage", js.FuncOf(func(js.Value, []js.Value) any {
		l.turned <- struct{}{}
		return nil
	}))
	return l
}

// Yield returns after the event loop has had a turn. It goes through a message and not through a
// timer, because browsers hold nested timers back by 4 ms or more.
func (l *Loop) Yield() {
	l.channel.Get("port2").Call("postMessage", 0)
	<-l.turned
}

// Wake ends a Wait, or the next one if none is under way.
func (l *Loop) Wake() {
	select {
	case l.woken <- struct{}{}:
	default:
	}
}

// Wait returns when Wake is called, or after ms milliseconds; ms < 0 waits for Wake alone.
func (l *Loop) Wait(ms float64) {
	if ms < 0 {
		<-l.woken
		return
	}
	var f js.Func
	f = js.FuncOf(func(js.Value, []js.Value) any {
		l.Wake()
		return nil
	})
	id := js.Global().Call("setTimeout", f, ms)
	<-l.woken
	js.Global().Call("clearTimeout", id)
	f.Release()
}
