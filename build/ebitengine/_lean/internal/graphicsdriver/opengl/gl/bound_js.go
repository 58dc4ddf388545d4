package gl

import "syscall/js"

// bound returns a function of the context that can be called without it.
func bound(context js.Value, name string) js.Value {
	return context.Get(name).Call("bind", context)
}
