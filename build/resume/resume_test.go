package resume

import (
	"bytes"
	"slices"
	"testing"

	"saddle/build/wasmfile"
)

const number = 0x1234 // of the function

// Pieces of a function, as Go writes them.
var (
	getSP     = []byte{0x23, 0, 0x21, 1}
	opens     = []byte{0x02, 0x40}
	loop      = []byte{0x03, 0x40}
	when      = []byte{0x41, 7, 0x04, 0x40} // if
	end       = []byte{0x0b}
	undefined = []byte{0x00}
	work      = []byte{0x20, 1, 0x1a}
	returns   = []byte{0x41, 0, 0x0f}
	exitEnd   = []byte{0x00, 0x0b, 0x41, 1, 0x0b}                       // undefined; the end of the block; 1
	unwinds   = []byte{0x04, 0x40, 0x41, 1, 0x0f, 0x0b}                 // if, 1, return, end
	indirect  = []byte{0x42, 16, 0x88, 0xa7, 0x21, 0, 0x41, 0, 0x20, 0} // the number of the function there
)

// table goes where PC_B says.
func table(places ...byte) []byte {
	return slices.Concat([]byte{0x20, 0, 0x0e, byte(len(places) - 1)}, places, end)
}

// push pushes the address of a PC_B.
func push(b int64) []byte {
	return append(wasmfile.AppendInt([]byte{0x20, 1, 0x42}, number<<16|b), 0x37, 3, 0)
}

// call calls and gets the stack pointer again.
func call() []byte { return append([]byte{0x41, 0, 0x10, 5}, getSP...) }

func leaves(depth byte) []byte  { return []byte{0x0d, depth} }                   // br_if
func jump(b, depth byte) []byte { return []byte{0x41, b, 0x21, 0, 0x0c, depth} } // set PC_B, br
func branch(depth byte) []byte  { return []byte{0x0c, depth} }

// whole is a function with everything: the place of each piece is that of its comment.
var whole = [][]byte{{0}, getSP, opens, loop, opens, opens, opens, opens,
	table(0, 0, 0, 1, 1, 2, 2, 3),
	when, push(0), call(), leaves(5), end, // place 0: a larger stack
	when, push(1), call(), {0x04, 0x40}, undefined, end, end, // a call that does not come back
	when, push(1), call(), leaves(5), end, // nor does this one
	when, jump(5, 4), end, // forward to place 2
	push(3), call(), leaves(4), end, // comes back at place 1
	when, jump(0, 3), end, // back to place 0
	when, push(4), call(), leaves(4), end, // alike to that which comes back
	jump(6, 2),              // forward to place 2
	end,                     // place 2
	indirectCall(7, 2), end, // comes back at place 3
	work, jump(3, 0), // back to place 1
	returns, end, exitEnd}

func indirectCall(b int64, depth byte) []byte {
	return slices.Concat([]byte{0x20, 2}, push(b), indirect, []byte{0x11, 0, 0}, getSP, leaves(depth))
}

// alike: of the addresses above, 3 and 4.
func alike(a, b int) bool { return a == b || a+b == 7 && a*b == 12 }

func TestFunction(t *testing.T) {
	want := slices.Concat([]byte{0}, getSP, opens, loop, opens, opens, opens, opens,
		table(0, 1, 2, 3),
		when, push(0), call(), unwinds, end,
		when, push(4), call(), []byte{0x04, 0x40}, undefined, end, end,
		when, push(4), call(), unwinds, end,
		[]byte{0x41, 7, 0x0d, 1}, // br_if: out of the blocks of places 1 and 2
		push(1), call(), unwinds, end,
		when, jump(0, 3), end,
		when, push(1), call(), unwinds, end,
		branch(0),
		end,
		slices.Concat([]byte{0x20, 2}, push(3), indirect, []byte{0x11, 0, 0}, getSP, unwinds), end,
		work, jump(1, 0),
		returns, end, exitEnd)
	got, err := Function(slices.Concat(whole...), number, alike)
	if err != nil || !bytes.Equal(got.Body, want) {
		t.Fatalf("it becomes\n%x, want\n%x, %v", got.Body, want, err)
	}
	if want := []int{0, 3, 0, 7, 1}; !slices.Equal(got.Old, want) {
		t.Errorf("calls come back at what was %v, want %v", got.Old, want)
	}
	if want := []int{0, 0, 0, 1, 1, 2, 2, 3}; !slices.Equal(got.Jump, want) {
		t.Errorf("the table led to %v, want %v", got.Jump, want)
	}
}

func TestSmallFunctions(t *testing.T) {
	for name, c := range map[string]struct{ from, to [][]byte }{
		"nothing to go on after": {[][]byte{{0}, work, end}, [][]byte{{0}, work, end}},
		"not even instructions":  {[][]byte{{0}, undefined, end}, [][]byte{{0}, undefined, end}},
		"a call for good": {
			[][]byte{{0}, getSP, opens, when, push(5), call(), leaves(1), end, returns, exitEnd},
			[][]byte{{0}, getSP, opens, when, push(1), call(), unwinds, end, returns, exitEnd}},
		"a last call":         {[][]byte{{0}, getSP, {0x41, 0, 0x10, 5, 0x0f}, undefined, end}, [][]byte{{0}, getSP, {0x41, 0, 0x10, 5, 0x0f}, undefined, end}},
		"blocks of its own":   {[][]byte{{0}, getSP, opens, work, end, call(), end}, [][]byte{{0}, getSP, opens, work, end, call(), end}},
		"one that comes back": {[][]byte{{0}, getSP, opens, opens, opens, table(0, 0, 1), push(2), call(), leaves(1), end, returns, exitEnd}, [][]byte{{0}, getSP, opens, opens, opens, table(0, 1), push(1), call(), unwinds, end, returns, exitEnd}},
	} {
		got, err := Function(slices.Concat(c.from...), number, alike)
		if want := slices.Concat(c.to...); err != nil || !bytes.Equal(got.Body, want) {
			t.Errorf("%s: it becomes\n%x, want\n%x, %v", name, got.Body, want, err)
		}
	}
}

func TestFailsLoudly(t *testing.T) {
	head := slices.Concat([]byte{0}, getSP, opens, opens, opens)
	tail := slices.Concat(leaves(1), end, returns, exitEnd)
	for name, body := range map[string][]byte{
		"an instruction of threads":          {0, 0xfe, 0, 2, 0},
		"no stack pointer":                   slices.Concat([]byte{0}, call(), end),
		"places out of order":                slices.Concat(head, table(0, 2, 1), end, end, returns, exitEnd),
		"too few blocks":                     slices.Concat([]byte{0}, getSP, opens, table(0, 1), end, returns, end),
		"too many blocks":                    slices.Concat([]byte{0}, getSP, opens, head[5:], table(0, 1), end, end, end, returns, exitEnd),
		"no call after an address":           slices.Concat(head, table(0, 0, 1), push(2), work, end, returns, exitEnd),
		"no stack pointer after one":         slices.Concat(head, table(0, 0, 1), push(2), []byte{0x41, 0, 0x10, 5}, tail),
		"an address out of place":            slices.Concat(head, table(0, 0, 1), push(1), call(), tail),
		"an address of no call":              slices.Concat(head, table(0, 0, 1), wasmfile.AppendInt([]byte{0x42}, number<<16|3), []byte{0x1a}, push(2), call(), tail),
		"a call that is put aside otherwise": slices.Concat(head, table(0, 0, 1), push(2), call(), unwinds, end, returns, exitEnd),
		"PC_B is set to stay":                slices.Concat(head, table(0, 0, 1), []byte{0x41, 0, 0x21, 0}, push(2), call(), tail),
		"a jump out of the table":            slices.Concat([]byte{0}, getSP, opens, loop, opens, opens, table(0, 0, 1), push(2), call(), leaves(2), end, jump(9, 0), end, exitEnd),
		"no end":                             slices.Concat([]byte{0}, getSP, call(), opens, end),
		"more after the end":                 slices.Concat([]byte{0}, getSP, call(), end, work),
	} {
		if _, err := Function(body, number, alike); err == nil {
			t.Errorf("%s: no error", name)
		} else {
			t.Logf("%s: %v", name, err)
		}
	}
}
