// Package resume rewrites, in a linked Go program for WebAssembly, how a function goes on: after a call, after a jump, and where
// it left off. A goroutine's stack can be put aside at every call. So Go 1.27 gives each function a number PC_B, at which it is to
// begin, has it jump there through a table, and pushes with every call the address to come back to, which is PC_B beneath the number
// of the function. No two calls have the same bytes then, and saying the same otherwise saves one byte in seven of a packed program:
//
//   - PC_B counts everything that has a line or a frame of its own, so that the tables have runs of different lengths. Here it counts
//     the places that the table leads to, and each table is the beginning of 0, 1, 2, …; behind them come the addresses of calls that
//     do not come back, one for all that are alike to the garbage collector.
//   - A call that is put aside branches to the end of the function, to return there, over as many blocks as are left. Here it
//     returns.
//   - A jump forward sets PC_B, goes back to the table, and comes from there to the end of a block. Here it branches to that end.
//
// Go's assembler could write it so at once, in preprocess of cmd/internal/obj/wasm: a jump to a resume point that lies ahead as Br to the
// end of the block before it, the test after a call as If, Return, End in place of a BrIf to the end of the function, and PC_B counted
// by resume points.
//
// The functions of Go's assembly stay as they are. A function that is not of this form is an error.
package resume

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"saddle/build/wasmcode"
	"saddle/build/wasmfile"
)

// Variables that Go gives a function, and the globals behind them.
const (
	pcB = 0 // its parameter
	sp  = 1 // a copy of the global
)

// Rewritten is a function and its new numbers.
type Rewritten struct {
	Body []byte
	Old  []int // by new PC_B: the old one, of a call that comes back there; 0 where none does
	Jump []int // by old PC_B: the new one to which the table leads
}

// Function rewrites the body of a function of the given number (PC_F). Alike says of two old addresses (PC_B) whether the tables
// of the runtime have the same for both.
func Function(body []byte, number int, alike func(a, b int) bool) (Rewritten, error) {
	f := &function{number: number, alike: alike}
	if err := f.read(body); err != nil {
		return Rewritten{}, err
	}
	if !f.calls() {
		return Rewritten{body, []int{0}, []int{0}}, nil
	}
	if err := f.frame(); err != nil {
		return Rewritten{}, err
	}
	if err := f.walk(f.findCalls); err != nil {
		return Rewritten{}, err
	}
	f.numberOthers()
	if err := f.walk(f.write); err != nil {
		return Rewritten{}, err
	}
	return Rewritten{f.out, f.old, f.labels}, nil
}

// block is one that is open.
type block struct {
	kind
	place int // of a resume block: the number of what follows it
}

type kind int

const (
	other  kind = iota
	exit        // its end returns 1
	entry       // the loop from whose beginning the table leads everywhere
	resume      // its end is where the table leads
)

type function struct {
	number int
	alike  func(a, b int) bool
	code   []wasmcode.Instruction
	labels []int // the table: by PC_B, the place
	table  int   // where it is in the code, 0 if there is none
	outer  []block
	old    []int
	new    map[int]int // PC_B of calls that do not come back
	others []int       // these, in their order
	out    []byte

	open    []block // while walking
	current int     // place
}

func (f *function) read(body []byte) error {
	variables, code, err := wasmcode.Function(body)
	f.out, f.code = append(f.out, variables...), code
	return err
}

// calls says whether there is something to go on after.
func (f *function) calls() bool {
	return slices.ContainsFunc(f.code, func(i wasmcode.Instruction) bool {
		return i.Op == wasmcode.Call || i.Op == wasmcode.CallIndirect || i.Op == wasmcode.BranchTable
	})
}

// is says whether the instructions from a place on are these.
func (f *function) is(at int, ops ...wasmcode.Op) bool {
	if at < 0 || at+len(ops) > len(f.code) {
		return false
	}
	for k, op := range ops {
		if f.code[at+k].Op != op {
			return false
		}
	}
	return true
}

// frame reads the blocks and the table with which a function begins.
func (f *function) frame() error {
	const start = 2 // the first two get the stack pointer
	if !f.is(0, wasmcode.GlobalGet, wasmcode.LocalSet) || f.code[1].Value != sp {
		return errors.New("it does not begin with the stack pointer")
	}
	at := start
	for f.is(at, wasmcode.Block) || f.is(at, wasmcode.Loop) {
		at++
	}
	n := len(f.code)
	exits := f.is(start, wasmcode.Block) && f.is(n-4, wasmcode.Unreachable, wasmcode.End, wasmcode.I32Const, wasmcode.End)
	if !f.is(at, wasmcode.LocalGet, wasmcode.BranchTable, wasmcode.End) || f.code[at].Value != pcB {
		if exits {
			f.outer = []block{{kind: exit}}
		}
		f.old = []int{0}
		return nil
	}
	f.table = at
	f.labels = f.code[at+1].Labels()
	places := f.labels[len(f.labels)-1] + 1
	next := 0
	for _, l := range f.labels {
		if l != next && l != next-1 {
			return fmt.Errorf("the table leads to %d before it leads to %d", l, next)
		}
		next = l + 1
	}
	for i := start; i < at; i++ {
		switch left := at - i; {
		case left <= places && f.code[i].Op == wasmcode.Block:
			f.outer = append(f.outer, block{resume, left - 1})
		case left == places+1 && f.code[i].Op == wasmcode.Loop:
			f.outer = append(f.outer, block{kind: entry})
		case left > places && i == start && exits:
			f.outer = append(f.outer, block{kind: exit})
		default:
			return fmt.Errorf("it begins with %d blocks, and its table has %d places", at-start, places)
		}
	}
	f.old = make([]int, places)
	return nil
}

// walk calls do for every instruction, with the blocks that are open. It returns how many it has dealt with, none if it does not know it.
func (f *function) walk(do func(at int) (int, error)) error {
	f.open, f.current = nil, 0
	outer := f.outer
	for at := 0; at < len(f.code); {
		i := f.code[at]
		n, err := do(at)
		if err != nil {
			return fmt.Errorf("instruction %d: %w", at, err)
		}
		if n > 0 {
			at += n
			continue
		}
		at++
		switch i.Op {
		case wasmcode.Block, wasmcode.Loop, wasmcode.If:
			b := block{}
			if len(outer) > 0 {
				b, outer = outer[0], outer[1:]
			}
			f.open = append(f.open, b)
		case wasmcode.End:
			if len(f.open) == 0 {
				if at != len(f.code) {
					return errors.New("a function goes on after its end")
				}
				return nil
			}
			last := len(f.open) - 1
			if f.open[last].kind == resume {
				f.current = f.open[last].place
			}
			f.open = f.open[:last]
		}
	}
	return errors.New("a function without an end")
}

// target returns the block that a branch leads out of, or back to.
func (f *function) target(i wasmcode.Instruction) block {
	if n := len(f.open) - 1 - int(i.Value); n >= 0 {
		return f.open[n]
	}
	return block{}
}

// pushed returns PC_B of the address that is pushed at a place: i64.const, i64.store.
func (f *function) pushed(at int) (int, bool) {
	if !f.is(at, wasmcode.I64Const, wasmcode.I64Store) || f.code[at+1].Offset != 0 || int(f.code[at].Value>>16) != f.number {
		return 0, false
	}
	return int(f.code[at].Value & 0xffff), true
}

// called returns the place behind the call for which an address is pushed at a place, and the stack pointer that is got again.
func (f *function) called(at int) (int, error) {
	for n := at + 2; n < len(f.code) && n <= at+8; n++ {
		if f.code[n].Op != wasmcode.Call && f.code[n].Op != wasmcode.CallIndirect {
			continue
		}
		if !f.is(n+1, wasmcode.GlobalGet, wasmcode.LocalSet) {
			break
		}
		return n + 3, nil
	}
	return 0, errors.New("an address is pushed, and no call follows")
}

// findCalls collects the addresses that are pushed.
func (f *function) findCalls(at int) (int, error) {
	i := f.code[at]
	b, ok := f.pushed(at)
	if !ok {
		if i.Op == wasmcode.I64Const && int(i.Value>>16) == f.number && i.Value&0xffff != 0 {
			return 0, fmt.Errorf("what may be an address is not pushed: %#x", i.Value)
		}
		return 0, nil
	}
	after, err := f.called(at)
	if err != nil {
		return 0, err
	}
	place := f.current + 1
	back := f.is(after, wasmcode.BranchIf, wasmcode.End) && len(f.open) > 0 && f.open[len(f.open)-1] == block{resume, place}
	switch {
	case b == 0: // the function begins anew with a larger stack
	case back && (b >= len(f.labels) || f.labels[b] != place || f.old[place] != 0):
		return 0, fmt.Errorf("a call comes back at %d, and that is not in block %d", b, place)
	case back:
		f.old[place] = b
	case f.forGood(after):
		f.others = append(f.others, b)
	default:
		return 0, fmt.Errorf("what follows the call that comes back at %d is none that Go writes", b)
	}
	return 0, nil
}

// forGood says whether what follows a call is what Go writes where it cannot come back: undefined if it is put aside, or, for a
// panic over a pointer, within a block, the way out.
func (f *function) forGood(after int) bool {
	if f.is(after, wasmcode.If, wasmcode.Unreachable, wasmcode.End) {
		return true
	}
	return f.is(after, wasmcode.BranchIf) && f.target(f.code[after]).kind == exit && f.open[len(f.open)-1].kind == other
}

// numberOthers gives numbers to the addresses of calls that do not come back.
func (f *function) numberOthers() {
	f.new = map[int]int{}
	for _, b := range f.others {
		if _, ok := f.new[b]; ok {
			continue
		}
		at := 0
		for k, old := range f.old {
			if k > 0 && old > 0 && f.alike(old, b) {
				at = k
				break
			}
		}
		if at == 0 {
			at = len(f.old)
			f.old = append(f.old, b)
		}
		f.new[b] = at
	}
}

// write writes what becomes of the instructions at a place.
func (f *function) write(at int) (int, error) {
	i := f.code[at]
	switch {
	case f.table > 0 && at == f.table+1:
		n := f.labels[len(f.labels)-1]
		f.out = binary.AppendUvarint(append(f.out, byte(wasmcode.BranchTable)), uint64(n))
		for k := range n + 1 {
			f.out = binary.AppendUvarint(f.out, uint64(k))
		}
		return 1, nil
	case i.Op == wasmcode.If && f.jumpsForward(at+1, 1) && f.is(at+4, wasmcode.End):
		f.branch(wasmcode.BranchIf, f.labels[f.code[at+1].Value])
		return 5, nil
	case f.jumpsForward(at, 0):
		f.branch(wasmcode.Branch, f.labels[i.Value])
		return 3, nil
	case f.jumps(at, 0):
		f.constant(int64(f.labels[i.Value]))
		f.out = append(append(f.out, f.code[at+1].Text...), f.code[at+2].Text...)
		return 3, nil
	case (i.Op == wasmcode.LocalSet || i.Op == wasmcode.LocalTee) && i.Value == pcB &&
		!(i.Op == wasmcode.LocalSet && f.is(at+1, wasmcode.I32Const, wasmcode.LocalGet, wasmcode.CallIndirect)):
		return 0, errors.New("PC_B is set, and no jump follows")
	case i.Op == wasmcode.BranchIf && f.target(i).kind == exit:
		f.out = append(f.out, byte(wasmcode.If), wasmcode.NoResult, byte(wasmcode.I32Const), 1, byte(wasmcode.Return), byte(wasmcode.End))
		return 1, nil
	}
	if b, ok := f.pushed(at); ok && b > 0 {
		if f.labels != nil && b < len(f.labels) && f.old[f.labels[b]] == b {
			b = f.labels[b]
		} else {
			b = f.new[b]
		}
		f.out = wasmfile.AppendInt(append(f.out, byte(wasmcode.I64Const)), int64(f.number)<<16|int64(b))
		return 1, nil
	}
	f.out = append(f.out, i.Text...)
	return 0, nil
}

// jumps says whether PC_B is set at a place, and a branch to the table follows; deeper is by how many blocks the place is inside
// those that are open.
func (f *function) jumps(at, deeper int) bool {
	if !f.is(at, wasmcode.I32Const, wasmcode.LocalSet, wasmcode.Branch) || f.code[at+1].Value != pcB {
		return false
	}
	to := f.code[at+2]
	to.Value -= int64(deeper)
	to0 := f.code[at].Value
	return to.Value >= 0 && f.target(to).kind == entry && to0 >= 0 && to0 < int64(len(f.labels))
}

// jumpsForward says whether it jumps to a place that lies ahead.
func (f *function) jumpsForward(at, deeper int) bool {
	return f.jumps(at, deeper) && f.labels[f.code[at].Value] > f.current
}

// branch writes a branch to a place that lies ahead: to the end of its block.
func (f *function) branch(op wasmcode.Op, place int) {
	for depth := range f.open {
		if f.open[len(f.open)-1-depth] == (block{resume, place}) {
			f.out = binary.AppendUvarint(append(f.out, byte(op)), uint64(depth))
			return
		}
	}
	panic("resume: a place ahead whose block is not open") // blocks are closed in the order of their places
}

func (f *function) constant(v int64) {
	f.out = wasmfile.AppendInt(append(f.out, byte(wasmcode.I32Const)), v)
}
