package slim

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"

	"saddle/build/wasmfile"
)

// header is runtime.pcHeader.
type header struct {
	Magic                           uint32
	Pad1, Pad2, MinLC, PtrSize      uint8
	Functions, FileCount, _         uint64
	Names, Units, Files, PCTab, PCs uint64 // offsets from the header
}

// magic is the beginning of a header on WebAssembly: abi.Go120PCLnTabMagic, instructions of one byte, pointers of eight.
var magic = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// slice is a Go slice as it lies in memory.
type slice struct{ At, Len, Cap uint64 }

// moduleData is the beginning of runtime.moduledata.
type moduleData struct {
	Header                                  uint64
	Names, Units, Files, PCTab, PCs, Sorted slice // Sorted is ftab
	Find, MinPC, MaxPC                      uint64
	Text, TextEnd                           uint64
	_                                       [2 * 5]uint64 // data and bss in their kinds, coverage counters: beginnings and ends
	End, GCData, GCBSS                      uint64
	Types, TypeDescLen, TypesEnd            uint64
	ITabOffset, ITabSize                    uint64
	ROData, FuncData, PCLNEnd               uint64
}

// function is runtime._func. Its tables follow in memory, of pcdata first.
type function struct {
	Entry              uint32
	Name, Args         int32
	DeferReturn        uint32
	SP, File, Line     uint32 // tables by pc: offsets into pctab, 0 for none
	PCTables           uint32
	Unit               uint32
	StartLine          int32
	ID, Flag, _, Datas uint8
}

// The tables of a function that stay: by pc, its stack maps (PCDATA_StackMapIndex), and on WebAssembly not the bounds of panics
// (PCDATA_PanicBounds), of which it has none; others, its pointers (FUNCDATA_ArgsPointerMaps, _LocalsPointerMaps), stack objects and
// defers.
const (
	stackMapIndex, panicBounds                 = 1, 4
	argsPointers, localsPointers, stackObjects = 0, 1, 2
	openDefers                                 = 4
)

var keptDatas = []int{argsPointers, localsPointers, stackObjects, openDefers}

// assembly is the flag of functions of Go's assembly (abi.FuncFlagAsm).
const assembly = 1 << 2

const none = ^uint32(0) // no table

// tables are where everything lies.
type tables struct {
	m         *memory
	head      header
	module    moduleData
	functions []place
}

// place is a function with its tables and its address.
type place struct {
	function
	address   int
	pcs, data []uint32

	sp, stackMaps []byte // tables that are to come
}

// slimTables empties the tables, changes the code that they are about, and returns those that are to be made anew.
func (m *memory) slimTables(code *wasmfile.Section) (made regular, err error) {
	t := m.findTables()
	t.readFunctions()
	names := t.names()
	t.dropDatas()
	if code.Body, err = emptyIdle(code.Body, names); err != nil {
		return made, err
	}
	if code.Body, err = t.renumber(code.Body, names); err != nil {
		return made, err
	}
	t.shorten(names)
	return t.dropRegular(), nil
}

// findTables looks for the header by its first bytes, and for the module data by the addresses that it must hold.
func (m *memory) findTables() *tables {
	t := &tables{m: m}
	head := bytes.Index(m.bytes, magic)
	check(head >= 0 && !bytes.Contains(m.bytes[head+1:], magic), "there is not exactly one header")
	m.read(head, &t.head)
	h := uint64(head)
	pointers := []uint64{h, h + t.head.Names, h + t.head.Units, h + t.head.Files, h + t.head.PCTab, h + t.head.PCs}
	module := -1
	for at := m.start &^ 7; module < 0 && at+binary.Size(t.module) <= len(m.bytes); at += 8 {
		if binary.LittleEndian.Uint64(m.bytes[at:]) != h {
			continue
		}
		m.read(at, &t.module)
		d := &t.module
		if slices.Equal(pointers, []uint64{d.Header, d.Names.At, d.Units.At, d.Files.At, d.PCTab.At, d.PCs.At}) {
			module = at
		}
	}
	check(module >= 0, "there is no module data")
	check(t.module.Sorted.At == t.module.PCs.At && t.module.Sorted.Len == t.head.Functions+1,
		"%d functions, but %d are sorted", t.head.Functions, t.module.Sorted.Len)
	check(t.module.MinPC&0xffff == 0, "code begins at %#x", t.module.MinPC)
	return t
}

func (t *tables) readFunctions() {
	const mostTables = 8
	pcs := int(t.module.PCs.At)
	for i := range int(t.head.Functions) {
		entry, offset := t.m.uint32(pcs+8*i), t.m.uint32(pcs+8*i+4)
		f := place{address: pcs + int(offset)}
		t.m.read(f.address, &f.function)
		check(f.Entry == entry && f.PCTables <= mostTables && f.Datas <= mostTables, "function %d", i)
		f.pcs, f.data = make([]uint32, f.PCTables), make([]uint32, f.Datas)
		t.m.read(f.tables(), f.pcs)
		t.m.read(f.tables()+4*len(f.pcs), f.data)
		t.functions = append(t.functions, f)
	}
}

// tables is the address of the function's tables.
func (f *place) tables() int { return f.address + binary.Size(f.function) }

// dropDatas clears what functions have beside pc tables and no one will ask for. Functions can share it.
func (t *tables) dropDatas() {
	kept := map[uint32]bool{} // by offset
	for _, f := range t.functions {
		for kind, offset := range f.data {
			if offset != none {
				kept[offset] = kept[offset] || slices.Contains(keptDatas, kind)
				if kind == argsPointers || kind == localsPointers {
					t.checkStackMap(offset)
				}
			}
		}
	}
	var offsets []uint32
	for offset := range kept {
		offsets = append(offsets, offset)
	}
	slices.Sort(offsets)
	for i, offset := range offsets {
		if !kept[offset] && i+1 < len(offsets) { // of the last one the end is unknown
			t.m.clear(int(t.module.FuncData)+int(offset), int(offsets[i+1]-offset))
		}
	}
}

// checkStackMap looks whether a list of bitmaps (runtime.stackmap) begins there.
func (t *tables) checkStackMap(offset uint32) {
	at := int(t.module.FuncData) + int(offset)
	n, bits := t.m.uint32(at), t.m.uint32(at+4)
	check(n <= 1<<16 && bits <= 1<<20, "a stack map of %d maps of %d bits", n, bits)
}

// shorten gives the functions the new names, and pc tables made of those that stay.
func (t *tables) shorten(old []string) {
	names, pcs := newPool(), newPool()
	for i, f := range t.functions {
		f.Name = int32(names.offset(append([]byte(known(old[i])), 0)))
		f.SP = pcs.offset(f.sp)
		f.File, f.Line, f.Unit, f.StartLine = 0, 0, 0, 0
		clear(f.pcs)
		if len(f.pcs) > stackMapIndex {
			f.pcs[stackMapIndex] = pcs.offset(f.stackMaps)
		}
		for kind := range f.data {
			if !slices.Contains(keptDatas, kind) {
				f.data[kind] = none
			}
		}
		t.m.write(f.address, f.function)
		t.m.write(f.tables(), slices.Concat(f.pcs, f.data))
	}
	d := &t.module
	t.m.replace(int(d.PCTab.At), int(d.PCTab.Len), pcs.bytes)
	t.m.replace(int(d.Names.At), int(d.Names.Len), names.bytes)
	t.m.clear(int(d.Units.At), 4*int(d.Units.Len))
	t.m.clear(int(d.Files.At), int(d.Files.Len))
}

func (t *tables) names() (names []string) {
	for _, f := range t.functions {
		names = append(names, t.name(f.Name))
	}
	return names
}

func (t *tables) name(offset int32) string {
	table := t.m.at(int(t.module.Names.At), int(t.module.Names.Len))
	check(offset >= 0 && int(offset) < len(table), "a name at %d", offset)
	name, _, ended := bytes.Cut(table[offset:], []byte{0})
	check(ended, "a name without an end")
	return string(name)
}

// known returns what the runtime must be able to find in the name of a function: the stubs whose arguments reflection knows
// (stkframe.go), the runtime's own (isSystemGoroutine), and the parts of a method's name for the message of a call through a nil
// pointer (panicwrap).
func known(name string) string {
	switch {
	case name == "reflect.makeFuncStub" || name == "reflect.methodValueCall":
		return name
	case strings.HasPrefix(name, "runtime."):
		return "runtime."
	case strings.Contains(name, ".(*"):
		return "?.(*?).?"
	}
	return ""
}

// pool holds each of some byte strings once. The empty one is at 0, and so is what begins with a zero.
type pool struct {
	bytes []byte
	at    map[string]uint32
}

func newPool() *pool { return &pool{bytes: []byte{0}, at: map[string]uint32{"\x00": 0}} }

func (p *pool) offset(b []byte) uint32 {
	at, ok := p.at[string(b)]
	if !ok {
		at = uint32(len(p.bytes))
		p.at[string(b)] = at
		p.bytes = append(p.bytes, b...)
	}
	return at
}
