package slim

import (
	"slices"

	"saddle/build/wasmfile"
)

// regular are tables that need not be carried along, since it takes two loops to make them:
//
//   - runtime.findfunctab has for every bucket of pcs the number of its first function. On WebAssembly the pcs of a function are
//     1 << 16, a bucket has 4096 (abi.FuncTabBucketSize), and the sub-buckets of a bucket never differ.
//   - ftab has for every function its number, counted from that of the first, and its place among the functions, which lie one
//     behind the other; so has the function itself its number.
type regular struct {
	find          int // address of findfunctab
	sorted        int // address of ftab
	pcs           int // address from which places count: the same
	functions     int // address of the first function
	first, number int // number of the first function, and how many there are
}

const (
	perFunction  = 16 // buckets
	bucketSize   = 20 // bytes: a number, and 16 sub-buckets
	entrySize    = 8  // bytes in ftab
	functionSize = 44 // bytes, without its tables
	alignment    = 8  // bytes, of functions
)

func (r regular) buckets() int { return (r.number-1)*perFunction + 1 }

// dropRegular clears the regular tables, if they are regular.
func (t *tables) dropRegular() regular {
	r := regular{find: int(t.module.Find), sorted: int(t.module.Sorted.At), pcs: int(t.module.PCs.At), functions: t.functions[0].address,
		first: int(t.functions[0].Entry), number: len(t.functions)}
	at := r.functions
	for i, f := range t.functions {
		check(f.address == at && int(f.Entry) == r.first+i, "function %d is number %d, at %#x", i, f.Entry, f.address)
		at = (at + functionSize + 4*(len(f.pcs)+len(f.data)) + alignment - 1) &^ (alignment - 1)
		t.m.clear(f.address, 4)
	}
	for i := range r.buckets() {
		at := r.find + i*bucketSize
		check(int(t.m.uint32(at)) == i/perFunction, "bucket %d begins with function %d", i, t.m.uint32(at))
		check(i == r.buckets()-1 || !slices.ContainsFunc(t.m.at(at+4, bucketSize-4), func(b byte) bool { return b != 0 }), "bucket %d has sub-buckets", i)
	}
	t.m.clear(r.find, (r.buckets()-1)*bucketSize+4) // of the last bucket the rest may belong to something else
	t.m.clear(r.sorted, r.number*entrySize)         // what follows it, the end of the last function, stays
	return r
}

// Instructions of WebAssembly.
const (
	unreachable                                      = 0x00
	globalGet, globalSet                             = 0x23, 0x24
	loop, end, branchIf                              = 0x03, 0x0b, 0x0d
	localGet, localSet, localTee                     = 0x20, 0x21, 0x22
	load, loadByte, store, constant                  = 0x28, 0x2d, 0x36, 0x41
	below, add, subtract, and, shiftLeft, shiftRight = 0x49, 0x6a, 0x6b, 0x71, 0x74, 0x76
	noResult, i32                                    = 0x40, 0x7f
)

// code returns the body of a function that makes the tables.
func (r regular) code() []byte {
	const i, at, function = 0, 1, 2 // locals
	var b []byte
	number := func(v int) { b = wasmfile.AppendInt(append(b, constant), int64(v)) }
	put := func(code ...byte) { b = append(b, code...) }
	set := func(local byte, v int) { number(v); put(localSet, local) }
	// next adds to i and goes on with the loop while it is below a number
	next := func(most int) {
		put(localGet, i, constant, 1, add, localTee, i)
		number(most)
		put(below, branchIf, 0, end)
	}
	put(1, 3, i32) // three locals

	set(at, r.sorted)
	set(function, r.functions)
	put(loop, noResult)
	for _, address := range []byte{at, function} { // memory[address] = first + i
		put(localGet, address, localGet, i)
		number(r.first)
		put(add, store, 2, 0)
	}
	put(localGet, at, localGet, function) // memory[at + 4] = function − pcs
	number(r.pcs)
	put(subtract, store, 2, 4)
	const pcTables, datas = 28, 43 // offsets in a function, of the numbers of its tables
	put(localGet, function, load, 2, pcTables, localGet, function, loadByte, 0, datas, add, constant, 2, shiftLeft)
	put(constant, functionSize+alignment-1, add, localGet, function, add, constant, -alignment&0x7f, and, localSet, function)
	put(localGet, at, constant, entrySize, add, localSet, at)
	next(r.number)

	set(i, 0)
	set(at, r.find)
	put(loop, noResult)
	put(localGet, at, localGet, i, constant, 4, shiftRight, store, 2, 0) // memory[at] = i / perFunction
	put(localGet, at, constant, bucketSize, add, localSet, at)
	next(r.buckets())
	put(end)
	return b
}
